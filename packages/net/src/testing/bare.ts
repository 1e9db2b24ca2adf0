import { hash } from "node:crypto"
import { Agent, request } from "undici"

export interface BareAnswer {
  readonly status: number
  readonly bytes: number
  /** SHA-256 of the body; null for a 304. */
  readonly hash: string | null
}

/** What undici alone does, nothing checked: the yardstick of `npm run bench`. Loopback only. */
export function openBare(connectionsPerHost: number): {
  get(url: string, etag: string | null): Promise<BareAnswer>
  close(): Promise<void>
} {
  const agent = new Agent({ connections: connectionsPerHost })
  return {
    get: async (url, etag) => {
      const { statusCode, body } = await request(url, {
        dispatcher: agent,
        headers: etag === null ? {} : { "if-none-match": etag },
      })
      const bytes = await body.bytes()
      return {
        status: statusCode,
        bytes: bytes.byteLength,
        hash: statusCode === 304 ? null : hash("sha256", bytes, "hex"),
      }
    },
    close: () => agent.close(),
  }
}

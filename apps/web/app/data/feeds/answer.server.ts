import { createHash } from "node:crypto"
import type { Ms } from "@vigie/core"
import { pack } from "../site/pack.server.ts"

/** What a feed's answer is made of. */
export interface FeedAnswer {
  readonly body: string
  readonly type: string
  /** Of its newest part; null where nothing says. */
  readonly at?: Ms | null
  readonly headers?: Readonly<Record<string, string>>
}

/** The answer, packed as accepted; whoever has it already is told so (RFC 9110 §13). */
export async function answerFeed(request: Request, feed: FeedAnswer): Promise<Response> {
  const { body, type, at = null } = feed
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`
  const headers = new Headers({ etag, vary: "accept-encoding", ...feed.headers })
  if (at !== null) headers.set("last-modified", new Date(at).toUTCString())
  if (isKnown(request, etag, at)) return new Response(null, { status: 304, headers })
  headers.set("content-type", type)
  return new Response(await pack(body, request, headers), { headers })
}

/** If-None-Match goes before If-Modified-Since, whose second has no parts. */
function isKnown(request: Request, etag: string, at: Ms | null): boolean {
  const match = request.headers.get("if-none-match")
  if (match !== null) {
    const known = match.split(",").map((each) => each.trim().replace(/^W\//, ""))
    return known.includes(etag) || known.includes("*")
  }
  const since = Date.parse(request.headers.get("if-modified-since") ?? "")
  return at !== null && !Number.isNaN(since) && Math.floor(at / 1000) * 1000 <= since
}

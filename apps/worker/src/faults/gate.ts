import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** A door before a site: what is asked through it can be seen, and left without an answer. */
export interface Gate {
  /** `127.0.0.1:port`. */
  readonly host: string
  /** Runs `then` when a path that holds this text is next asked; that request is never answered. */
  onAsk(text: string, then: () => void): void
  close(): Promise<void>
}

/** Opens one before the site at `host`. */
export async function openGate(host: string): Promise<Gate> {
  let trap: { readonly text: string; readonly then: () => void } | null = null
  const server = createServer((request, response) => {
    const path = request.url ?? "/"
    if (trap && path.includes(trap.text)) {
      const { then } = trap
      trap = null
      return then()
    }
    fetch(`http://${host}${path}`)
      .then(async (answer) => {
        const type = answer.headers.get("content-type") ?? "application/octet-stream"
        response.writeHead(answer.status, { "content-type": type }).end(new Uint8Array(await answer.arrayBuffer()))
      })
      .catch(() => response.destroy())
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    onAsk: (text, then) => {
      trap = { text, then }
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

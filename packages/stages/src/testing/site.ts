import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** What a path answers; a status other than 200 needs no body. */
export interface Answer {
  readonly status?: number
  readonly type?: string
  readonly body?: string | Uint8Array
}

export interface Site {
  /** `127.0.0.1:port`, as `VIGIE_ALLOW_HOSTS` names it. */
  readonly host: string
  readonly url: string
  /** Paths asked so far with their query, robots.txt aside, in order. */
  readonly asked: readonly string[]
  /** What a path answers from now on, whatever its query: an answer, its body alone, or one made for each request. */
  show(path: string, answer: Answer | string | Uint8Array | ((url: URL) => Answer)): void
  close(): Promise<void>
}

/** A site on loopback that answers what a test last put there, and 404 elsewhere. */
export async function openSite(): Promise<Site> {
  const answers = new Map<string, (url: URL) => Answer>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://site.example")
    if (url.pathname === "/robots.txt") return void response.writeHead(404).end()
    asked.push(url.pathname + url.search)
    const { status = 200, type = "application/octet-stream", body = "" } = answers.get(url.pathname)?.(url) ?? NOTHING
    response.writeHead(status, { "content-type": type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}`,
    asked,
    show: (path, answer) => {
      const whole = typeof answer === "string" || answer instanceof Uint8Array ? { body: answer } : answer
      answers.set(path, typeof whole === "function" ? whole : () => whole)
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const NOTHING: Answer = { status: 404 }

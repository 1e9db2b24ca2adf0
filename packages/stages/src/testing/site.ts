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
  /** What a path answers from now on, whatever its query unless it names one. */
  show(path: string, answer: Answer | string | Uint8Array): void
  close(): Promise<void>
}

/** A site on loopback that answers what a test last put there, and 404 elsewhere. */
export async function openSite(): Promise<Site> {
  const answers = new Map<string, Answer>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? "/"
    if (path === "/robots.txt") return void response.writeHead(404).end()
    asked.push(path)
    const answer = answers.get(path) ?? answers.get(path.split("?")[0]!) ?? { status: 404 }
    response.writeHead(answer.status ?? 200, { "content-type": answer.type ?? "application/octet-stream" })
    response.end(answer.body ?? "")
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}`,
    asked,
    show: (path, answer) => {
      answers.set(path, typeof answer === "string" || answer instanceof Uint8Array ? { body: answer } : answer)
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

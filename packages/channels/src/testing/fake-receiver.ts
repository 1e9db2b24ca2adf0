import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What the next call gets. `silence`: nothing at all; `size`: so many bytes of answer. */
export interface ReceiverAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly size?: number
  readonly silence?: true
}

/** What somebody's webhook, ntfy or Discord would be, on loopback. */
export interface FakeReceiver extends AsyncDisposable {
  /** `127.0.0.1:port`, as `VIGIE_ALLOW_HOSTS` names it. */
  readonly host: string
  readonly url: string
  readonly calls: readonly Received[]
  /** Queues answers for the next calls; when none is left, `otherwise` is what they get. */
  answer(...answers: readonly ReceiverAnswer[]): void
  /** What every call gets from now on. */
  always(answer: ReceiverAnswer): void
}

/** `port` 0: any free one. */
export async function startFakeReceiver(port = 0): Promise<FakeReceiver> {
  const calls: Received[] = []
  const queue: ReceiverAnswer[] = []
  let otherwise: ReceiverAnswer = { status: 204 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      calls.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") })
      const { status = 204, headers = {}, body, size, silence } = queue.shift() ?? otherwise
      if (silence) return
      response.writeHead(status, { ...headers }).end(size === undefined ? body : Buffer.alloc(size, "x"))
    })
  })
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}`,
    calls,
    answer: (...answers) => void queue.push(...answers),
    always: (answer) => {
      otherwise = answer
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

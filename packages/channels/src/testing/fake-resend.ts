import { createHash } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** What the fake does with the next call. `swallow`: accepts the mails and hangs up without an answer. */
export type FakeAnswer =
  | { readonly kind: "accept" }
  | { readonly kind: "swallow" }
  | { readonly kind: "silence" }
  | {
      readonly kind: "status"
      readonly status: number
      readonly body: unknown
      readonly headers?: Record<string, string>
    }

export interface FakeMail {
  readonly key: string
  readonly path: string
  readonly to: string
  readonly subject: string
  readonly headers: Readonly<Record<string, string>>
}

export interface FakeResend extends AsyncDisposable {
  readonly url: string
  /** Mails accepted, once per key. */
  readonly mails: readonly FakeMail[]
  /** Every call's key, repeats included. */
  readonly calls: readonly string[]
  /** Queues answers for the next calls; when none is left, calls are accepted. */
  answer(...answers: readonly FakeAnswer[]): void
}

interface Known {
  readonly digest: string
  readonly body: unknown
}

/** Resend's API on loopback: remembers keys, repeats their first answer, says 409 to another body under a known key. */
export async function startFakeResend(): Promise<FakeResend> {
  const mails: FakeMail[] = []
  const calls: string[] = []
  const queue: FakeAnswer[] = []
  const known = new Map<string, Known>()
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const key = String(request.headers["idempotency-key"] ?? "")
    const path = request.url ?? ""
    calls.push(key)
    const next = queue.shift() ?? { kind: "accept" }
    if (next.kind === "silence") return
    if (next.kind === "status") return reply(response, next.status, next.body, next.headers)
    const digest = createHash("sha256").update(path).update(body).digest("hex")
    const before = known.get(key)
    if (before && before.digest !== digest) {
      return reply(response, 409, { statusCode: 409, name: "invalid_idempotent_request", message: "another body" })
    }
    if (!before) {
      const sent = acceptedOf(path, key, JSON.parse(body))
      mails.push(...sent.mails)
      known.set(key, { digest, body: sent.answer })
    }
    if (next.kind === "swallow") return void request.socket.destroy()
    reply(response, 200, known.get(key)?.body)
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    calls,
    answer: (...answers) => void queue.push(...answers),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

interface Payload {
  readonly to: readonly string[]
  readonly subject: string
  readonly headers?: Record<string, string>
}

function acceptedOf(path: string, key: string, body: Payload | readonly Payload[]) {
  const payloads = Array.isArray(body) ? (body as readonly Payload[]) : [body as Payload]
  const ids = payloads.map((_, index) => ({ id: `${key}/${index}` }))
  return {
    mails: payloads.map((mail) => ({ key, path, to: mail.to[0]!, subject: mail.subject, headers: mail.headers ?? {} })),
    answer: path.endsWith("/batch") ? { data: ids } : ids[0],
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("utf8")
}

function reply(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body))
}

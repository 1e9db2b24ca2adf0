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
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
  /** When it was handed over, epoch ms of the machine's clock. */
  readonly at: number
}

export interface FakeResend extends AsyncDisposable {
  readonly url: string
  /** Mails accepted, once per key for as long as it is known. */
  readonly mails: readonly FakeMail[]
  /** Every call's key, repeats included. */
  readonly calls: readonly string[]
  /** Keys that ever came with two bodies: one byte apart is another body. */
  readonly differing: ReadonlySet<string>
  /** Calls that came too soon after others, and were answered 429. */
  readonly early: number
  /** Queues answers for the next calls; when none is left, calls are accepted. */
  answer(...answers: readonly FakeAnswer[]): void
  /** Refuses every call that holds a mail to one of these, as a whole and without saying which. */
  bar(...addresses: readonly string[]): void
  /** Answers nothing but 503 from now on, or again whatever it is told to. */
  down(down: boolean): void
  /** Its clock goes on by so much, ms: keys older than a day are forgotten. */
  age(ms: number): void
  /** Called once, when the next call's mails are accepted and nothing is answered yet. */
  onAccept(then: () => void): void
}

interface Known {
  readonly body: string
  readonly answer: unknown
  readonly at: number
}

/** https://resend.com/docs/dashboard/emails/idempotency-keys */
const KEY_MEMORY_MS = 24 * 3_600_000

interface State {
  readonly mails: FakeMail[]
  readonly calls: string[]
  readonly queue: FakeAnswer[]
  readonly known: Map<string, Known>
  /** Every key's first body, also when the key is forgotten. */
  readonly first: Map<string, string>
  readonly differing: Set<string>
  readonly barred: Set<string>
  down: boolean
  agedMs: number
  accepting: (() => void) | null
  readonly perSecond: number | null
  /** When the last calls came that were not too early, epoch ms. */
  readonly times: number[]
  early: number
}

/**
 * Resend's API on loopback: remembers keys for a day, repeats their first answer, says 409 to another body under a known key. With
 * `perSecond` it states that limit, and answers 429 to a call too many within any second.
 */
export async function startFakeResend({ perSecond = null }: { perSecond?: number | null } = {}): Promise<FakeResend> {
  const state: State = {
    mails: [],
    calls: [],
    queue: [],
    known: new Map(),
    first: new Map(),
    differing: new Set(),
    barred: new Set(),
    down: false,
    agedMs: 0,
    accepting: null,
    perSecond,
    times: [],
    early: 0,
  }
  const server = createServer((request, response) => void answerCall(state, request, response))
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails: state.mails,
    calls: state.calls,
    differing: state.differing,
    get early() {
      return state.early
    },
    answer: (...answers) => void state.queue.push(...answers),
    bar: (...addresses) => {
      for (const address of addresses) state.barred.add(address)
    },
    down: (down) => {
      state.down = down
    },
    age: (ms) => {
      state.agedMs += ms
    },
    onAccept: (then) => {
      state.accepting = then
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

async function answerCall(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const early = isEarly(state)
  const body = await bodyOf(request)
  const key = String(request.headers["idempotency-key"] ?? "")
  const path = request.url ?? ""
  state.calls.push(key)
  note(state, key, `${path} ${body}`)
  if (state.perSecond !== null) response.setHeader("ratelimit-limit", String(state.perSecond))
  if (early)
    return reply(
      response,
      429,
      { statusCode: 429, name: "rate_limit_exceeded", message: "too many" },
      { "retry-after": "1" },
    )
  if (state.down) return say(response, 503, "application_error", "down")
  const next = state.queue.shift() ?? { kind: "accept" }
  if (next.kind === "silence") return
  if (next.kind === "status") return reply(response, next.status, next.body, next.headers)
  const before = knownBy(state, key)
  if (before && before.body !== `${path} ${body}`)
    return say(response, 409, "invalid_idempotent_request", "another body")
  const payloads = payloadsOf(JSON.parse(body))
  if (!before && payloads.some(({ to }) => to.some((address) => state.barred.has(address))))
    return say(response, 422, "validation_error", "Invalid `to` field")
  const answer = before?.answer ?? accept(state, { key, path, body, payloads })
  const { accepting } = state
  state.accepting = null
  accepting?.()
  if (next.kind === "swallow") return void request.socket.destroy()
  reply(response, 200, answer)
}

function isEarly(state: State): boolean {
  if (state.perSecond === null) return false
  const now = Date.now()
  const early = state.times.filter((at) => at > now - 1_000).length >= state.perSecond
  if (early) state.early += 1
  else state.times.push(now)
  return early
}

function note({ first, differing }: State, key: string, body: string): void {
  const before = first.get(key)
  if (before === undefined) first.set(key, body)
  else if (before !== body) differing.add(key)
}

const nowOf = ({ agedMs }: State) => Date.now() + agedMs

function knownBy(state: State, key: string): Known | undefined {
  const before = state.known.get(key)
  return before !== undefined && nowOf(state) - before.at < KEY_MEMORY_MS ? before : undefined
}

interface Payload {
  readonly to: readonly string[]
  readonly subject: string
  readonly text?: string
  readonly headers?: Record<string, string>
}

const payloadsOf = (body: Payload | readonly Payload[]): readonly Payload[] =>
  Array.isArray(body) ? (body as readonly Payload[]) : [body as Payload]

interface Call {
  readonly key: string
  readonly path: string
  readonly body: string
  readonly payloads: readonly Payload[]
}

/** Takes a call's mails; returns what it is answered, then and to its repeats. */
function accept(state: State, { key, path, body, payloads }: Call): unknown {
  const ids = payloads.map((_, index) => ({ id: `${key}/${index}` }))
  const answer = path.endsWith("/batch") ? { data: ids } : ids[0]
  for (const { to, subject, text = "", headers = {} } of payloads)
    state.mails.push({ key, path, to: to[0]!, subject, text, headers, at: Date.now() })
  state.known.set(key, { body: `${path} ${body}`, answer, at: nowOf(state) })
  return answer
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("utf8")
}

function say(response: ServerResponse, statusCode: number, name: string, message: string): void {
  reply(response, statusCode, { statusCode, name, message })
}

function reply(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body))
}

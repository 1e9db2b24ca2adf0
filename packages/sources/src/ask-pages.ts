import { DomainError } from "@vigie/core"
import { type Answer, type GetOptions, type HttpRequest, type Net, NetError, type NetFault } from "@vigie/net"
import { maxBytesOf } from "./document.ts"
import { type Cursor, type Source, SourceError, type SourceFault } from "./source.ts"

/** An answer of one page or more, to be asked for. */
export interface Asking {
  readonly net: Pick<Net, "get">
  readonly source: Source
  readonly request: (cursor: Cursor | undefined) => HttpRequest
  readonly pace?: GetOptions["pace"] | undefined
  readonly signal?: AbortSignal | undefined
  /** Of the last good answer, for the first page. */
  readonly validators?: GetOptions["validators"]
  readonly maxPages: number
  /** For all pages together, ms, counted from the page `timedFrom` on. */
  readonly maxMs: number
  /** 2: most answers have one page, which net itself bounds, and then no timer is made. */
  readonly timedFrom: 1 | 2
}

/** A page that was read: where the next one is, or what ends the answer here. */
export type Turn<T> = { readonly next: Cursor | undefined } | { readonly end: T }

/** `too_many_pages`, `too_slow`: an answer over its limits; `internal`: our own code failed, not the document. */
export type FailureKind = NetFault | SourceFault | "too_many_pages" | "too_slow" | "internal"

/** Why an answer of several pages was given up. */
class PagesError extends Error {
  readonly kind: "too_many_pages" | "too_slow"
  constructor(kind: PagesError["kind"], message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

/**
 * Asks for page after page until `read` names no next one (null) or ends the answer. Throws what net, `request` and `read`
 * throw; SourceError for a page that leads back to an earlier one, and an error of its own over the limits of `asking`.
 */
export async function askPages<T>(
  asking: Asking,
  read: (answer: Answer, page: number, cursor: Cursor | undefined) => Promise<Turn<T>>,
): Promise<T | null> {
  const deadline = openDeadline(asking.maxMs)
  try {
    return await askWithin(asking, deadline, read)
  } catch (error) {
    if (!deadline.signal.aborted) throw error
    const said = error instanceof Error ? error.message : String(error)
    throw new PagesError("too_slow", `too_slow: the answer took too long: ${said}`, { cause: error })
  } finally {
    deadline.close()
  }
}

async function askWithin<T>(
  asking: Asking,
  deadline: Deadline,
  read: (answer: Answer, page: number, cursor: Cursor | undefined) => Promise<Turn<T>>,
): Promise<T | null> {
  const { net, source, maxPages } = asking
  const asked = new Set<string>()
  let cursor: Cursor | undefined
  for (let page = 1; page === 1 || cursor; page += 1) {
    if (page > maxPages) throw new PagesError("too_many_pages", `the answer has more than ${maxPages} pages`)
    const request = asking.request(cursor)
    const key = `${request.url}\n${request.body ?? ""}`
    if (asked.has(key))
      throw new SourceError("shape_changed", `page ${page} is page ${[...asked].indexOf(key) + 1} again`)
    asked.add(key)
    const signal = page < asking.timedFrom ? asking.signal : deadline.start(asking.signal)
    const answer = await net.get(request, {
      validators: page === 1 ? (asking.validators ?? null) : null,
      maxBytes: maxBytesOf(source),
      robots: source.api === undefined,
      ...(signal ? { signal } : {}),
      ...(asking.pace ? { pace: asking.pace } : {}),
    })
    const turn = await read(answer, page, cursor)
    if ("end" in turn) return turn.end
    cursor = turn.next
    deadline.signal.throwIfAborted()
  }
  return null
}

interface Deadline {
  readonly signal: AbortSignal
  /** Starts the time, once; gives the signal to ask with. */
  start(other: AbortSignal | undefined): AbortSignal
  close(): void
}

function openDeadline(ms: number): Deadline {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  return {
    signal: controller.signal,
    start: (other) => {
      timer ??= setTimeout(() => controller.abort(), ms)
      return other ? AbortSignal.any([other, controller.signal]) : controller.signal
    },
    close: () => clearTimeout(timer),
  }
}

/** What an error of asking or reading comes to. `net` is the network's own error, where it was one. */
export function failureOf(error: unknown): {
  readonly kind: FailureKind
  readonly message: string
  readonly net: NetError | null
} {
  const cause = error instanceof PagesError ? error.cause : error
  return {
    kind: kindOf(error),
    message: error instanceof Error ? error.message : String(error),
    net: cause instanceof NetError ? cause : null,
  }
}

function kindOf(error: unknown): FailureKind {
  if (error instanceof NetError || error instanceof PagesError) return error.kind
  if (error instanceof SourceError) return error.fault
  // openDocument's refusals: an empty or binary answer is not the document this source reads.
  return error instanceof DomainError ? "shape_changed" : "internal"
}

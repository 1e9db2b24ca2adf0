/** The queue's server did not answer in time. Nothing is lost: the outbox and the due dates are in PostgreSQL. */
export class QueueUnreachable extends Error {
  readonly retry = true
  constructor(what: string, afterMs: number, cause?: unknown) {
    super(`${what}: no answer from the queue within ${afterMs} ms`, cause === undefined ? undefined : { cause })
    this.name = "QueueUnreachable"
  }
}

/** Settles as `work` does, or throws QueueUnreachable after `ms`: a client without a server waits for ever. */
export const within = async <T>(work: Promise<T>, ms: number, what: string): Promise<T> => {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new QueueUnreachable(what, ms)), ms)
  // A late failure of what was given up on must not end the process.
  work.catch(() => undefined)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** True where an error says that trying again is of no use: `retry: false`. */
export const isFinal = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "retry" in error && error.retry === false

/** How long an error asks to wait (`retryAfterMs`, as with a 429), else null. */
export const askedDelayMs = (error: unknown): number | null =>
  typeof error === "object" && error !== null && "retryAfterMs" in error && typeof error.retryAfterMs === "number"
    ? Math.max(0, error.retryAfterMs)
    : null

export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

interface Kept {
  readonly value: Promise<unknown>
  /** Until then it is the answer; until `last` it still is, for whoever asks while it is read anew. */
  readonly until: number
  readonly last: number
}

/** How many times as long as it took an answer is kept: what costs little is always fresh. */
const TIMES = 20
const LONGEST_MS = 60_000
const MOST = 500

const kept = new Map<string, Kept>()
const reading = new Set<string>()

/**
 * What `read` gives, asked again only after twenty times as long as it took, at most a minute; whoever asks meanwhile gets
 * the same answer. For as long again the old one is given while it is read anew, so that nobody waits for it. A failed one
 * is not kept. `key` says what is asked, of whom.
 */
export function keep<T>(key: string, read: () => Promise<T>): Promise<T> {
  const now = performance.now()
  const known = kept.get(key)
  if (known === undefined || now >= known.last) return readAnew(key, read, now)
  if (now >= known.until && !reading.has(key)) refresh(key, read, now)
  return known.value as Promise<T>
}

function readAnew<T>(key: string, read: () => Promise<T>, now: number): Promise<T> {
  if (kept.size >= MOST) kept.clear()
  const value = read()
  kept.set(key, { value, until: now + LONGEST_MS, last: now + LONGEST_MS })
  value.then(
    () => settle(key, value, now),
    () => kept.delete(key),
  )
  return value
}

/** A failure leaves the old answer for as long as it may be given. */
function refresh(key: string, read: () => Promise<unknown>, now: number): void {
  reading.add(key)
  const value = read()
  value
    .then(
      () => settle(key, value, now),
      () => {},
    )
    .finally(() => reading.delete(key))
}

function settle(key: string, value: Promise<unknown>, began: number): void {
  const now = performance.now()
  const lasts = Math.min(LONGEST_MS, (now - began) * TIMES)
  kept.set(key, { value, until: now + lasts, last: now + 2 * lasts })
}

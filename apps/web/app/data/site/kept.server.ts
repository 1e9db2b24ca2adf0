interface Kept {
  readonly until: number
  readonly value: Promise<unknown>
}

/** How many times as long as it took an answer is kept: what costs little is always fresh. */
const TIMES = 20
const LONGEST_MS = 60_000
const MOST = 500

const kept = new Map<string, Kept>()

/**
 * What `read` gives, asked again only after twenty times as long as it took, at most a minute; whoever asks meanwhile gets
 * the same answer. A failed one is not kept. `key` says what is asked, of whom.
 */
export function keep<T>(key: string, read: () => Promise<T>): Promise<T> {
  const now = performance.now()
  const known = kept.get(key)
  if (known !== undefined && now < known.until) return known.value as Promise<T>
  if (kept.size >= MOST) kept.clear()
  const value = read()
  kept.set(key, { until: now + LONGEST_MS, value })
  value.then(
    () => kept.set(key, { until: now + Math.min(LONGEST_MS, (performance.now() - now) * (TIMES + 1)), value }),
    () => kept.delete(key),
  )
  return value
}

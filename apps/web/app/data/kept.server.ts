import type { Ms } from "@vigie/core"

const KEPT_MS = 60_000

/** Reads, by `key`, what takes the whole catalogue and may be a minute old; what fails is not kept. */
export function keeping<T>(read: (key: string) => Promise<T>): (key: string, now: Ms) => Promise<T> {
  const kept = new Map<string, { readonly at: Ms; readonly value: Promise<T> }>()
  return (key, now) => {
    const known = kept.get(key)
    if (known !== undefined && now - known.at < KEPT_MS) return known.value
    const value = read(key)
    kept.set(key, { at: now, value })
    value.catch(() => kept.delete(key))
    return value
  }
}

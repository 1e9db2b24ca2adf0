import type { Ms } from "@vigie/core"
import type { Source } from "@vigie/sources"

/** Longest wait for one turn at a host: its pace, or the Crawl-delay it asks for (ms). */
export const TURN_MS = 60_000

/** The pace that a host is owed: the slowest of its sources'. This machine's own pages, allowed by name, are owed none. */
export function intervalOf(host: string, asking: readonly (Source | undefined)[]): Ms {
  if (/^(127\.\d+\.\d+\.\d+|localhost|\[::1\]):/.test(host)) return 0
  return Math.max(0, ...asking.map((source) => source?.pace.minIntervalMs ?? 0))
}

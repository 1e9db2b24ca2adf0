import { type Coverage, toIso } from "@vigie/core"

/** A hole longer than this is not a station off the air: the guide says nothing of it (ms). */
const HOLE = 6 * 3_600_000
/** Above as many channels, bounds are tried at every tenth of them only. */
const EXACT = 24

interface Span {
  readonly channel: string
  readonly from: number
  readonly to: number
}

/** When each channel's programmes start and end, epoch ms: what a guide's silence speaks of. */
export interface Slots {
  add(channel: string, start: number, stop: number | null): void
  coverage(nameOf: (channel: string) => string): Coverage
}

/**
 * I1: absence is a claim, so the period is one that every channel listed fills without a hole. Where channels differ, it
 * is the one that covers most channel hours.
 */
export function openSlots(): Slots {
  const byChannel = new Map<string, [number, number][]>()
  return {
    add: (channel, start, stop) => {
      const slots = byChannel.get(channel)
      // Without an end, nothing is said of what follows its start.
      if (slots) slots.push([start, stop ?? start])
      else byChannel.set(channel, [[start, stop ?? start]])
    },
    coverage: (nameOf) => {
      const spans = [...byChannel].map(([channel, slots]) => ({ channel, ...longest(slots) }))
      const best = bestOf(spans.filter((span) => span.to > span.from))
      if (!best) return { claims: "none" }
      const filled = new Set(best.spans.map((span) => span.channel))
      // A name that another channel bears too, one with holes, says nothing of either.
      const doubtful = new Set([...byChannel.keys()].filter((id) => !filled.has(id)).map(nameOf))
      const channels = [...new Set([...filled].map(nameOf))].filter((name) => !doubtful.has(name))
      if (channels.length === 0) return { claims: "none" }
      return { claims: "period", from: toIso(best.from), to: toIso(best.to), channels }
    },
  }
}

/** The longest stretch without a hole. */
function longest(slots: [number, number][]): { from: number; to: number } {
  let best = { from: 0, to: 0 }
  let current: { from: number; to: number } | null = null
  for (const [start, stop] of slots.sort((a, b) => a[0] - b[0])) {
    if (current && start - current.to <= HOLE) current.to = Math.max(current.to, stop)
    else current = { from: start, to: stop }
    if (current.to - current.from > best.to - best.from) best = current
  }
  return best
}

function bestOf(spans: readonly Span[]): { from: number; to: number; spans: readonly Span[] } | null {
  let best: { from: number; to: number; spans: readonly Span[]; hours: number } | null = null
  for (const from of boundsAmong(spans.map((span) => span.from))) {
    for (const to of boundsAmong(spans.map((span) => span.to))) {
      if (to <= from) continue
      const within = spans.filter((span) => span.from <= from && span.to >= to)
      const hours = within.length * (to - from)
      if (hours > (best?.hours ?? 0)) best = { from, to, spans: within, hours }
    }
  }
  return best
}

function boundsAmong(values: number[]): number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b)
  if (sorted.length <= EXACT) return sorted
  const tenth = (sorted.length - 1) / 10
  return Array.from({ length: 11 }, (_, index) => sorted[Math.round(index * tenth)] ?? 0)
}

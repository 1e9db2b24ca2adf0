import type { Ms } from "./words.ts"

const MINUTE: Ms = 60_000
const DAY: Ms = 86_400_000
/** The most intervals between two checks that succeed, but for the spread: just inside the bound of four. */
export const SLOWEST = 3.6

/** What is known of a target when its next check is planned; instants and durations in ms. */
export interface CadenceInput {
  readonly now: Ms
  /** The interval asked for. */
  readonly everyMs: Ms
  /** The last change of its windows; null = none was ever seen. */
  readonly lastChangeAt: Ms | null
  /** The next instant at which one of its windows opens or ends. */
  readonly soonestBoundaryAt: Ms | null
  /** People who wait for its films. */
  readonly watchers: number
  /** It was found for people who waited for its film, and nobody does any more. */
  readonly abandoned?: boolean
  /** Consecutive failed checks; 0 after a good one. */
  readonly failures: number
  /** From Retry-After, counted from now. */
  readonly retryAfterMs: Ms | null
  /** When the next good check can confirm an absence (W5). */
  readonly confirmAt: Ms | null
  /** In [0, 1). */
  readonly random: number
}

/**
 * When a target is due next. After a good check: about a quarter of its interval when a window is about to open or end or when
 * 100 people wait, almost four times when nothing has moved for half a year and nobody waits, or when nobody waits any more; spread by ±10 %, never out
 * of ¼ to 4 × the interval, except earlier to confirm an absence. After failures: 2, 4, 8 … minutes, halved at random, at
 * most four intervals. Never before Retry-After.
 */
export function nextDue(input: CadenceInput): Ms {
  const due = input.failures > 0 ? input.now + backOff(input) : planned(input)
  return input.retryAfterMs === null ? due : Math.max(due, input.now + input.retryAfterMs)
}

function planned(input: CadenceInput): Ms {
  const { now, everyMs, confirmAt, random } = input
  const spread = 0.9 + 0.2 * random
  const interval = Math.min(4, Math.max(0.25, paceOf(input) * spread)) * everyMs
  const due = Math.round(now + interval)
  return confirmAt === null ? due : Math.min(due, Math.max(now, confirmAt))
}

/** Half the delay is certain, half is random, so that targets that failed together do not come back together. */
function backOff({ everyMs, failures, random }: CadenceInput): Ms {
  const delay = Math.min(MINUTE * 2 ** Math.min(failures, 30), 4 * everyMs)
  return Math.ceil(delay * (0.5 + random / 2))
}

function paceOf(input: CadenceInput): number {
  // Just inside the bounds, so that the spread stays a spread there.
  if (input.abandoned) return SLOWEST
  if (isBoundaryNear(input) || input.watchers >= 100) return 0.28
  return stillness(input) * crowd(input.watchers)
}

/** Within a day or two intervals on either side: sources rarely move exactly when they said. */
function isBoundaryNear({ now, everyMs, soonestBoundaryAt }: CadenceInput): boolean {
  return soonestBoundaryAt !== null && Math.abs(soonestBoundaryAt - now) <= Math.max(DAY, 2 * everyMs)
}

function stillness({ now, lastChangeAt }: CadenceInput): number {
  const days = lastChangeAt === null ? 60 : (now - lastChangeAt) / DAY
  if (days < 30) return 1
  return days < 180 ? 2 : SLOWEST
}

function crowd(watchers: number): number {
  if (watchers >= 10) return 0.5
  return watchers > 0 ? 0.75 : 1
}

import { NetError } from "./error.ts"

/** Turns at hosts within this process. Pace across machines is not kept here. */
export interface Pacer {
  /**
   * Resolves when it is this caller's turn at `host`; turns are given in order, `max(minIntervalMs, hintMs)` apart.
   * Throws NetError `pace` with `retryAfterMs` when that is more than `maxWaitMs` away; no turn is taken then.
   */
  wait(host: string, hintMs?: number | null): Promise<void>
  /** The host said Retry-After: no turn before then, ms from now. */
  hold(host: string, ms: number): void
}

export interface PacerOptions {
  readonly minIntervalMs: number
  /** 20 s unless stated: what one batch may spend on one host. */
  readonly maxWaitMs?: number
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
}

export function openPacer({ minIntervalMs, maxWaitMs = 20_000, now, sleep }: PacerOptions): Pacer {
  const next = new Map<string, number>()
  return {
    async wait(host, hintMs = null) {
      const at = now()
      const turn = Math.max(next.get(host) ?? at, at)
      if (turn - at > maxWaitMs) {
        throw new NetError("pace", host, `next turn in ${turn - at} ms, at most ${maxWaitMs}`, {
          retryAfterMs: turn - at,
        })
      }
      next.set(host, turn + Math.max(minIntervalMs, hintMs ?? 0))
      if (turn > at) await sleep(turn - at)
    },
    hold(host, ms) {
      next.set(host, Math.max(next.get(host) ?? 0, now() + ms))
    },
  }
}

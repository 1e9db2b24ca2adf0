import type { Ms } from "@vigie/core"

const MINUTE: Ms = 60_000
const LONGEST: Ms = 86_400_000

/** When a look-up that failed is tried again, ms from now: 5, 10, 20 … minutes, a day at most, up to half of it at random. */
export function retryDelay(failures: number, random: number): Ms {
  const delay = Math.min(LONGEST, 5 * MINUTE * 2 ** Math.min(Math.max(failures, 1) - 1, 20))
  return delay * (0.5 + random / 2)
}

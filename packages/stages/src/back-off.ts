import type { Ms } from "@vigie/core"
import type { Stages } from "./stages.ts"

/** First wait after a send that did not go through, doubled each time up to an hour (ms). */
const RETRY_MS = 5_000
const RETRY_MAX_MS = 3_600_000

/** How long to wait after so many tries, ms, with jitter. */
export function backOff({ random }: Pick<Stages, "random">, attempts: number): Ms {
  return Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** Math.min(attempts - 1, 20)) * (0.5 + random() / 2)
}

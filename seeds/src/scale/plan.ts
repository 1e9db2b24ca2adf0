import type { Ms } from "@vigie/core"

/** How large an invented installation is. The same plan gives the same rows, ids aside. */
export interface ScalePlan {
  readonly films: number
  /** On average, per film; a tenth of them are open. */
  readonly windowsPerFilm: number
  /** On average, per window. */
  readonly changesPerWindow: number
  /** Of which the first has a list of `watches` films. */
  readonly watches: number
  /** The history ends here, UTC. */
  readonly now: Ms
}

/** 100,000 films, a million windows, five million changes. */
export const LARGE: Omit<ScalePlan, "now"> = { films: 100_000, windowsPerFilm: 10, changesPerWindow: 5, watches: 500 }

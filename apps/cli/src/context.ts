import type { Ms } from "@vigie/core"
import type { Config } from "@vigie/stages/config"
import type { Output } from "./output.ts"

/** What every command works with. */
export interface Context {
  readonly config: Config
  readonly out: Output
  /** Relative paths begin here. */
  readonly cwd: string
  /** The real clock, epoch ms. */
  readonly clock: () => Ms
  /** In [0, 1). */
  readonly random: () => number
}

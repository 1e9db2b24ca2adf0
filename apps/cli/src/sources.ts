import { type Source, sources } from "@vigie/sources"
import type { Config } from "@vigie/stages/config"

/** The sources of this installation, without loading all that the stages work with: the demonstration's goes with it. */
export function sourcesOf(config: Config): readonly Source[] {
  return sources.filter((source) => config.demo || source.demo !== true)
}

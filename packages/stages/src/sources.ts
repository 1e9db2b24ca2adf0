import type { SourceFacts } from "@vigie/db"
import { type Source, sources } from "@vigie/sources"
import type { Config } from "./config.ts"

/** Sources of this installation: the demonstration's is gone with `VIGIE_DEMO=0`. */
export function enabledSources(config: Config): readonly Source[] {
  return sources.filter((source) => config.demo || source.demo !== true)
}

export function factsOf(source: Source): SourceFacts {
  const { id, rank, scope, version, confirmations, createsFilms } = source
  return { id, rank, scope, version, confirmations, createsFilms, demo: source.demo === true }
}

/** What the database needs to know of each source of this installation. */
export function sourceFacts(config: Config): ReadonlyMap<string, SourceFacts> {
  return new Map(enabledSources(config).map((source) => [source.id, factsOf(source)]))
}

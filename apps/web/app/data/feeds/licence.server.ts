import { sources } from "@vigie/sources"

/** A source whose facts may be published again, and what must be said with them. */
export interface OpenSource {
  readonly id: string
  readonly name: string
  readonly attribution: string
}

/**
 * Those whose licence lets others publish their facts again: only what rests on these alone goes into files. What may be
 * displayed is on pages; the demonstration's inventions go nowhere.
 */
export function openSources(): readonly OpenSource[] {
  return sources
    .filter((source) => source.licence.republish === "open" && source.demo !== true)
    .map(({ id, name, licence }) => ({ id, name, attribution: licence.attribution ?? name }))
}

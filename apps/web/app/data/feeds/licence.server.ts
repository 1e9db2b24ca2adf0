import { type Source, sources } from "@vigie/sources"

/** A source whose facts may be published again, and what must be said with them. */
export interface OpenSource {
  readonly id: string
  readonly name: string
  readonly attribution: string
}

/**
 * Those whose licence lets others publish their facts again: only what rests on these alone goes into files and into feeds that
 * anybody may read. What may be displayed is on pages and in the reader's own feeds; the demonstration's inventions go nowhere.
 */
export function openSources(): readonly OpenSource[] {
  return sources.filter(isOpen).map(({ id, name, licence }) => ({ id, name, attribution: licence.attribution ?? name }))
}

/** Those that nothing is handed on of, as people know them. */
export function closedSources(): readonly string[] {
  return sources.filter((source) => !isOpen(source) && source.demo !== true).map(({ name }) => name)
}

/** May this source's own words be shown to the one reader whose feed it is? */
export function mayQuote(id: string): boolean {
  return sources.some((source) => source.id === id && source.licence.republish !== "none")
}

const isOpen = ({ licence, demo }: Source) => licence.republish === "open" && demo !== true

/*
 * The words of Vigie: one per idea, in tables, types, files, API and pages.
 *
 * | word         | means                                                                                  | never say |
 * |--------------|----------------------------------------------------------------------------------------|-----------|
 * | Film         | a work in the catalogue; `form`: feature, short, documentary                            | content, media, item |
 * | Provider     | the service a person watches on ("plateforme"); a TV channel is a provider whose `parent` replays it; sold through another, its own provider with that host | source |
 * | Source       | where we learn it (a page, an API, a guide, an article)                                 | provider, scraper |
 * | Territory    | ISO 3166-1 alpha-2; FR is metropolitan France, overseas territories are their own       | region, locale |
 * | Target       | what we check: source + reference + territory, with its schedule; scope film, feed, article | monitor, task |
 * | Check        | one run against a target: unchanged, changed, failed, held                              | scan, ping |
 * | Snapshot     | what the source said at one check                                                       | response |
 * | Sighting     | one stated way to watch one film, one per row the source states                         | listing |
 * | Kind         | vod, replay (catch-up), broadcast (a linear slot)                                       | |
 * | Monetization | subscription, ads, free, rent, buy, or unknown (SVOD, AVOD, FVOD, TVOD, EST)            | licence type |
 * | Window       | film × provider × territory × kind × monetization over one continuous period; a re-entry is a new window | offer, avail |
 * | Evidence     | one target's own claim about a window: dates, terms, words read, last seen, state       | provenance |
 * | Terms        | quality, price, audio, subtitles stated by one evidence; versioned                      | |
 * | Change       | append-only, with a cursor: announced, opened, moved, repriced, improved, reduced, closing, closed, corrected | event |
 * | Watch        | a user's watchlist entry for a film, with its rule                                      | subscription |
 * | Alert        | one user told about one change                                                          | notification |
 * | Delivery     | one message to one of a user's channels; holds one or more alerts                       | dispatch |
 * | Send         | one call to a mail provider: ordered deliveries, frozen bodies; its id is the idempotency key | |
 */

export { type FilmAddress, type ReadAddress, readAddress, readFilmAddress } from "./addresses/read-address.ts"
export { ADDRESS_SITES, type AddressSite } from "./addresses/sites.ts"
export * from "./cadence.ts"
export * from "./departments.ts"
export * from "./errors.ts"
export * from "./film-facts.ts"
export * from "./fold.ts"
export * from "./history/coverage.ts"
export { writeCsv } from "./history/csv.ts"
export * from "./history/units.ts"
export * from "./instants.ts"
export { decideFound, type FoundForLine, type LineSought } from "./lists/found-film.ts"
export * from "./lists/line-key.ts"
export { ListError, type ListFault, MOST_LISTED } from "./lists/list-error.ts"
export {
  type FilmList,
  LIST_FORMS,
  type ListedFilm,
  type ListForm,
  type RejectedRow,
  type RowFault,
} from "./lists/listed-film.ts"
export { decodeList, readList } from "./lists/read-list.ts"
export { type WrittenFilm, writeList } from "./lists/write-list.ts"
export * from "./marks.ts"
export * from "./match/film.ts"
export * from "./match/ids.ts"
export * from "./match/keys.ts"
export * from "./match/match-film.ts"
export * from "./match/misspelt.ts"
export * from "./match/names.ts"
export * from "./prices.ts"
export * from "./rule-doubts.ts"
export * from "./rules.ts"
export { isOriginal, type VersionReader } from "./rules-terms.ts"
export * from "./rules-wants.ts"
export * from "./say/dates.ts"
export * from "./say/evening.ts"
export * from "./say/formats.ts"
export * from "./say/french.ts"
export * from "./say/locale.ts"
export * from "./say/month.ts"
export * from "./say/rule.ts"
export * from "./say/terms.ts"
export * from "./sighting.ts"
export * from "./telling/local-hours.ts"
export * from "./telling/tell-settings.ts"
export * from "./telling/when-to-tell.ts"
export * from "./territories.ts"
export * from "./timeline/lanes.ts"
export * from "./timeline/prices.ts"
export * from "./timeline/span.ts"
export * from "./timeline/ticks.ts"
export * from "./windows/combine.ts"
export type * from "./windows/exchange.ts"
export * from "./windows/facts.ts"
export { isStale, staleAfterMs } from "./windows/hold.ts"
export * from "./windows/mass.ts"
export { reconcile } from "./windows/reconcile.ts"
export * from "./windows/ring.ts"
export type * from "./windows/state.ts"
export * from "./windows/story.ts"
export * from "./windows/tide.ts"
export * from "./words.ts"

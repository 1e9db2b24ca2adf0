import { z } from "zod"

const text = z
  .string()
  .trim()
  .transform((value) => value || null)
  .nullable()
  .catch(null)
  .default(null)
const rowsOf = <T extends z.ZodType>(item: T) =>
  z.array(z.unknown()).transform((rows) => rows.flatMap((row) => item.safeParse(row).data ?? []))
const list = <T extends z.ZodType>(item: T) => rowsOf(item).catch([]).default([])

/** A refusal in place of an answer: an invalid key, an unknown film. */
export const Refusal = z.object({ success: z.literal(false), status_message: z.string() })

/** What each way of paying is called; the order in which an answer's rows are read. */
export const WAYS = {
  flatrate: "subscription",
  free: "free",
  ads: "ads",
  rent: "rent",
  buy: "buy",
} as const

export const ProviderRow = z.object({
  provider_name: z
    .string()
    .trim()
    .min(1)
    .refine((name) => !name.includes("\uFFFD"), "not UTF-8"),
})

/** A way that nobody offers is left out, or null. */
const rows = z
  .array(z.unknown())
  .nullish()
  .transform((list) => list ?? [])

/** Rows of a territory, one by one, so that a broken one is not its list's end. */
const Ways = z.object({ flatrate: rows, free: rows, ads: rows, rent: rows, buy: rows })

/** `results` by ISO 3166-1 code; a territory that is not there has nothing to show. */
export const WatchProviders = z.object({ id: z.int(), results: z.record(z.string(), Ways) })
export type WatchProviders = z.infer<typeof WatchProviders>

/** Details asked for together with them (`append_to_response`). */
export const WithWatchProviders = z
  .object({ id: z.int(), "watch/providers": z.object({ results: z.record(z.string(), Ways) }) })
  .transform((data): WatchProviders => ({ id: data.id, results: data["watch/providers"].results }))

/** A film as lists of films give it. */
export const Movie = z.object({
  id: z.int(),
  title: z.string().trim().min(1),
  original_title: text,
  release_date: text,
})
export type Movie = z.infer<typeof Movie>

/** The rows that a search or `find` gives. */
export const MovieList = z.union([
  z.object({ results: z.array(z.unknown()) }).transform((data) => data.results),
  z.object({ movie_results: z.array(z.unknown()) }).transform((data) => data.movie_results),
])

const Named = z.object({ name: z.string().trim().min(1) }).transform(({ name }) => name)
const Title = z.object({ title: z.string().trim().min(1) }).transform(({ title }) => title)
const Crew = z.object({ name: z.string().trim().min(1), job: z.string() })

const NO_IDS = { imdb_id: null, wikidata_id: null }

/** A film's details, with what may be asked for beside them. */
export const Details = Movie.extend({
  imdb_id: text,
  runtime: z.int().positive().nullable().catch(null).default(null),
  overview: text,
  genres: list(Named),
  production_countries: list(Named),
  production_companies: list(Named),
  alternative_titles: z
    .object({ titles: list(Title) })
    .catch({ titles: [] })
    .default({ titles: [] }),
  credits: z
    .object({ cast: list(Named), crew: list(Crew) })
    .catch({ cast: [], crew: [] })
    .default({ cast: [], crew: [] }),
  external_ids: z.object({ imdb_id: text, wikidata_id: text }).catch(NO_IDS).default(NO_IDS),
})
export type Details = z.infer<typeof Details>

export const AlternativeTitles = z.object({ id: z.int(), titles: rowsOf(Title) })

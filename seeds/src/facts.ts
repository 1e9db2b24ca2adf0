import { readFileSync } from "node:fs"
import { Form, Kind, Monetization } from "@vigie/core"
import { z } from "zod"

const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const Territory = z.string().regex(/^[A-Z]{2}$/)

/** A film of the catalogue: facts, and a synopsis in our own words. Running time in minutes; ids by scheme, certain ones only. */
export const SeedFilm = z.strictObject({
  slug: Slug,
  title: z.string().min(1),
  originalTitle: z.string().nullable(),
  aliases: z.array(z.string().min(1)),
  year: z.int(),
  directors: z.array(z.string().min(1)).min(1),
  countries: z.array(Territory),
  genres: z.array(z.string()),
  durationMinutes: z.int().positive().nullable(),
  form: Form,
  ids: z.record(z.string(), z.string()),
  synopsis: z.strictObject({ fr: z.string(), en: z.string() }),
  demo: z.boolean().optional(),
})
export type SeedFilm = z.infer<typeof SeedFilm>

/** A name as it is, or with the days of [validFrom, validTo) on which it was the provider's own. */
export const SeedAlias = z.union([
  z.string().min(1),
  z.strictObject({ name: z.string().min(1), validFrom: z.iso.date().optional(), validTo: z.iso.date().optional() }),
])

/** A service or channel. `parent`, `host`, `successor`: slugs of the same list; `defaults`: the monetization per kind where none is stated (W1). */
export const SeedProvider = z.strictObject({
  slug: Slug,
  name: z.string().min(1),
  homepage: z.url().nullable(),
  parent: Slug.nullable(),
  host: Slug.nullable(),
  catchUp: z.boolean(),
  access: z.enum(["none", "account", "subscription"]),
  territories: z.array(Territory).min(1),
  defaults: z.partialRecord(Kind, Monetization),
  /** Merged into that one: what is seen under its names is the other's. */
  successor: Slug.optional(),
  aliases: z.array(SeedAlias),
  /** Its ids in a source, by source. */
  ids: z.record(z.string(), z.array(z.string())),
  demo: z.boolean().optional(),
})
export type SeedProvider = z.infer<typeof SeedProvider>

/** A commune: INSEE code; degrees WGS 84, about 1 km exact, null where not certain. */
export const SeedPlace = z.strictObject({
  name: z.string().min(1),
  department: z.string().regex(/^(\d{2}|2[AB]|97\d)$/),
  insee: z.string().regex(/^\d[\dAB]\d{3}$/),
  lat: z.number().min(-90).max(90).nullable(),
  lon: z.number().min(-180).max(180).nullable(),
})
export type SeedPlace = z.infer<typeof SeedPlace>

export interface Facts {
  readonly films: readonly SeedFilm[]
  readonly providers: readonly SeedProvider[]
  readonly places: readonly SeedPlace[]
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), "utf8"))

/** The facts every installation starts with. Throws a ZodError that names the entry and field. */
export const readFacts = (): Facts => ({
  films: z.array(SeedFilm).parse(read("films")),
  providers: z.array(SeedProvider).parse(read("providers")),
  places: z.array(SeedPlace).parse(read("places")),
})

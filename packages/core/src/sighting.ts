import { z } from "zod"
import { Basis, Form, Kind, Monetization, Precision, Price, Quality } from "./words.ts"

/** Ids by scheme: imdb, tmdb, allocine, isan, eidr, wikidata, unifrance, and a provider's own (arte, francetv, orange). */
export const FilmIds = z.record(z.string(), z.string())
export type FilmIds = z.infer<typeof FilmIds>

/** How a document names a film; what it does not state is null. */
export const FilmRef = z.object({
  title: z.string().nullable(),
  originalTitle: z.string().nullable(),
  year: z.int().nullable(),
  directors: z.array(z.string()),
  durationMinutes: z.int().positive().nullable(),
  ids: FilmIds,
})
export type FilmRef = z.infer<typeof FilmRef>

/** One end of a stated period: ISO 8601 UTC with `Z`, or null. An `end` is exclusive (I6). */
export const StatedMoment = z.object({
  at: z.iso.datetime().nullable(),
  precision: Precision,
  basis: Basis,
  text: z.string().nullable(),
})
export type StatedMoment = z.infer<typeof StatedMoment>

/** Terms of one row: languages are BCP 47 tags. */
export const Term = z.object({
  quality: Quality.nullable(),
  price: Price.nullable(),
  audio: z.array(z.string()),
  subtitles: z.array(z.string()),
})
export type Term = z.infer<typeof Term>

/** One stated way to watch one film, one per row the source states (design §6). */
export const Sighting = z.object({
  film: FilmRef,
  provider: z.string().nullable(),
  territory: z.string().nullable(),
  kind: Kind,
  monetization: Monetization.nullable(),
  channel: z.string().nullable(),
  start: StatedMoment,
  end: StatedMoment,
  terms: z.array(Term),
  url: z.string().nullable(),
  text: z.string().max(300),
  doubts: z.array(z.string()),
  /** The source's own id of a broadcast, where it gives one (W13). */
  programme: z.string().optional(),
})
export type Sighting = z.infer<typeof Sighting>

/** A credit line word for word. `names` is null where the heading has nothing under it. */
export const CreditLine = z.object({ line: z.string(), job: z.string(), names: z.array(z.string()).nullable() })
export type CreditLine = z.infer<typeof CreditLine>

export const CompanyLine = z.object({ role: z.string(), names: z.array(z.string()).nullable() })
export type CompanyLine = z.infer<typeof CompanyLine>

/** `territory` is ISO 3166-1 alpha-2 where the country's name is known. `date` is YYYY, YYYY-MM or YYYY-MM-DD. */
export const ReleaseFact = z.object({
  territory: z.string().nullable(),
  country: z.string(),
  distributor: z.string().nullable(),
  buyer: z.string().nullable(),
  date: z.string().nullable(),
  localTitle: z.string().nullable(),
})
export type ReleaseFact = z.infer<typeof ReleaseFact>

export const AwardFact = z.object({
  body: z.string(),
  year: z.int().nullable(),
  category: z.string(),
  text: z.string(),
})
export type AwardFact = z.infer<typeof AwardFact>

/** `name` is the commune as the source spells it; `department` its code (62). */
export const PlaceFact = z.object({ name: z.string(), department: z.string().nullable(), text: z.string() })
export type PlaceFact = z.infer<typeof PlaceFact>

/** What a source says of a film besides where to watch it; null = the source has no such part, or nothing under its heading. */
export const FilmFacts = FilmRef.extend({
  aliases: z.array(z.string()),
  form: Form.nullable(),
  countries: z.array(z.string()),
  genres: z.array(z.string()),
  /** Display only, with its source named; never republished. */
  synopsis: z.object({ text: z.string(), source: z.string() }).nullable(),
  cast: z.array(z.string()).nullable(),
  credits: z.array(CreditLine),
  companies: z.array(CompanyLine),
  releases: z.array(ReleaseFact).nullable(),
  broadcasts: z
    .object({ total: z.int().nullable(), byCountry: z.array(z.object({ country: z.string(), count: z.int() })) })
    .nullable(),
  boxOffice: z
    .object({
      total: z.int().nullable(),
      rows: z.array(z.object({ label: z.string(), admissions: z.int().nullable() })),
    })
    .nullable(),
  awards: z.array(AwardFact),
  places: z.array(PlaceFact),
  /** Where in the document, e.g. "line 84". */
  place: z.string(),
})
export type FilmFacts = z.infer<typeof FilmFacts>

/**
 * What a snapshot's silence means (I1). `complete`: everything the target can show; `period`: everything that starts in
 * [from, to) on `channels` (null = all of them); `none`: silence says nothing.
 */
export const Coverage = z.object({
  claims: z.enum(["complete", "period", "none"]),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  channels: z.array(z.string()).optional(),
})
export type Coverage = z.infer<typeof Coverage>

/** A source's explicit "no longer there"; null fields mean any. Counts as a confirmed absence (W5). */
export const Removal = z.object({ film: FilmRef, provider: z.string().nullable(), kind: Kind.nullable() })
export type Removal = z.infer<typeof Removal>

/** A row that could not be read: where, and why. */
export const Rejection = z.object({ place: z.string(), reason: z.string() })
export type Rejection = z.infer<typeof Rejection>

/** What the source said at one good check. */
export const Snapshot = z.object({
  coverage: Coverage,
  sightings: z.array(Sighting),
  films: z.array(FilmFacts),
  removals: z.array(Removal),
  rejected: z.array(Rejection),
  /** Set by a document that carries its own date (an article), ISO 8601 UTC. */
  publishedAt: z.iso.datetime().optional(),
})
export type Snapshot = z.infer<typeof Snapshot>

import { z } from "zod"

const Text = z
  .string()
  .transform((text) => text.replace(/[\s\u200B\uFEFF]+/gu, " ").trim() || null)
  .nullish()
  .transform((text) => text ?? null)
  .catch(null)
const Count = z.number().positive().nullish().catch(null)
/** A date as stated: ISO 8601 text, or an epoch. */
const When = z.union([z.string(), z.number()]).nullish()
const Codes = z.array(z.string()).nullish().catch(null)
/** A zone's code alone, or with the countries it gains and loses. */
const Geo = z
  .union([
    z.string().transform((code) => ({ code: code.trim() || null, inclusion: null, exclusion: null })),
    z.object({ code: Text, inclusion: Codes, exclusion: Codes }),
  ])
  .nullish()
  .catch(null)
  .transform((geo) => ({ code: geo?.code ?? null, inclusion: geo?.inclusion ?? [], exclusion: geo?.exclusion ?? [] }))
const Coded = z.object({ code: z.string() }).transform(({ code }) => code)
/** A kind is a code, alone or with its label. */
const Kind = z.union([z.string(), Coded]).nullish().catch(null)

/** The elements that have the shape; the others are nothing a programme is read for. */
const listOf = <T extends z.ZodType>(element: T) =>
  z
    .array(z.unknown())
    .nullish()
    .catch(null)
    .transform((items) =>
      (items ?? []).flatMap((item) => {
        const read = element.safeParse(item)
        return read.success ? [read.data] : []
      }),
    )

/** Text, or season and episode; null for what is no part of a series. */
const Episode = z
  .unknown()
  .transform((info) => info !== null && info !== undefined && info !== "")
  .default(false)
const Credit = z.object({ code: z.string(), values: z.array(z.string()) })

/** What tells a programme from a trailer, a collection or a link, before anything else is asked of it. */
export const Shown = z.object({
  programId: z.string().nullish().catch(null),
  kind: Kind,
  stickers: listOf(Coded),
  live: z.boolean().nullish().catch(null),
  availability: z.object({ type: Text }).nullish().catch(null),
})
export type Shown = z.infer<typeof Shown>

/** A programme in a zone of an EMAC page. */
export const Teaser = z.object({
  programId: z.string(),
  title: z.string(),
  subtitle: Text,
  teaserText: Text,
  url: Text,
  duration: Count,
  genre: z.object({ label: Text, name: Text, itemLabel: Text, deeplink: Text }).nullish().catch(null),
  episodeInfo: Episode,
  /** Only on a programme's own page. */
  credits: listOf(Credit),
  geoblocking: Geo,
  audioVersions: listOf(Coded),
  availability: z.object({ start: When, end: When }),
})
export type Teaser = z.infer<typeof Teaser>

export const Pagination = z.object({
  page: z.number().catch(1),
  pages: z.number().nullish().catch(null),
  totalCount: z.number().nullish().catch(null),
  links: z.object({ next: Text }).nullish().catch(null),
})
export const Zone = z.object({ data: z.array(z.unknown()), pagination: Pagination.nullish().catch(null) })
export type Zone = z.infer<typeof Zone>

/** A page of zones; a zone whose content is not loaded has none. */
export const Page = z.object({
  code: Text,
  zones: z.array(z.object({ code: Text, content: z.unknown() })),
})
export type Page = z.infer<typeof Page>

/** Some answers are wrapped, and say whether they are one. */
export const Wrapped = z.object({ tag: z.string().optional(), value: z.record(z.string(), z.unknown()) })

const Broadcast = z.object({
  broadcastBegin: When,
  broadcastBeginRounded: When,
  broadcastEnd: When,
  broadcastType: Text,
  catchupRightsBegin: When,
  catchupRightsEnd: When,
})
const Video = z.object({ programId: Text, kind: Kind, videoRightsBegin: When, videoRightsEnd: When })

/** A programme of OPA v3, or one of its lists of videos. */
export const Programme = z.object({
  programId: z.string(),
  title: z.string(),
  subtitle: Text,
  originalTitle: Text,
  language: Text,
  url: Text,
  productionYear: z.number().nullish().catch(null),
  director: Text,
  durationSeconds: Count,
  fullDescription: Text,
  genrePresse: Text,
  season: Count,
  episode: Count,
  category: z.object({ code: Text }).nullish().catch(null),
  subcategory: z.object({ code: Text }).nullish().catch(null),
  geoblocking: Geo,
  geoblockingZone: Text,
  legalBan: Text,
  deletedAt: Text,
  videoRightsBegin: When,
  videoRightsEnd: When,
  catchupRightsBegin: When,
  catchupRightsEnd: When,
  videos: listOf(Video),
  broadcastProgrammings: z.array(z.unknown()).nullish().catch(null),
  casting: listOf(z.object({ name: z.string(), activityCode: z.string().nullish() })),
  productionCountries: listOf(z.object({ isoAlpha2Code: Text, label: Text })),
  links: z
    .object({ broadcastProgrammings: z.object({ href: Text }).nullish() })
    .nullish()
    .catch(null),
})
export type Programme = z.infer<typeof Programme>
export { Broadcast }

const Listing = z.object({
  links: z
    .object({ next: z.object({ href: Text }).nullish() })
    .nullish()
    .catch(null),
  totalCount: z.number().nullish().catch(null),
})
export const Opa = z.object({
  meta: z.object({ programs: Listing.nullish(), videos: Listing.nullish() }).nullish().catch(null),
  programs: z.array(z.unknown()).optional(),
  videos: z.array(z.unknown()).optional(),
})

const Stream = z.object({
  mainQuality: z.object({ label: Text }).nullish().catch(null),
  versions: listOf(z.object({ audioLanguage: Text, subtitleLanguage: Text })),
})
export const Player = z.object({
  data: z.object({
    attributes: z.object({
      live: z.boolean().nullish().catch(null),
      metadata: z.object({
        providerId: z.string(),
        title: z.string(),
        subtitle: Text,
        duration: z.object({ seconds: Count }).nullish().catch(null),
        link: z.object({ url: Text }).nullish().catch(null),
      }),
      rights: z.object({ begin: When, end: When }).nullish().catch(null),
      restriction: z.object({ geoblocking: Geo }).nullish().catch(null),
      streams: listOf(Stream),
      stickers: listOf(Coded),
      error: z.object({ code: Text, message: Text }).nullish().catch(null),
    }),
  }),
})
export type Player = z.infer<typeof Player>

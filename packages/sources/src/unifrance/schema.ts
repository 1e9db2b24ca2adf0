import { z } from "zod"
import { minutesIn } from "../words/duration.ts"

const Person = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])

/** A schema.org Movie as pages embed it, alone or in a `@graph`; only what is used, and what is malformed is null. */
const Movie = z.object({
  "@type": z.union([z.literal("Movie"), z.array(z.string()).refine((types) => types.includes("Movie"))]),
  name: z.string().trim().min(1).nullable().catch(null).default(null),
  description: z.string().trim().min(1).nullable().catch(null).default(null),
  dateCreated: z.coerce.string().nullable().catch(null).default(null),
  datePublished: z.coerce.string().nullable().catch(null).default(null),
  director: z
    .union([Person.transform((name) => [name]), z.array(Person)])
    .catch([])
    .default([]),
  duration: z.string().nullable().catch(null).default(null),
})

const Graph = z.object({ "@graph": z.array(z.unknown()) }).transform((data) => data["@graph"])

export const MovieLd = z
  .union([Graph, z.array(z.unknown()), z.unknown().transform((data) => [data])])
  .transform((items) => items.map((item) => Movie.safeParse(item)).find((read) => read.success)?.data)
  .refine((movie) => movie !== undefined, "no schema.org Movie")
  .transform((movie) => ({
    name: movie?.name ?? null,
    year: yearIn(movie?.dateCreated) ?? yearIn(movie?.datePublished),
    directors: movie?.director ?? [],
    minutes: minutesIn(movie?.duration ?? ""),
    synopsis: movie?.description ?? null,
  }))
export type MovieLd = z.infer<typeof MovieLd>

function yearIn(date: string | null | undefined): number | null {
  const year = /^(1[89]\d\d|20\d\d)\b/u.exec(date ?? "")?.[1]
  return year ? Number(year) : null
}

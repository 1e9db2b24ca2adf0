import { FilmFacts } from "@vigie/core"
import { z } from "zod"

/** Stored pages write an empty map as an empty list. */
const record = <T extends z.ZodType>(value: T) => z.record(z.string(), value).catch({}).default({})
const Words = z.object({ value: z.string() }).transform(({ value }) => value.trim())

const Statement = z.object({
  rank: z.enum(["preferred", "normal", "deprecated"]).catch("normal").default("normal"),
  mainsnak: z.object({
    snaktype: z.string(),
    datavalue: z.object({ value: z.unknown() }).optional(),
  }),
})

export const Entity = z.object({
  id: z.string().regex(/^Q[1-9]\d*$/u),
  labels: record(Words),
  descriptions: record(Words),
  aliases: record(z.array(Words)),
  claims: record(z.array(z.unknown())),
})
export type Entity = z.infer<typeof Entity>

/** `Special:EntityData` and wbgetentities. */
export const Entities = z.object({ entities: z.record(z.string(), z.unknown()) })

/**
 * Pages with their stored content, as `generator=search` gives them with `prop=revisions`: in the order of their ids, `index`
 * being the search's (https://www.mediawiki.org/wiki/API:Query#Generators).
 */
export const FoundPages = z.object({
  query: z.object({
    pages: z.array(
      z.object({
        title: z.string(),
        index: z.int().catch(0),
        revisions: z.array(z.object({ slots: z.object({ main: z.object({ content: z.string() }) }) })).default([]),
      }),
    ),
  }),
})

/** A search that found nothing says only that it is complete. */
export const FoundNothing = z.object({ batchcomplete: z.literal(true), query: z.undefined().optional() })

/** In place of an answer: the servers are behind (`maxlag`), too many requests, a bad parameter. */
export const ApiError = z.object({ error: z.object({ code: z.string(), info: z.string().default("") }) })

/** Values of a property: those of the best rank, without "unknown" and "no value". */
export function valuesOf<T extends z.ZodType>(entity: Entity, property: string, shape: T): z.infer<T>[] {
  const stated = (entity.claims[property] ?? []).flatMap((row) => Statement.safeParse(row).data ?? [])
  const preferred = stated.filter(({ rank }) => rank === "preferred")
  const best = preferred.length > 0 ? preferred : stated.filter(({ rank }) => rank === "normal")
  return best.flatMap(({ mainsnak }) => {
    const read = mainsnak.snaktype === "value" ? shape.safeParse(mainsnak.datavalue?.value) : null
    return read?.success ? [read.data] : []
  })
}

export const Item = z.object({ id: z.string().regex(/^Q[1-9]\d*$/u) }).transform(({ id }) => id)
export const Text = z.string().trim().min(1)
export const Title = z.object({ text: z.string().trim().min(1) }).transform(({ text }) => text)
/** A year at least: precision 9 is a year, 11 a day. */
export const Year = z
  .object({ time: z.string().regex(/^\+(?:1[89]|20)\d\d-/u), precision: z.int().min(9) })
  .transform(({ time }) => Number(time.slice(1, 5)))
export const Quantity = z
  .object({ amount: z.string().regex(/^\+\d+(?:\.\d+)?$/u), unit: z.string() })
  .transform(({ amount, unit }) => ({ amount: Number(amount), unit: unit.slice(unit.lastIndexOf("/") + 1) }))

/** What the pages read so far leave to the next: the film, and whose names are still to be asked. */
export const Pending = z.object({
  facts: FilmFacts,
  linked: z.array(z.object({ as: z.enum(["director", "place"]), id: z.string() })),
})
export type Pending = z.infer<typeof Pending>

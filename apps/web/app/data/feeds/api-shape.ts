import { Basis, Cause, ChangeKind, Kind, Monetization, Precision, Price } from "@vigie/core"
import { z } from "zod"

/* What the public change feed answers, as its description says it. Instants are ISO 8601 UTC; ends are exclusive. */

const Instant = z.iso.datetime().describe("ISO 8601, UTC")

export const Facts = z
  .object({
    status: z.enum(["announced", "open", "closed", "void"]).optional(),
    start: Instant.nullable().optional(),
    end: Instant.nullable().optional().describe("The first instant at which it is over"),
    endBasis: Basis.optional().describe("Stated by the source, worked out from a duration, or seen by our own checks"),
    endPrecision: Precision.optional(),
    prices: z.record(z.string(), Price).optional().describe("The best price by quality (sd, hd, uhd, any)"),
    qualities: z.array(z.string()).optional(),
    languages: z.array(z.string()).optional().describe("audio:<tag> and subtitles:<tag>, BCP 47"),
    leadMs: z.int().optional().describe("closing: how long before the end it was noted, in milliseconds"),
    reason: z.string().optional().describe("corrected, closed: what happened"),
  })
  .describe("What the change is about; what is left out did not change")

export const ApiChange = z
  .object({
    cursor: z.int().min(1).describe("Its place in the history: later changes have greater ones"),
    id: z.uuid(),
    at: Instant.describe("When it was noted"),
    change: ChangeKind,
    film: z.object({ slug: z.string(), title: z.string(), year: z.int().nullable(), url: z.url() }),
    provider: z.object({ slug: z.string(), name: z.string() }).describe("Where the film is watched"),
    territory: z.string().describe("ISO 3166-1 alpha-2"),
    kind: Kind,
    monetization: z.enum([...Monetization.options, "unknown"]),
    window: z.uuid().describe("The availability window: its changes follow one another"),
    before: Facts,
    after: Facts,
    cause: Cause.describe("live: it happened; the others were found at a first look, later, or by hand"),
    sources: z
      .array(z.object({ id: z.string(), name: z.string(), attribution: z.string() }))
      .describe("What it rests on: name them where you publish it"),
    proof: z
      .object({ source: z.string(), url: z.url().nullable(), readAt: Instant, text: z.string().max(300) })
      .nullable()
      .describe("Where, when and in which words it was read; null: time alone brought it about"),
    url: z.url().describe("The page of its proof"),
  })
  .describe("A change of what can be watched")

export const ChangesPage = z
  .object({
    changes: z.array(ApiChange).describe("Oldest first"),
    cursor: z.int().min(0).describe("Come back with it as `after`; the same as was given while nothing is new"),
    next: z.url().describe("The address to come back with"),
    more: z.boolean().describe("There may be more right away, even where this page is short or empty"),
    attribution: z.array(z.string()).describe("The sources whose licences let their facts be published again"),
  })
  .describe("A page of the change feed")

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    parameter: z.string().optional().describe("The parameter that is at fault"),
  })
  .describe("RFC 9457")

export type ApiChange = z.infer<typeof ApiChange>
export type ChangesPage = z.infer<typeof ChangesPage>
export type Problem = z.infer<typeof Problem>

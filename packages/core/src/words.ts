import { z } from "zod"

/** Milliseconds since 1970-01-01T00:00:00Z, UTC. How core and the database rows carry an instant; borders carry ISO 8601 text. */
export type Ms = number

export const Kind = z.enum(["vod", "replay", "broadcast"])
export type Kind = z.infer<typeof Kind>

export const Monetization = z.enum(["subscription", "ads", "free", "rent", "buy"])
export type Monetization = z.infer<typeof Monetization>
/** What a window's key carries: W2 keeps `unknown` until a source states it. */
export type KeyMonetization = Monetization | "unknown"

export const Quality = z.enum(["sd", "hd", "uhd"])
export type Quality = z.infer<typeof Quality>

export const Precision = z.enum(["instant", "minute", "day", "unknown"])
export type Precision = z.infer<typeof Precision>

/** `stated`: the source gives the day; `inferred`: from a duration or a rule; `observed`: from our own checks. */
export const Basis = z.enum(["stated", "inferred", "observed"])
export type Basis = z.infer<typeof Basis>

export const Form = z.enum(["feature", "short", "documentary"])
export type Form = z.infer<typeof Form>

export const Scope = z.enum(["film", "feed", "article", "lookup"])
export type Scope = z.infer<typeof Scope>

/** A source's standing when sources disagree (W14), best first. */
export const Rank = z.enum(["provider", "api", "page", "press"])
export type Rank = z.infer<typeof Rank>

export const ChangeKind = z.enum([
  "announced",
  "opened",
  "moved",
  "repriced",
  "improved",
  "reduced",
  "closing",
  "closed",
  "corrected",
])
export type ChangeKind = z.infer<typeof ChangeKind>

/** Why a change was recorded; only `live` ones ring (I8), and of `reparse` those that were never told (W24). */
export const Cause = z.enum(["live", "baseline", "backfill", "reparse", "manual"])
export type Cause = z.infer<typeof Cause>

/** Whether a change may be told at all; its rule and whether it still holds are asked later. */
export function mayRing(change: { readonly quiet: boolean; readonly cause: Cause }): boolean {
  return !change.quiet && (change.cause === "live" || change.cause === "reparse")
}

/** An amount in minor units (euro cents) of an ISO 4217 currency. */
export const Price = z.object({ amountMinor: z.int().nonnegative(), currency: z.string().regex(/^[A-Z]{3}$/) })
export type Price = z.infer<typeof Price>

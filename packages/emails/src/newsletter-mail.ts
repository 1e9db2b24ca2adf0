import type { Ms } from "@vigie/core"
import type { Envelope } from "./mail.ts"

export type NewsletterKind = "list" | "services" | "leaving" | "prices" | "place" | "operator"

/** One film, or one thing said, in a line or two; words in the reader's language. */
export interface NewsletterLine {
  /** Null in a line that is about no film. */
  readonly film: string | null
  readonly text: string
  /** Absolute; null = nothing to open. */
  readonly url: string | null
  /** In small: the source that says so, what it was before. */
  readonly note: string | null
}

export interface NewsletterSection {
  readonly heading: string
  readonly lines: readonly NewsletterLine[]
}

/** What one issue of a newsletter says. At least one section, each with at least one line: an empty issue is no mail. */
export interface NewsletterIssue {
  readonly newsletter: NewsletterKind
  /** Of `place`, in words: "Pas-de-Calais". */
  readonly place: string | null
  readonly every: "daily" | "weekly" | "monthly"
  /** The period it tells, half-open, UTC. */
  readonly from: Ms
  readonly to: Ms
  readonly sections: readonly NewsletterSection[]
}

/** Its `stops` begin with this newsletter. */
export type NewsletterMail = Envelope & NewsletterIssue & { readonly kind: "newsletter" }

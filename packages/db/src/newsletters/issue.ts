import type { ChangeKind, KeyMonetization, Kind, Moment, Ms, Price } from "@vigie/core"
import type { WatchView } from "../queries/types.ts"
import type { WatchState } from "../queries/watchlist-sql.ts"
import type { NewsletterKind, Rhythm } from "./asked.ts"

/** Lines of one section at most; the rest is counted. */
export const MOST_LINES = 30

/** One window of a film, as a newsletter tells it. */
export interface WindowLine {
  readonly film: { readonly slug: string; readonly title: string; readonly year: number | null; readonly demo: boolean }
  readonly provider: string
  readonly territory: string
  readonly kind: Kind
  readonly monetization: KeyMonetization
  readonly start: Moment
  readonly end: Moment
  /** The lowest stated by its leading evidence. */
  readonly price: Price | null
  /** I13: who says so; null where nothing that holds does. */
  readonly source: string | null
}

/** What became of a window of one's list in the period. */
export interface ChangedLine extends WindowLine {
  readonly change: Exclude<ChangeKind, "closing" | "corrected">
}

export interface DroppedLine extends WindowLine {
  readonly price: Price
  readonly before: Price
}

export interface NewsPiece {
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly at: Ms
}

/** `more`: how many there are besides the lines. */
export type IssueSection =
  | { readonly name: "opened" | "announced" | "leaving"; readonly lines: readonly WindowLine[]; readonly more: number }
  | { readonly name: "changed"; readonly lines: readonly ChangedLine[]; readonly more: number }
  | { readonly name: "dropped"; readonly lines: readonly DroppedLine[]; readonly more: number }
  | {
      readonly name: "state"
      readonly watches: readonly WatchView[]
      readonly counts: Readonly<Record<WatchState, number>>
      /** Where the reader is: dates are told by its clock. */
      readonly territory: string
      readonly more: number
    }
  | { readonly name: "news"; readonly pieces: readonly NewsPiece[]; readonly more: number }

/** What one issue says; at least one section. */
export interface Issue {
  readonly kind: NewsletterKind
  readonly ref: string
  readonly cadence: Rhythm["cadence"]
  /** Half-open, UTC. */
  readonly from: Ms
  readonly to: Ms
  readonly sections: readonly IssueSection[]
}

/** Whom an issue is for, and what it is asked about. */
export interface IssueAsked {
  readonly userId: string
  readonly locale: "fr" | "en"
  readonly territories: readonly string[]
  /** Ids of the providers that the reader has. */
  readonly services: readonly string[]
  readonly kind: NewsletterKind
  readonly ref: string
  readonly cadence: Rhythm["cadence"]
  readonly from: Ms
  readonly to: Ms
  readonly now: Ms
}

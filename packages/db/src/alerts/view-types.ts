import type { Ms, Rule, Term, ToldEvery, WindowState } from "@vigie/core"
import type { StoredChange } from "./subjects.ts"

export interface ViewWindow {
  readonly window: WindowState
  readonly provider: { readonly name: string; readonly homepage: string | null }
  readonly terms: readonly Term[]
  /** The source's own link to the film on the provider; null = none stated. */
  readonly watchUrl: string | null
  /** I13: the source that says so, its page, when it was last read and the words read. */
  readonly evidence: {
    readonly source: string
    readonly url: string | null
    readonly readAt: Ms
    readonly text: string
  }
}

/** What a standing rule is about. */
export type StandingScope = "person" | "place" | "department" | "provider" | "list" | "award"

/** The standing rule that asked for an alert. */
export interface ViewRule {
  readonly id: string
  readonly scope: StandingScope
  /** Of a person, a place, a provider or a list: its id; a department's or an award's own name. */
  readonly ref: string
  readonly name: string
}

export interface ViewAlert {
  readonly kind: "change" | "first_answer" | "correction"
  readonly film: {
    readonly id: string
    readonly slug: string
    readonly title: string
    readonly originalTitle: string | null
    readonly year: number | null
    readonly directors: readonly string[]
    readonly demo: boolean
  }
  /** Null for a first answer. */
  readonly change: StoredChange | null
  /** Of a correction: what its reader was told, and what proved wrong. */
  readonly corrects: StoredChange | null
  /** Of a correction: when they were told it. */
  readonly toldAt: Ms | null
  /** Of an opening: the film had gone before from where its reader's rule looks, and is back. */
  readonly back: boolean
  /** When it had last gone from there, and from which provider; null where it is not back. */
  readonly gone: { readonly since: Ms; readonly providerId: string } | null
  /** The rule that asked for it. */
  readonly asks: Rule
  /** Null: the film is on a list of its reader's. */
  readonly rule: ViewRule | null
  readonly windows: readonly ViewWindow[]
}

/** What a newsletter's delivery is about: one kind of news, over a period [from, to). */
export interface NewsletterAbout {
  readonly kind: string
  readonly ref: string
  readonly from: Ms
  readonly to: Ms
}

/** All that a message says, to whom and how. */
export interface DeliveryView {
  readonly deliveryId: string
  readonly userId: string
  readonly channelId: string
  /** Its channel's kind: email, webhook, ntfy, discord, push. */
  readonly channel: string
  readonly address: string
  /** What its channel's kind needs besides an address. */
  readonly settings: unknown
  readonly kind: "alerts" | "digest" | "newsletter"
  /** Of a digest: what gathered it; null: its day's cap did. */
  readonly every: Exclude<ToldEvery, "now"> | null
  /** Of a newsletter. */
  readonly about: NewsletterAbout | null
  readonly locale: "fr" | "en"
  readonly zone: string
  readonly createdAt: Ms
  readonly dueAt: Ms
  /** Empty for a newsletter. */
  readonly alerts: readonly ViewAlert[]
}

import type {
  Cause,
  ChangeFacts,
  ChangeKind,
  KeyMonetization,
  Kind,
  Moment,
  Ms,
  Precision,
  Rank,
  Rule,
  Scope,
  Term,
  TermsVersion,
} from "@vigie/core"
import type { WatchState } from "./watchlist-sql.ts"

/* What pages and the command line read. Instants are epoch ms UTC; ends are exclusive (I6). */

/** A film in a list. */
export interface FilmCard {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly originalTitle: string | null
  readonly year: number | null
  readonly form: string
  readonly directors: readonly string[]
  /** Invented, and marked as such wherever it shows. */
  readonly demo: boolean
}

export interface ProviderCard {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly homepage: string | null
  /** The service that replays this channel. */
  readonly parent: string | null
  /** Through whom this one is sold. */
  readonly host: string | null
  readonly access: "none" | "account" | "subscription" | null
  readonly verified: boolean
  readonly demo: boolean
}

/** One target's claim about a window, and the words it was read in (I13). */
export interface EvidenceView {
  readonly id: string
  readonly source: string
  readonly rank: Rank
  readonly scope: Scope
  /** The source's own link to the film on the provider. */
  readonly url: string | null
  /** The page that was read. */
  readonly page: string | null
  readonly text: string
  readonly doubts: readonly string[]
  readonly start: Moment
  readonly end: Moment
  readonly terms: readonly Term[]
  readonly publishedAt: Ms | null
  readonly firstSeenAt: Ms
  /** The last good check that still showed it. */
  readonly lastSeenAt: Ms
  readonly status: "holding" | "withdrawn" | "ended"
  /** An absence not yet confirmed (W5). */
  readonly absent: boolean
  /** Not renewed for 3 × its target's interval, at least 7 days (W21): "not verified since". */
  readonly stale: boolean
}

/** "Then in replay on france.tv until …". */
export interface ReplayLink {
  readonly windowId: string
  readonly provider: ProviderCard
  readonly status: WindowView["status"]
  readonly start: Moment
  readonly end: Moment
}

/** "Broadcast on France 2 on …". */
export interface BroadcastLink {
  readonly windowId: string
  readonly provider: ProviderCard
  readonly start: Moment
}

export interface WindowView {
  readonly id: string
  readonly provider: ProviderCard
  readonly territory: string
  readonly kind: Kind
  readonly monetization: KeyMonetization
  /** `void`: announced, then withdrawn before it opened. */
  readonly status: "announced" | "open" | "closed" | "void"
  readonly start: Moment
  readonly end: Moment
  readonly openedAt: Ms | null
  readonly closedAt: Ms | null
  /** The terms of its leading evidence: provider before api before page before press, then the latest statement. */
  readonly terms: readonly Term[]
  /** Where to watch; null = only the provider's home page is known. */
  readonly url: string | null
  /** Its last good check, of any evidence that holds; of any at all once closed. */
  readonly lastCheckedAt: Ms | null
  /** True when every evidence that holds is stale. */
  readonly stale: boolean
  /** Of a broadcast: where its channel's service replays it, and until when; the one that lasts longest first. */
  readonly replays: readonly ReplayLink[]
  /** Of a replay: the slots of the channel that it goes with, the latest first. */
  readonly broadcasts: readonly BroadcastLink[]
  /** The leading one first. */
  readonly evidence: readonly EvidenceView[]
}

/** What was read when a change was made. */
export interface ProofView {
  readonly source: string
  readonly url: string | null
  readonly readAt: Ms
  readonly text: string
}

export interface ChangeView {
  readonly id: string
  readonly cursor: number
  readonly at: Ms
  readonly kind: ChangeKind
  readonly windowId: string
  readonly provider: ProviderCard
  readonly territory: string
  readonly windowKind: Kind
  readonly monetization: KeyMonetization
  readonly before: ChangeFacts
  readonly after: ChangeFacts
  readonly cause: Cause
  readonly quiet: boolean
  readonly source: string | null
  readonly proof: ProofView | null
}

/** A change as a timeline marks it on its window's bar. */
export interface MarkedChange {
  readonly id: string
  readonly at: Ms
  readonly kind: ChangeKind
  readonly windowId: string
}

/** How often a channel showed or will show a film, wherever that is. */
export interface ChannelView {
  readonly territory: string
  readonly provider: ProviderCard
  readonly count: number
  readonly first: Moment
  readonly last: Moment
}

export interface CreditView {
  readonly source: string
  /** Word for word. */
  readonly line: string
  readonly job: string
  readonly names: readonly string[]
}

export interface CompanyView {
  readonly source: string
  readonly role: string
  readonly name: string
}

export interface ReleaseView {
  readonly source: string
  readonly territory: string | null
  readonly country: string
  /** YYYY, YYYY-MM or YYYY-MM-DD, as `precision` says. */
  readonly date: string | null
  readonly precision: "year" | "month" | "day" | "unknown"
  readonly localTitle: string | null
  readonly distributor: string | null
  readonly buyer: string | null
}

export interface AwardView {
  readonly source: string
  readonly body: string
  readonly year: number | null
  readonly category: string
  readonly text: string
}

export interface PlaceView {
  readonly slug: string
  readonly name: string
  /** Its code, "62"; null when not known. */
  readonly department: string | null
  readonly insee: string | null
  readonly lat: number | null
  readonly lon: number | null
  readonly source: string
  /** As the source spells it. */
  readonly text: string
}

/** Everything known of a film besides where to watch it. */
export interface FilmDetails extends FilmCard {
  /** This film's slug when it was asked for by that of a duplicate merged into it: where the old address leads. */
  readonly movedTo: string | null
  readonly durationMinutes: number | null
  readonly countries: readonly string[]
  readonly genres: readonly string[]
  readonly aliases: readonly string[]
  readonly ids: Readonly<Record<string, string>>
  /**
   * In French or the source's own language; `en` where there is one. Our own words have source `vigie`; others' are for
   * display only, their source named, never republished.
   */
  readonly synopsis: { readonly text: string; readonly source: string; readonly en?: string } | null
  readonly credits: readonly CreditView[]
  readonly companies: readonly CompanyView[]
  readonly releases: readonly ReleaseView[]
  readonly awards: readonly AwardView[]
  readonly places: readonly PlaceView[]
}

/** One thing that is checked for a film, or that spoke of it. */
export interface TargetView {
  readonly id: string
  readonly source: string
  readonly scope: Scope
  readonly reference: string
  readonly territory: string
  readonly state: "active" | "paused" | "retired"
  readonly everyMs: Ms
  readonly firstGoodAt: Ms | null
  readonly lastGoodAt: Ms | null
  readonly lastCheckAt: Ms | null
  readonly lastOutcome: "unchanged" | "changed" | "failed" | "held" | null
  readonly lastReason: string | null
}

export interface FilmPage {
  readonly film: FilmDetails
  /** As the film's: the address to redirect to. */
  readonly movedTo: string | null
  /** Open windows in the territories asked for: the one that ends first comes first, ends not known last. */
  readonly now: readonly WindowView[]
  /** Announced ones, by start. */
  readonly coming: readonly WindowView[]
  /** Closed ones and those withdrawn before they opened, newest first: the latest 30 of each kind. */
  readonly past: readonly WindowView[]
  /** How many more are over. */
  readonly older: number
  /** How many windows are open or announced elsewhere, most first. */
  readonly elsewhere: readonly { readonly territory: string; readonly count: number; readonly open: number }[]
  /** Newest first: the latest 12. */
  readonly changes: readonly ChangeView[]
  /** The cursor before which older ones are; null = these are all. */
  readonly olderChanges: number | null
  /** What happened to the windows above while they stood, newest first. */
  readonly marks: readonly MarkedChange[]
  /** Broadcasts by channel, of every territory: those to come and those that were. */
  readonly channels: readonly ChannelView[]
  readonly targets: readonly TargetView[]
  /** What was stated of prices, qualities and languages of the windows above, oldest first. */
  readonly terms: readonly TermsVersion[]
  /** The last change this page saw: what a watch made from it stores (I8). */
  readonly cursor: number
}

export interface HomeItem {
  readonly film: FilmCard
  readonly provider: ProviderCard
  readonly windowId: string
  readonly territory: string
  readonly kind: Kind
  readonly monetization: KeyMonetization
  readonly terms: readonly Term[]
  readonly url: string | null
  readonly openedAt: Ms | null
  readonly endAt: Ms | null
  readonly endPrecision: Precision
  /** It was there when we first looked: `openedAt` is that look. */
  readonly firstLook: boolean
  /** When it began, where its source says so. */
  readonly startAt: Ms | null
}

export interface HomeFilms {
  /** Opened lately, newest first, one row per film; those found at a first look come after, the demonstration's last. */
  readonly newlyAvailable: readonly HomeItem[]
  /** Open windows with an end within 14 days, soonest first, one row per film. */
  readonly leavingSoon: readonly HomeItem[]
  readonly films: number
  /** The demonstration's films; empty when they are left out. */
  readonly demo: readonly FilmCard[]
}

export interface FilmsFound {
  /** Best match first; by title when there is no query. */
  readonly films: readonly (FilmCard & { readonly ids: Readonly<Record<string, string>> })[]
  /** Opaque: hand it back as `after` for the next page; null = this is the last. */
  readonly next: string | null
}

export interface WatchView {
  readonly film: FilmCard
  /** When it was first put on a list of the reader's. */
  readonly createdAt: Ms
  /** Its own; null: the reader's default holds. */
  readonly rule: Rule | null
  readonly state: WatchState
  /** Something can be seen of it now, whatever its mark. */
  readonly open: boolean
  /** Where it can be seen now, the reader's own services and what is free first; else where it is announced. */
  readonly providers: readonly ProviderCard[]
  /** Of the window that `next` is of. */
  readonly model: { readonly kind: Kind; readonly monetization: KeyMonetization } | null
  /** The first end of what can be seen (of one's own, if any), else the first start of what is announced. */
  readonly next: Moment | null
  /** Seen or announced since; gone since (null: never was there); marked since. */
  readonly since: Ms | null
  /** Null: no good check of it yet. */
  readonly lastCheckedAt: Ms | null
}

/*
 * homeFilms(db, { territories, now, limit?, demo? }): Promise<HomeFilms>
 * whatIsOn(db, territories): Promise<WhatIsOn>
 * searchFilms(db, { query?, limit, after?, demo? }): Promise<FilmsFound>
 * filmPage(db, slug, { now, territories, demo? }): Promise<FilmPage | null>
 * watchlist(db, { userId, territories, services, now, show, query?, sort, limit, after? }): Promise<WatchlistPage>
 * `demo` false leaves the demonstration's films out; true unless stated.
 */

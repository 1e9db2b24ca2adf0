import type { Locale } from "@vigie/core"
import type { MailAlertKind } from "../mail.ts"
import type { Correction } from "./corrections.ts"
import { en } from "./en.ts"
import { fr } from "./fr.ts"

/** What one alert's sentences are made of, already in words. */
export interface Facts {
  readonly title: string
  /** "France.tv", "France.tv et Arte", "France.tv et 2 autres plateformes". */
  readonly where: string
  /** How many windows. */
  readonly count: number
  readonly broadcast: boolean
  /** "en location à 2,99 €, en HD"; of one window. */
  readonly how: string
  /** "jusqu'au dimanche 6 juillet inclus"; null without an end, or where the windows' ends differ. */
  readonly until: string | null
  /** "6 juillet", the last day included. */
  readonly lastDay: string | null
  /** "à partir du dimanche 6 juillet à 20 h 55"; null once it has begun. */
  readonly since: string | null
  /** "dimanche 6 juillet", "dimanche 6 juillet à 20 h 55". */
  readonly start: string | null
  /** "6 juillet". */
  readonly firstDay: string | null
  /** The first price that changed. */
  readonly price: { readonly before: string; readonly after: string; readonly falls: boolean } | null
  readonly direction: "improved" | "reduced" | null
  /** Qualities or languages that came or went: "en 4K", "avec sous-titres en anglais". */
  readonly gained: string | null
  readonly lost: string | null
  /** A price its reader waited for: "2,99 €", what they asked for, and whether nothing was ever cheaper. */
  readonly reached: { readonly price: string; readonly target: string | null; readonly lowest: boolean } | null
  /** Of what came back: "mardi 3 juin", the day it went, and whether from where it is now; null = not known. */
  readonly away: { readonly day: string; readonly here: boolean } | null
  /** What was told wrongly: its subject, and "mardi 1er juillet à 10 h". */
  readonly said: { readonly subject: string; readonly when: string } | null
  /** Why it was corrected: `returned`, `announced_again`, `value_returned`, `withdrawn_before_opening`, … */
  readonly reason: string | null
}

/** What an alert of one kind says: two words above the title, a subject, and a sentence. */
export interface Sentences {
  readonly kicker: string
  readonly subject: string
  readonly lead: string
}

/** All the words of one language. */
export interface Phrases {
  readonly tell: { readonly [kind in MailAlertKind]: (facts: Facts) => Sentences }
  readonly corrections: { readonly [reason in Correction]: (facts: Facts) => Omit<Sentences, "kicker"> }
  readonly several: {
    readonly subject: (count: number, titles: string, oneFilm: boolean) => string
    readonly heading: (count: number) => string
    readonly why: string
  }
  /** A mail asked for to see that it arrives. */
  readonly test: {
    readonly kicker: string
    readonly subject: string
    readonly title: string
    readonly lead: string
    readonly rows: { readonly from: string; readonly via: string; readonly at: string }
    readonly page: string
    readonly why: string
  }
  readonly why: (title: string) => string
  readonly rhythm: string
  readonly list: string
  readonly demo: string
  readonly filmPage: string
  readonly originalTitle: (title: string) => string
  readonly watch: (provider: string) => string
  readonly look: (provider: string) => string
  readonly home: { readonly label: (provider: string) => string; readonly note: (provider: string) => string }
  readonly readAt: (source: string) => string
  readonly readOn: (source: string, when: string) => string
  readonly quote: (words: string) => string
  /** A list in a sentence: "a, b et c". */
  readonly and: (words: readonly string[]) => string
  readonly others: (first: string, others: number) => string
  readonly rows: {
    readonly where: string
    readonly how: string
    readonly languages: string
    readonly when: string
    readonly said: string
  }
  readonly subtitles: (languages: string) => string
  readonly withSubtitles: (languages: string) => string
  /** "en 4K", "en anglais". */
  readonly inQuality: (qualities: string) => string
  readonly priced: (how: string, price: string, from: boolean) => string
  readonly colon: string
  readonly was: (before: string) => string
  readonly noEnd: string
  readonly inferred: string
  readonly endedOn: (day: string) => string
  readonly goneSince: (day: string) => string
  /** How one watches, in a sentence. */
  readonly ways: { readonly [way in Way]: string }
}

export type Way =
  | "rent"
  | "buy"
  | "subscription"
  | "ads"
  | "free"
  | "unknown"
  | "replay"
  | "replay_subscription"
  | "replay_ads"
  | "replay_unknown"
  | "broadcast"

export const PHRASES: Readonly<Record<Locale, Phrases>> = { fr, en }

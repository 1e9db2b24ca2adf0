import type { Locale } from "@vigie/core"
import type { MailRule, Stop } from "../mail.ts"
import type { NewsletterKind } from "../newsletter-mail.ts"
import { gatheredEn } from "./gathered-en.ts"
import { gatheredFr } from "./gathered-fr.ts"

/** The parts of a digest, in their order: what leaves soon first. */
export const PARTS = ["closing", "correction", "available", "prices", "announced", "moved", "closed"] as const
export type PartName = (typeof PARTS)[number]

/** The words of mails that hold several things. */
export interface GatheredPhrases {
  readonly digest: {
    /** `day`: "mardi 1er juillet". */
    readonly title: { readonly [every in "now" | "daily" | "weekly" | "monthly"]: (day: string) => string }
    readonly subject: (title: string, counts: readonly string[]) => string
    /** "2 partent bientôt". */
    readonly counts: { readonly [part in PartName]: (count: number) => string }
    readonly more: (left: string) => string
    readonly why: string
  }
  readonly parts: { readonly [part in PartName]: string }
  /** "2,99 € au lieu de 3,99 €". */
  readonly instead: (price: string, before: string) => string
  readonly back: (day: string | null) => string
  readonly atTarget: string
  readonly lowest: string
  readonly newsletter: {
    readonly titles: { readonly [kind in Exclude<NewsletterKind, "place">]: string }
    readonly place: (name: string) => string
    readonly day: (day: string) => string
    /** Of what stands that day, and not of a period. */
    readonly on: (day: string) => string
    readonly period: (from: string, to: string) => string
    readonly subject: (title: string, first: string | null, others: number) => string
    readonly why: string
  }
  readonly stops: { readonly [what in Stop["what"]]: string }
  /** Why a standing rule writes. */
  readonly rules: { readonly [scope in MailRule["scope"]]: (name: string) => string }
}

export const GATHERED: Readonly<Record<Locale, GatheredPhrases>> = { fr: gatheredFr, en: gatheredEn }

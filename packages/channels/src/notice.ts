import type { Locale, Ms, Price } from "@vigie/core"

/** Where a film can be watched, with the proof (I13); instants are ISO 8601, UTC. */
export interface NoticeWindow {
  readonly provider: string
  readonly territory: string
  readonly kind: string
  readonly monetization: string
  readonly start: NoticeInstant
  readonly end: NoticeInstant
  readonly terms: readonly {
    readonly quality: string | null
    readonly price: Price | null
    readonly audio: readonly string[]
    readonly subtitles: readonly string[]
  }[]
  readonly watchUrl: string | null
  readonly evidence: {
    readonly source: string
    readonly url: string | null
    readonly readAt: string
    /** The words read. */
    readonly text: string
  }
}

export interface NoticeInstant {
  readonly at: string | null
  readonly precision: string
  readonly basis: string
}

export interface NoticeAlert {
  /** `available`, `back`, `first_answer`, `announced`, `moved`, `repriced`, `improved`, `reduced`, `closing`, `closed`, `correction` … */
  readonly kind: string
  readonly film: {
    readonly slug: string
    readonly title: string
    readonly originalTitle: string | null
    readonly year: number | null
    readonly directors: readonly string[]
    readonly url: string
  }
  /** What changed; null where nothing did. */
  readonly change: { readonly before: object; readonly after: object } | null
  readonly windows: readonly NoticeWindow[]
}

/** One delivery as channels other than e-mail carry it: frozen as JSON when it was rendered (I5). */
export interface Notice {
  /** The delivery's uuid. */
  readonly id: string
  readonly type: NoticeType
  readonly locale: Locale
  /** One line. */
  readonly title: string
  /** Plain text, a few lines. */
  readonly text: string
  /** What is opened by a touch: a film's page, or the list. */
  readonly url: string
  /** Something leaves soon, or was wrong. */
  readonly urgent: boolean
  readonly createdAt: Ms
  readonly alerts: readonly NoticeAlert[]
}

export const NOTICE_TYPES = ["alerts", "digest", "newsletter", "test", "channel"] as const
export type NoticeType = (typeof NOTICE_TYPES)[number]

/** The beginning of a text, whole words, in so many UTF-8 bytes at most; "…" stands for the rest. */
export function shorten(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let kept = Buffer.from(text)
    .subarray(0, bytes - 3)
    .toString("utf8")
    .replace(/\uFFFD+$/, "")
  const space = kept.lastIndexOf(" ")
  if (space > kept.length / 2) kept = kept.slice(0, space)
  return `${kept.trimEnd()}…`
}

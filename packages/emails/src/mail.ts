import type { ChangeFacts, KeyMonetization, Kind, Locale, Moment, Ms, Price, Term } from "@vigie/core"
import type { LetterMail } from "./letter-mail.ts"
import type { NewsletterMail } from "./newsletter-mail.ts"

/** `pageUrl` is the film's page on this Vigie, absolute. */
export interface MailFilm {
  readonly title: string
  readonly originalTitle: string | null
  readonly year: number | null
  readonly directors: readonly string[]
  readonly pageUrl: string
}

/** I13: where it was read, when, and the words read. */
export interface MailEvidence {
  readonly sourceName: string
  readonly url: string | null
  readonly readAt: Ms
  readonly text: string
}

/** One window as a mail tells it. `watchUrl` is the source's own link to the film; null = only the provider's home page is known. */
export interface MailWindow {
  readonly provider: { readonly name: string; readonly homepage: string | null }
  readonly kind: Kind
  readonly monetization: KeyMonetization
  readonly terms: readonly Term[]
  readonly start: Moment
  readonly end: Moment
  readonly territory: string
  readonly watchUrl: string | null
  readonly evidence: MailEvidence
}

export interface MailChange {
  readonly before: ChangeFacts
  readonly after: ChangeFacts
}

/** A price that its reader waited for: `target` is what they asked for, `allTimeLow` that nothing was ever cheaper. */
export interface MailPrice {
  readonly price: Price
  readonly target: Price | null
  readonly allTimeLow: boolean
}

/** `available`: it opened; `first_answer`: what is open when someone starts watching. Both may hold several windows, at least one. */
interface WindowsAlert {
  readonly kind: "available" | "first_answer"
  readonly film: MailFilm
  readonly windows: readonly [MailWindow, ...MailWindow[]]
  readonly reached?: MailPrice | null
}

/** It opened, and had been there before: since when it had been gone (null = not known), and whether from where it is now. */
interface BackAlert {
  readonly kind: "back"
  readonly film: MailFilm
  readonly windows: readonly [MailWindow, ...MailWindow[]]
  readonly away: { readonly since: Ms; readonly here: boolean } | null
}

/** One window and what changed in it. */
interface ChangeAlert {
  readonly kind: "closing" | "announced" | "moved" | "repriced" | "closed" | "corrected"
  readonly film: MailFilm
  readonly window: MailWindow
  readonly change: MailChange
  /** Of `repriced`. */
  readonly reached?: MailPrice | null
}

/** What was told wrongly: the kind of alert, when it was told, and what it said of the window. */
export interface MailSaid {
  readonly kind: "available" | "announced" | "closing" | "moved" | "repriced" | "closed" | "improved" | "reduced"
  readonly at: Ms
  readonly change: MailChange
}

/** To those who were told something wrong: what was said, and the window as it is now, with its proof. */
interface CorrectionAlert {
  readonly kind: "correction"
  readonly film: MailFilm
  readonly window: MailWindow
  readonly change: MailChange
  readonly said: MailSaid
}

/** Core's `improved` and `reduced`: qualities or languages came or went. */
interface TermsAlert {
  readonly kind: "terms"
  readonly direction: "improved" | "reduced"
  readonly film: MailFilm
  readonly window: MailWindow
  readonly change: MailChange
}

/** One thing to tell about one film. */
export type MailAlert = WindowsAlert | BackAlert | ChangeAlert | CorrectionAlert | TermsAlert
export type MailAlertKind = MailAlert["kind"]

export interface Stop {
  readonly what: "film" | "rule" | "newsletter" | "all"
  readonly url: string
}

/** "Pas-de-Calais", "Agnès Varda"; a list's or a place's own name. */
export interface MailRule {
  readonly scope: "person" | "place" | "department" | "provider" | "list" | "award"
  readonly name: string
}

/** What every mail about films carries. Every URL is absolute. */
export interface Envelope {
  readonly locale: Locale
  /** The reader's IANA zone: when something was read is told in it; a window's dates are told in its territory's. */
  readonly zone: string
  readonly now: Ms
  /** What may be stopped from this mail, each by its one-click page; the first is what its header stops. */
  readonly stops: readonly [Stop, ...Stop[]]
  /** The standing rule that asked for it all; null: a list's films, or several reasons. */
  readonly rule: MailRule | null
  readonly listUrl: string
  /** Where its reader says when such mails leave. */
  readonly rhythmUrl: string
  readonly baseUrl: string
  /** Invented demonstration data: the mail says so. */
  readonly demo: boolean
}

/** One mail that holds several alerts, of one film or many. */
interface Several {
  readonly kind: "several"
  readonly alerts: readonly [MailAlert, ...MailAlert[]]
}

/** What was gathered up to `now`: `now` in `every` is the rest of a day, or of a night. */
interface Digest {
  readonly kind: "digest"
  readonly every: "now" | "daily" | "weekly" | "monthly"
  readonly alerts: readonly [MailAlert, ...MailAlert[]]
  /** Where all that was told is listed. */
  readonly toldUrl: string
}

export type FilmMail = Envelope & (MailAlert | Several | Digest)

/** A mail that somebody asked for to see that it arrives: about no film, to be stopped by nobody. */
export interface TestMail {
  readonly kind: "test"
  readonly locale: Locale
  /** IANA, of the moment it tells. */
  readonly zone: string
  readonly now: Ms
  readonly baseUrl: string
  /** The sender, and what it was handed to: "SMTP mail.example:587". */
  readonly from: string
  readonly via: string
}

export type Mail = FilmMail | NewsletterMail | TestMail | LetterMail
export type MailKind = Mail["kind"]

export interface RenderedMail {
  readonly subject: string
  readonly html: string
  readonly text: string
  /** What a mail list shows after the subject; hidden in the HTML. */
  readonly preheader: string
}

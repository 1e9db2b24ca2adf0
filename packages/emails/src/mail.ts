import type { ChangeFacts, KeyMonetization, Kind, Locale, Moment, Ms, Term } from "@vigie/core"
import type { LetterMail } from "./letter-mail.ts"

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

/** `available`: it opened; `first_answer`: what is open when someone starts watching. Both may hold several windows, at least one. */
interface WindowsAlert {
  readonly kind: "available" | "first_answer"
  readonly film: MailFilm
  readonly windows: readonly [MailWindow, ...MailWindow[]]
}

/** One window and what changed in it. */
interface ChangeAlert {
  readonly kind: "closing" | "announced" | "moved" | "repriced" | "closed" | "corrected"
  readonly film: MailFilm
  readonly window: MailWindow
  readonly change: MailChange
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
export type MailAlert = WindowsAlert | ChangeAlert | TermsAlert
export type MailAlertKind = MailAlert["kind"]

/** What every mail about films carries. Every URL is absolute. */
export interface Envelope {
  readonly locale: Locale
  /** The reader's IANA zone: when something was read is told in it; a window's dates are told in its territory's. */
  readonly zone: string
  readonly now: Ms
  /** One-click page: for the film of a mail about one film, else for these mails. */
  readonly unsubscribeUrl: string
  readonly listUrl: string
  readonly baseUrl: string
  /** Invented demonstration data: the mail says so. */
  readonly demo: boolean
}

/** A mail about one film, or `several`: one mail that holds several alerts, of one film or many. */
export type FilmMail = Envelope &
  (MailAlert | { readonly kind: "several"; readonly alerts: readonly [MailAlert, ...MailAlert[]] })

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

export type Mail = FilmMail | TestMail | LetterMail
export type MailKind = Mail["kind"]

export interface RenderedMail {
  readonly subject: string
  readonly html: string
  readonly text: string
  /** What a mail list shows after the subject; hidden in the HTML. */
  readonly preheader: string
}

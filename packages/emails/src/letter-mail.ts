import type { Locale, Ms } from "@vigie/core"

/** What each mail about an account, or to an operator, says besides its words. Every URL is absolute. */
interface LetterFacts {
  /** Confirm an address. */
  readonly verify: { readonly url: string }
  /** Somebody signed up with an address that has an account. */
  readonly known: { readonly signInUrl: string; readonly resetUrl: string }
  readonly reset: { readonly url: string }
  readonly invitation: { readonly url: string; readonly by: string | null }
  /** Onto a list that several people share. */
  readonly household: { readonly url: string; readonly by: string }
  /** To the address that was. */
  readonly addressChanged: { readonly newAddress: string; readonly contactUrl: string }
  readonly erased: { readonly contactUrl: string }
  /** What a list came to: films it added, those of them to be seen now, lines that wait for a choice or are unknown. */
  readonly import: {
    readonly url: string
    readonly added: number
    readonly available: number
    readonly choose: number
    readonly unknown: number
  }
  /** One of the reader's channels failed too often: its kind ("webhook"), its address in short, why, where to mend it. */
  readonly channelPaused: {
    readonly channel: string
    readonly address: string
    readonly reason: string
    readonly url: string
  }
  /** To operators: no check of this source was good for three of its intervals. */
  readonly sourceSilent: {
    readonly source: string
    /** Null: it never was read. */
    readonly lastGoodAt: Ms | null
    readonly everyMs: Ms
    readonly failing: number
    readonly active: number
    /** The reason met most often, as the check stated it. */
    readonly reason: string | null
    readonly url: string
  }
  /** To operators: this source's withdrawals stand still until one of them looks (I10). */
  readonly hold: { readonly source: string; readonly closing: number; readonly open: number; readonly url: string }
}
export type LetterMailKind = keyof LetterFacts

/** A mail about an account, or to an operator: about no film, to be stopped by nobody. */
export type LetterMail = {
  readonly [K in LetterMailKind]: {
    readonly kind: K
    readonly locale: Locale
    /** IANA, of the moment it tells: `now`, when it was written. */
    readonly zone: string
    readonly now: Ms
    readonly baseUrl: string
    readonly to: string
    readonly data: LetterFacts[K]
  }
}[LetterMailKind]

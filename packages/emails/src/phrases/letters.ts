import type { LetterMailKind } from "../mail.ts"

/** What a mail about an account says: its button, if any, leads to its link. */
export interface LetterWords {
  readonly kicker: string
  readonly subject: string
  readonly title: string
  readonly lead: string
  /** The button's words; null: nothing to do. */
  readonly action: string | null
  /** Under the button: how long it is good for, and what to do otherwise. */
  readonly note: string | null
  readonly why: string
}

export interface LetterPhrases {
  readonly letters: { readonly [kind in LetterMailKind]: LetterWords }
  readonly rows: {
    readonly address: string
    readonly newAddress: string
    readonly by: string
    readonly at: string
    readonly added: string
    readonly available: string
    readonly choose: string
    readonly unknown: string
  }
  /** Words of the link at the foot. */
  readonly page: string
  readonly contact: string
  readonly forgotten: string
}

import type { LetterMailKind } from "../letter-mail.ts"

/** Words that may name what the mail is about: a source, a channel. */
export type Named = string | ((name: string) => string)

/** What a mail about an account, or to an operator, says: its button, if any, leads to its link. */
export interface LetterWords {
  readonly kicker: string
  readonly subject: Named
  readonly title: Named
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
    readonly channel: string
    readonly why: string
    readonly source: string
    readonly lastRead: string
    readonly interval: string
    readonly failing: string
    readonly closing: string
  }
  /** A channel's kind; one that has no words of its own is named as it is. */
  readonly channels: { readonly [kind: string]: string }
  readonly never: string
  readonly of: (count: string, all: string) => string
  /** Words of the link at the foot. */
  readonly page: string
  readonly contact: string
  readonly forgotten: string
}

import type { RawDocument, Validators } from "./http.ts"

interface AnswerFrame {
  /** Where the answer was found after redirects. */
  readonly url: string
  readonly status: number
  /** To be given back with the next request; `acceptEncoding` is set whenever one of the others is. */
  readonly validators: Validators
  readonly retryAfterMs: number | null
  /** From the first request of the URL itself to the last byte, ms; pace and robots.txt aside. */
  readonly elapsedMs: number
}

/** A whole document, decompressed and not yet decoded. */
export interface DocumentAnswer extends AnswerFrame, RawDocument {
  readonly notModified: false
  readonly url: string
  /** SHA-256 of `bytes`, lower-case hex. */
  readonly hash: string
}

/** A 304: the document is the one whose validators were sent. */
export interface NotModifiedAnswer extends AnswerFrame {
  readonly notModified: true
}

export type Answer = DocumentAnswer | NotModifiedAnswer

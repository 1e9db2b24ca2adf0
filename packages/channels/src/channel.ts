import type { Locale, Ms } from "@vigie/core"
import type { AllowHosts, SendAnswer, SendRequest } from "@vigie/net"
import type { Notice } from "./notice.ts"

/** A way to reach somebody besides mail. One file in `ways/`, one line in `ways.ts`; nothing else knows. */
export interface Channel {
  /** As `channels.kind` has it. */
  readonly kind: string
  readonly words: Readonly<Record<Locale, ChannelWords>>
  /** What is asked for, in order. */
  readonly fields: readonly ChannelField[]
  /** `script`: a browser fills its fields, by a script of ours, as nobody could by hand. */
  readonly filledBy: "hand" | "script"
  /** Has a secret of its own: shown once, and drawn anew on demand. */
  readonly secret?: { readonly draw: () => string; readonly shown: (secret: string) => string }
  /** What was typed, checked before anything is asked of the network. */
  read(values: ChannelValues, allow: AllowHosts): ReadChannel
  /** The address as pages may show it: what acts by being known is left out. */
  shown(address: string): string
  /** Settings with a secret drawn anew, for channels that have one. */
  renew?(settings: unknown, secret: string, now: Ms): object
  /** The request that hands a notice over: the same key and notice for every try. */
  request(notice: Notice, to: Recipient, sending: Sending): SendRequest | Promise<SendRequest>
  /** Where an answer means more than its status does; null: it means what it means everywhere. */
  judge?(answer: SendAnswer): NoticeOutcome | null
}

export interface ChannelWords {
  readonly name: string
  /** One or two sentences: what it is for. */
  readonly about: string
}

export interface ChannelField {
  readonly name: string
  readonly type: "url" | "text" | "password" | "hidden"
  readonly required: boolean
  readonly words: Readonly<Record<Locale, { readonly label: string; readonly help: string }>>
}

export type ChannelValues = Readonly<Record<string, string>>

/** Why a field cannot be taken. `private`: not a public address (I12). */
export const CHANNEL_FAULTS = [
  "empty",
  "not_url",
  "not_https",
  "private",
  "credentials",
  "not_topic",
  "not_token",
  "not_discord",
  "not_browser",
  "too_long",
] as const
export type ChannelFault = (typeof CHANNEL_FAULTS)[number]

export type ReadChannel =
  | { readonly ok: true; readonly address: string; readonly settings: object }
  | { readonly ok: false; readonly faults: Readonly<Record<string, ChannelFault>> }

/** Whom a notice goes to: a row of `channels`. */
export interface Recipient {
  readonly address: string
  readonly settings: unknown
}

export interface Sending {
  /** The send's id: the same for every try. */
  readonly key: string
  /** Of this try. */
  readonly now: Ms
  /** Who sends, for push services: this installation's keys and where its operator is reached. */
  readonly vapid: Vapid | null
}

export interface Vapid {
  readonly publicKey: string
  readonly privateKey: string
  /** `mailto:` or `https:` (RFC 8292 §2.1). */
  readonly subject: string
}

/**
 * What became of a try. `reason` begins with a code (see `REASONS`), a colon and what was found.
 * - `retry`: again later, after `afterMs` if the receiver says so; `rejected`: this notice will never be taken;
 * - `gone`: nobody is there any more, nothing is to be tried again.
 */
export type NoticeOutcome =
  | { readonly kind: "accepted" }
  | { readonly kind: "retry"; readonly afterMs: Ms | null; readonly reason: string }
  | { readonly kind: "rejected"; readonly reason: string }
  | { readonly kind: "gone"; readonly reason: string }

import type { Ms } from "@vigie/core"
import { faultOf, type Message } from "./message.ts"

/**
 * What became of one send. A send is all or nothing: only `accepted` means that any of its messages left.
 * - `accepted`: one provider id per message, in order; null where the provider gives none.
 * - `retry`: nothing is known to have left; the same key and bodies again, after `afterMs` if the provider says so.
 * - `rejected`: these messages will never be accepted as they are. One reason or null per message, in order; all null
 *   when the provider does not say which: the caller splits the send (new sends, new keys).
 * - `refused`: the provider refuses the sender (key, domain): an operator has to act, addresses are not at fault.
 * - `conflict`: the key is known with another body (`other_body`), or its first call still runs (`in_progress`: retry later).
 */
export type SendOutcome =
  | { readonly kind: "accepted"; readonly providerIds: readonly (string | null)[] }
  | { readonly kind: "retry"; readonly afterMs: Ms | null; readonly reason: string }
  | { readonly kind: "rejected"; readonly perMessage: readonly (string | null)[]; readonly reason: string }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "conflict"; readonly state: "in_progress" | "other_body"; readonly reason: string }

/** A way out for mails. */
export interface Transport {
  readonly id: "resend" | "smtp" | "mailbox"
  /** Most messages one send may carry. */
  readonly batchMax: number
  /** How long a repeated key is recognised, ms; null = this transport cannot deduplicate; Infinity = for ever. */
  readonly keyMemoryMs: Ms | null
  /** Sends per second allowed by the provider, over all processes, as last known; absent = no limit. */
  readonly perSecond?: number
  /** `key` is the send's id; a repeat carries the same key and messages in the same order. Never throws for an answer. */
  send(messages: readonly Message[], key: string): Promise<SendOutcome>
  close(): Promise<void>
}

/** The outcome of a send that no transport may pass on, or null when it is well-formed. */
export function preflight(messages: readonly Message[], batchMax: number): SendOutcome | null {
  if (messages.length === 0 || messages.length > batchMax) {
    throw new RangeError(`a send carries 1 to ${batchMax} messages, got ${messages.length}`)
  }
  const perMessage = messages.map(faultOf)
  const reason = perMessage.find((fault) => fault !== null)
  return reason == null ? null : { kind: "rejected", perMessage, reason }
}

/** A rejection whose culprit the transport does not name, unless the send carries one message only. */
export function rejectedBy(messages: readonly Message[], reason: string): SendOutcome {
  return { kind: "rejected", perMessage: messages.map(() => (messages.length === 1 ? reason : null)), reason }
}

import type { Ms } from "@vigie/core"

/** One mail, frozen when it was rendered: a retry sends these bytes again, never newer ones (I5). */
export interface Message {
  /** The delivery's uuid: the mail's Message-ID and its file name in the mailbox come from it. */
  readonly id: string
  /** One bare address (`a@b.c`). */
  readonly to: string
  /** `a@b.c` or `Name <a@b.c>`. */
  readonly from: string
  readonly subject: string
  readonly html: string
  readonly text: string
  /** Besides the standard ones: see `unsubscribeHeaders`, and `References` to gather one film's mails. */
  readonly headers: Readonly<Record<string, string>>
  /** When it was rendered, UTC. */
  readonly createdAt: Ms
}

/** Written by us, from other fields: a message's own headers may not replace them. */
const RESERVED = new Set(
  [
    "to",
    "cc",
    "bcc",
    "from",
    "sender",
    "reply-to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "return-path",
  ].concat(["content-type", "content-transfer-encoding", "content-disposition"]),
)
const ADDRESS = /^[^\s@<>(),;:\\"[\]]+@[^\s@<>(),;:\\"[\]]+$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `a@b.c` or `Name <a@b.c>` taken apart; null when it is neither, or carries a control character. */
export function parseAddress(mailbox: string): { readonly name: string; readonly address: string } | null {
  if (CONTROL.test(mailbox)) return null
  const named = /^([^<>]*)<([^<>]*)>$/.exec(mailbox.trim())
  const address = (named?.[2] ?? mailbox).trim()
  const name = (named?.[1] ?? "").trim().replace(/^"(.*)"$/, "$1")
  return ADDRESS.test(address) && address.length <= 254 ? { name, address } : null
}

/**
 * Why a message cannot be sent by any transport, or null. A line break in a header would let a film's title write
 * headers of its own (RFC 5322 §2.2), so such a message is refused rather than repaired.
 */
export function faultOf(message: Message): string | null {
  if (!UUID.test(message.id)) return `id: a lower-case uuid is expected, got ${JSON.stringify(message.id)}`
  if (!ADDRESS.test(message.to) || message.to.length > 254) return "to: one bare e-mail address is expected"
  if (parseAddress(message.from) === null) return "from: an e-mail address is expected"
  if (CONTROL.test(message.subject)) return "subject: a control character or a line break"
  if (!Number.isSafeInteger(message.createdAt) || message.createdAt < 0)
    return "createdAt: epoch milliseconds are expected"
  for (const [name, value] of Object.entries(message.headers)) {
    if (!/^[A-Za-z0-9-]+$/.test(name)) return `header ${JSON.stringify(name)}: letters, digits and hyphens are expected`
    if (RESERVED.has(name.toLowerCase())) return `header ${name}: written from the message's own fields`
    if (CONTROL.test(value)) return `header ${name}: a control character or a line break`
  }
  return null
}

/** One line of plain text: line breaks and other control characters become spaces. For subjects and display names. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029\s]+/g, " ").trim()
}

/** The same delivery has the same Message-ID whoever sends it again, so that a receiver may drop the second copy. */
export function messageIdOf(message: Pick<Message, "id" | "from">): string {
  return `<${message.id}@${parseAddress(message.from)?.address.split("@")[1] ?? "localhost"}>`
}

/**
 * RFC 8058 one-click unsubscribe: the mail client POSTs `List-Unsubscribe=One-Click` to the URL, without cookies and
 * without asking. `url` is absolute http(s) and names the delivery by an unguessable token; throws otherwise.
 */
export function unsubscribeHeaders(url: string): Readonly<Record<string, string>> {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new Error(`unsubscribe URL: an absolute http(s) URL is expected, got ${JSON.stringify(url)}`)
  }
  return { "List-Unsubscribe": `<${parsed.href}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }
}

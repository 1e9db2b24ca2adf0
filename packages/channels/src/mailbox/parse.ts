/** A mail of ours, read back for the mailbox page. */
export interface ParsedMail {
  /** Decoded, in the order written. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly html: string | null
  readonly text: string | null
}

/**
 * Reads the mails that `composeMail` writes: one multipart/alternative, UTF-8, quoted-printable, base64 or plain parts.
 * Not a general mail parser.
 */
export function parseOwnMail(bytes: Uint8Array): ParsedMail {
  const source = Buffer.from(bytes).toString("latin1")
  const { headers, body } = splitPart(source)
  const boundary = /boundary="?([^";]+)"?/i.exec(headerOf(headers, "content-type") ?? "")?.[1]
  const parts = boundary === undefined ? [source] : partsOf(body, boundary)
  let html: string | null = null
  let text: string | null = null
  for (const part of parts) {
    const { headers: own, body: raw } = splitPart(part)
    const type = headerOf(own, "content-type") ?? "text/plain"
    if (/^text\/html/i.test(type)) html ??= decodeBody(raw, own)
    else if (/^text\/plain/i.test(type)) text ??= decodeBody(raw, own)
  }
  return { headers: headers.map(([name, value]) => [name, decodeWords(value)] as const), html, text }
}

type Header = readonly [name: string, value: string]

function splitPart(part: string): { headers: Header[]; body: string } {
  const gap = /\r?\n\r?\n/.exec(part)
  const head = gap === null ? part : part.slice(0, gap.index)
  const lines = head.replace(/\r?\n(?=[ \t])/g, "").split(/\r?\n/)
  const headers = lines.flatMap((line): Header[] => {
    const colon = line.indexOf(":")
    return colon < 1 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()]]
  })
  return { headers, body: gap === null ? "" : part.slice(gap.index + gap[0].length) }
}

function partsOf(body: string, boundary: string): string[] {
  const inner = `\r\n${body}`.split(`\r\n--${boundary}`)
  return inner
    .slice(1)
    .filter((part) => !part.startsWith("--"))
    .map((part) => part.replace(/^\r\n/, ""))
}

function headerOf(headers: readonly Header[], name: string): string | null {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? null
}

function decodeBody(raw: string, headers: readonly Header[]): string {
  const encoding = headerOf(headers, "content-transfer-encoding")?.toLowerCase()
  if (encoding === "base64") return Buffer.from(raw, "base64").toString("utf8").replace(/\r\n/g, "\n")
  const octets = encoding === "quoted-printable" ? decodeQuoted(raw.replace(/=[ \t]*\r?\n/g, "")) : raw
  return Buffer.from(octets, "latin1").toString("utf8").replace(/\r\n/g, "\n")
}

function decodeQuoted(text: string): string {
  return text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** RFC 2047 encoded words; white space between two of them belongs to none. */
function decodeWords(value: string): string {
  const joined = value.replace(/(\?=)[ \t]+(?==\?)/g, "$1")
  const octets = joined.replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, code: string, word: string) =>
    code.toUpperCase() === "B" ? Buffer.from(word, "base64").toString("latin1") : decodeQuoted(word.replace(/_/g, " ")),
  )
  return Buffer.from(octets, "latin1").toString("utf8")
}

import { DomainError, type Ms } from "@vigie/core"
import type { RawDocument } from "@vigie/net"
import { decode } from "@vigie/net/decode"
import type { Document, Source } from "./source.ts"

/** What a source reads at most unless it states more, bytes after decompression. */
export const MAX_BYTES = 10_000_000

export function maxBytesOf(source: Pick<Source, "maxBytes">): number {
  return source.maxBytes ?? MAX_BYTES
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** How far binary is looked for, bytes. */
const HEAD = 65_536

/**
 * A document ready to be parsed; its text is decoded by header, BOM or meta when it is first asked for, since a source may
 * read the bytes. Throws DomainError("invalid") for one of 0 bytes, over `maxBytes`, or binary (a NUL in its text, a PDF):
 * no source reads those. Gzip is left to the sources that read it: its text is empty. `name` is how errors call it.
 */
export function openDocument(
  raw: RawDocument & { readonly readAt: Ms },
  maxBytes = MAX_BYTES,
  name = raw.url ?? "the document",
): Document {
  const { bytes } = raw
  if (bytes.byteLength === 0) throw new DomainError("invalid", `${name} is empty: 0 bytes`)
  if (bytes.byteLength > maxBytes)
    throw new DomainError("invalid", `${name} has ${bytes.byteLength} bytes, expected at most ${maxBytes}`)
  const gzip = isGzip(bytes)
  const head = gzip ? "" : decode(bytes.subarray(0, HEAD), raw.contentType)
  if (head.includes("\0") || head.startsWith("%PDF-"))
    throw new DomainError("invalid", `${name} is binary, expected text or HTML`)
  let text: string | undefined = gzip ? "" : undefined
  return {
    url: raw.url,
    contentType: raw.contentType,
    bytes,
    readAt: raw.readAt,
    get text() {
      text ??= decode(bytes, raw.contentType)
      return text
    },
  }
}

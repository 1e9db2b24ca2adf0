import { DomainError, type Ms } from "@vigie/core"
import { decode, type RawDocument } from "@vigie/net"
import type { Document, Source } from "./source.ts"

/** What a source reads at most unless it states more, bytes after decompression. */
export const MAX_BYTES = 10_000_000

export function maxBytesOf(source: Pick<Source, "maxBytes">): number {
  return source.maxBytes ?? MAX_BYTES
}

/**
 * A document ready to be parsed, its text decoded by header, BOM or meta. Throws DomainError("invalid") for one of 0 bytes,
 * over `maxBytes`, or binary (a NUL in its text, a PDF): no source reads those. `name` is how errors call it.
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
  const text = decode(bytes, raw.contentType)
  if (text.slice(0, 65_536).includes("\0") || text.startsWith("%PDF-"))
    throw new DomainError("invalid", `${name} is binary, expected text or HTML`)
  return { url: raw.url, contentType: raw.contentType, bytes, text, readAt: raw.readAt }
}

import { charsetOf } from "@vigie/net/decode"
import { Gunzip } from "fflate"
import { isGzip } from "../document.ts"
import { SourceError } from "../source.ts"

/** Bytes handed on at once; of compressed ones fewer, since a bomb grows a thousandfold. */
const PLAIN = 65_536
const PACKED = 4_096

/**
 * A guide's text chunk by chunk, gunzipped on the way where it is gzip: the whole is never in memory. Throws SourceError
 * beyond `maxBytes` after decompression, and for a gzip that is cut off or none.
 */
export function* textChunks(bytes: Uint8Array, contentType: string | null, maxBytes: number): Generator<string> {
  let decoder: TextDecoder | undefined
  for (const chunk of isGzip(bytes) ? inflated(bytes, maxBytes) : slices(bytes, PLAIN)) {
    decoder ??= new TextDecoder(charsetOf(chunk, xmlType(contentType)))
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder?.decode() ?? ""
}

/** A guide is XML whatever a server calls it: BOM, header, declaration, then UTF-8. */
function xmlType(contentType: string | null): string {
  const charset = /;\s*charset\s*=\s*"?[^\s;"]+/iu.exec(contentType ?? "")?.[0] ?? ""
  return `application/xml${charset}`
}

function* slices(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; from += size) yield bytes.subarray(from, from + size)
}

function* inflated(bytes: Uint8Array, maxBytes: number): Generator<Uint8Array> {
  const ready: Uint8Array[] = []
  const gunzip = new Gunzip((chunk) => ready.push(chunk))
  let size = 0
  for (const [part, isLast] of marked(bytes)) {
    try {
      gunzip.push(part, isLast)
    } catch (error) {
      throw new SourceError("shape_changed", `gzip at byte ${size}: ${error instanceof Error ? error.message : error}`)
    }
    for (const chunk of ready.splice(0)) {
      size += chunk.byteLength
      if (size > maxBytes)
        throw new SourceError("shape_changed", `the guide has more than ${maxBytes} bytes after decompression`)
      if (chunk.byteLength > 0) yield* slices(chunk, PLAIN)
    }
  }
}

function* marked(bytes: Uint8Array): Generator<readonly [Uint8Array, boolean]> {
  for (let from = 0; from < bytes.byteLength; from += PACKED)
    yield [bytes.subarray(from, from + PACKED), from + PACKED >= bytes.byteLength]
}

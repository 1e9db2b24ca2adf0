import { Readable } from "node:stream"
import { promisify } from "node:util"
import { createGzip, gunzip, gzipSync } from "node:zlib"
import type { RawDocument } from "@vigie/net"

/** The largest answer kept, bytes after compression (design §8). */
export const MAX_KEPT = 200 * 1024

/** Unpacked at most, bytes: what is kept is small, what it was made of need not be. */
const MAX_UNPACKED = 256 * 1024 * 1024

/** Up to this, bytes, compressing here and now takes less than handing it to a thread. */
const SMALL = 16 * 1024

/** Compressed at once, bytes. */
const SLICE = 128 * 1024

const decompress = promisify(gunzip)

/**
 * The documents of one answer as one compressed blob: a line of JSON (`url`, `contentType`, `bytes`) before each one's
 * bytes. Null without a document, or when it is larger than what is kept: half an answer could not be parsed again.
 */
export async function packAnswer(documents: readonly RawDocument[]): Promise<Uint8Array | null> {
  if (documents.length === 0) return null
  const parts = documents.flatMap(({ url, contentType, bytes }) => [
    Buffer.from(`${JSON.stringify({ url, contentType, bytes: bytes.byteLength })}\n`),
    bytes,
  ])
  const size = parts.reduce((sum, { byteLength }) => sum + byteLength, 0)
  if (size > SMALL) return compressUpTo(MAX_KEPT, parts)
  return gzipSync(Buffer.concat(parts))
}

/** Null as soon as the result is known to be larger: most of a large guide is never compressed, nor copied. */
async function compressUpTo(most: number, parts: readonly Uint8Array[]): Promise<Uint8Array | null> {
  const source = Readable.from(slices(parts))
  const packed: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of source.pipe(createGzip()) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength
      if (size > most) return null
      packed.push(chunk)
    }
    return Buffer.concat(packed, size)
  } finally {
    source.destroy()
  }
}

function* slices(parts: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const part of parts)
    for (let from = 0; from < part.byteLength; from += SLICE) yield part.subarray(from, from + SLICE)
}

/** The documents that `packAnswer` packed. Throws a RangeError where they have more than `maxBytes` together. */
export async function unpackAnswer(packed: Uint8Array, maxBytes = MAX_UNPACKED): Promise<RawDocument[]> {
  const data = await decompress(packed, { maxOutputLength: maxBytes })
  const documents: RawDocument[] = []
  for (let from = 0; from < data.byteLength; ) {
    const line = data.indexOf("\n", from)
    const head: { url: string | null; contentType: string | null; bytes: number } = JSON.parse(
      data.toString("utf8", from, line),
    )
    const end = line + 1 + head.bytes
    documents.push({ url: head.url, contentType: head.contentType, bytes: data.subarray(line + 1, end) })
    from = end
  }
  return documents
}

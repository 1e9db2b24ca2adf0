import { promisify } from "node:util"
import zlib from "node:zlib"
import { NetError } from "./error.ts"

/** The only Accept-Encoding ever sent; kept with each ETag, since a server may key its ETags by it (RFC 9110 §8.8.3.3). */
export const acceptEncoding = "gzip, br, zstd, deflate"

/** More layers than any server stacks; each one is a chance to inflate. */
const maxLayers = 3

/** Above this a document is kept in shared memory, bytes. */
const LARGE = 1_048_576
const NOTHING = new Uint8Array()

type Inflate = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>
const gunzip: Inflate = promisify(zlib.gunzip)
const inflate: Inflate = promisify(zlib.inflate)
const inflateRaw: Inflate = promisify(zlib.inflateRaw)
const decoders: Readonly<Record<string, Inflate>> = {
  gzip: gunzip,
  "x-gzip": gunzip,
  br: promisify(zlib.brotliDecompress),
  zstd: promisify(zlib.zstdDecompress),
  // Some servers send "deflate" without its zlib header; 8 is the compression method in the header's low half.
  deflate: (bytes, options) => (((bytes[0] ?? 0) & 15) === 8 ? inflate(bytes, options) : inflateRaw(bytes, options)),
}

/** Reads a body as sent, at most `maxBytes`; stops the transfer beyond (`too_large`). */
export async function readBody(body: AsyncIterable<Uint8Array>, maxBytes: number, place: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(place, maxBytes)
    chunks.push(chunk)
  }
  if (size > LARGE) return shared(chunks, size)
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size)
}

/** A large document in shared memory: who reads it in a thread makes no copy of it. */
function shared(chunks: Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(new SharedArrayBuffer(size))
  let at = 0
  for (const [index, chunk] of chunks.entries()) {
    whole.set(chunk, at)
    at += chunk.byteLength
    // What is copied may be let go of.
    chunks[index] = NOTHING
  }
  return whole
}

/**
 * Undoes Content-Encoding; no layer grows beyond `maxBytes`. Throws NetError `too_large`, `truncated` (the compressed
 * stream has no end) or `encoding` (unknown coding, or not what it says).
 */
export async function decompress(
  bytes: Uint8Array,
  contentEncoding: string | null,
  maxBytes: number,
  place: string,
): Promise<Uint8Array> {
  const layers = (contentEncoding ?? "").split(",").map((layer) => layer.trim().toLowerCase())
  const coded = layers.filter((layer) => layer !== "" && layer !== "identity").reverse()
  if (coded.length > maxLayers) {
    throw new NetError("encoding", place, `${coded.length} content codings, at most ${maxLayers}`)
  }
  let current = bytes
  for (const layer of coded) {
    const decode = Object.hasOwn(decoders, layer) ? decoders[layer] : undefined
    if (decode === undefined) throw new NetError("encoding", place, `"${layer}" is none of ${acceptEncoding}`)
    if (current.byteLength === 0) return current
    current = await decode(current, { maxOutputLength: maxBytes }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(place, maxBytes)
      if (error.code === "Z_BUF_ERROR") throw new NetError("truncated", place, `${layer} stream without its end`)
      throw new NetError("encoding", place, `not ${layer}: ${error.message}`, { cause: error })
    })
  }
  return current
}

function tooLarge(place: string, maxBytes: number): NetError {
  return new NetError("too_large", place, `more than ${maxBytes} bytes`)
}

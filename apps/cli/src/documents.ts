import { open, stat } from "node:fs/promises"
import path from "node:path"
import type { Ms } from "@vigie/core"
import { type Document, openDocument } from "@vigie/sources"
import { BadInput } from "./errors.ts"

const CHUNK = 65_536

/** The bytes of a file, at most `maxBytes`. Throws BadInput for one that is missing, empty or larger. */
export async function readBytes(cwd: string, file: string, maxBytes: number): Promise<Uint8Array> {
  const handle = await openFile(path.resolve(cwd, file), file)
  try {
    // A pipe has no size to ask for: what counts is what comes out. A file's saves holding its bytes twice.
    let bytes = shared(Math.min(Math.max((await handle.stat()).size, CHUNK), maxBytes) + 1)
    let size = 0
    for (;;) {
      if (size === bytes.length) bytes = enlarged(bytes, maxBytes + 1)
      const { bytesRead } = await handle.read(bytes, size, bytes.length - size, null)
      if (bytesRead === 0) break
      size += bytesRead
      if (size > maxBytes) throw new BadInput(`${file} has more than ${maxBytes} bytes, the most its source reads`)
    }
    if (size === 0) throw new BadInput(`${file} is empty: 0 bytes`)
    return bytes.subarray(0, size)
  } finally {
    await handle.close()
  }
}

/** Memory that a parser's thread reads without a copy. */
function shared(size: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(size))
}

function enlarged(bytes: Uint8Array, most: number): Uint8Array {
  const larger = shared(Math.min(bytes.length * 2, most))
  larger.set(bytes)
  return larger
}

async function openFile(place: string, file: string) {
  try {
    if ((await stat(place)).isDirectory()) throw new BadInput(`${file}: a directory, expected a file`)
    return await open(place, "r")
  } catch (error) {
    if (error instanceof BadInput) throw error
    const code = (error as NodeJS.ErrnoException).code
    if (code === "ENOENT" || code === "ENOTDIR") throw new BadInput(`${file}: no such file`)
    throw new BadInput(`${file}: cannot be read (${code ?? "unknown error"})`)
  }
}

/** A file as a document that `source`, or any source, reads. Throws BadInput for binary. */
export async function openFileDocument(
  file: string,
  options: { readonly cwd: string; readonly maxBytes: number; readonly url: string | null; readonly readAt: Ms },
): Promise<Document> {
  const bytes = await readBytes(options.cwd, file, options.maxBytes)
  const raw = { url: options.url, contentType: typeOf(file, bytes), bytes, readAt: options.readAt }
  const document = openDocument(raw, options.maxBytes, file)
  // Its first bytes only: the whole text is decoded where a source asks for it.
  const head = openDocument({ ...raw, bytes: bytes.subarray(0, CHUNK) }, CHUNK, file)
  if (isBinary(head.text)) throw new BadInput(`${file} is binary, expected text or HTML`)
  return document
}

/** What a server would call it, as far as its charset depends on it. */
function typeOf(file: string, bytes: Uint8Array): string | null {
  if (/\.json$/i.test(file)) return "application/json"
  return Buffer.from(bytes.subarray(0, 64)).toString("latin1").includes("<?xml") ? "application/xml" : null
}

/** Text holds next to no control characters but white space: a short binary file may well lack a NUL. */
function isBinary(text: string): boolean {
  const head = text.slice(0, CHUNK)
  const odd = [...head].filter((character) => character < " " && !"\t\n\v\f\r\u001b".includes(character)).length
  return odd > head.length / 50
}

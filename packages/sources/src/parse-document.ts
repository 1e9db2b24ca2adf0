import { Worker } from "node:worker_threads"
import { FilmFacts, type FilmRef, Snapshot } from "@vigie/core"
import { z } from "zod"
import type { ParseJob, ParseReply } from "./parse-worker.ts"
import { sources } from "./registry.ts"
import { type Candidate, type Cursor, type Document, type Source, SourceError, type TargetRef } from "./source.ts"

export interface Parsed {
  readonly snapshot: Snapshot
  readonly next?: Cursor
}

/** What one page of a look-up gave. */
export interface Found {
  readonly candidates: readonly Candidate[]
  readonly next?: Cursor
}

export interface ParseLimits {
  /** Documents above this are parsed in a thread, bytes. */
  readonly inlineBytes: number
  /** How long the thread may parse, ms; the source's own `parseMs` comes first. */
  readonly parseMs: number
  /** How long the thread may take to load its parser, ms. */
  readonly startMs: number
  readonly memoryMb: number
  /** The module whose `sources` holds the source. */
  readonly registry: URL
}

const LIMITS: ParseLimits = {
  inlineBytes: 256 * 1024,
  parseMs: 5_000,
  startMs: 15_000,
  memoryMb: 300,
  registry: new URL("./registry.ts", import.meta.url),
}

const Next = z.object({ page: z.int(), url: z.string().optional(), state: z.string().optional() })
const Result = z.object({ snapshot: Snapshot, next: Next.optional() })
const Candidates = z.object({
  candidates: z.array(z.object({ reference: z.string(), url: z.string().nullable(), film: FilmFacts })),
  next: Next.optional(),
})

/**
 * Parses a document: here when it is small, in a worker thread that is ended after 5 s or 300 MB when it is large. Throws
 * the source's SourceError either way, and SourceError("shape_changed") when the thread had to be ended.
 */
export async function parseDocument(
  source: Source,
  document: Document,
  target: TargetRef,
  { cursor, ...over }: Partial<ParseLimits> & { readonly cursor?: Cursor } = {},
): Promise<Parsed> {
  const limits = limitsFor(source, document, over)
  if (!limits) return source.parse(document, target, cursor)
  const { snapshot, next } = Result.parse(
    await parseInThread(jobOf(source, document, limits, { target }, cursor), limits),
  )
  return { snapshot, ...cursorIn(next) }
}

/** The same for an answer to a look-up. Throws as `parseDocument`, and TypeError for a source without one. */
export async function parseFound(
  source: Source,
  document: Document,
  film: FilmRef,
  { cursor, ...over }: Partial<ParseLimits> & { readonly cursor?: Cursor } = {},
): Promise<Found> {
  if (!source.lookup) throw new TypeError(`source "${source.id}" looks nothing up`)
  const limits = limitsFor(source, document, over)
  if (!limits) return source.lookup.parse(document, film, cursor)
  const { candidates, next } = Candidates.parse(
    await parseInThread(jobOf(source, document, limits, { film }, cursor), limits),
  )
  return { candidates, ...cursorIn(next) }
}

/** The thread's limits; null for a document that is parsed here: a small one, or one of a source the thread would not find. */
function limitsFor(source: Source, document: Document, over: Partial<ParseLimits>): ParseLimits | null {
  const limits = { ...LIMITS, parseMs: source.parseMs ?? LIMITS.parseMs, ...over }
  const known = over.registry !== undefined || sources.includes(source)
  return document.bytes.byteLength <= limits.inlineBytes || !known ? null : limits
}

function jobOf(
  source: Source,
  document: Document,
  { registry }: ParseLimits,
  about: ParseJob["about"],
  cursor: Cursor | undefined,
): ParseJob {
  return { registry: registry.href, source: source.id, raw: rawOf(document), about, cursor }
}

function cursorIn(next: z.infer<typeof Next> | undefined): { readonly next?: Cursor } {
  if (!next) return {}
  const { page, url, state } = next
  return { next: { page, ...(url === undefined ? {} : { url }), ...(state === undefined ? {} : { state }) } }
}

/** What the thread is handed: it decodes the bytes itself, where its source reads text. */
function rawOf({ url, contentType, bytes, readAt }: Document): ParseJob["raw"] {
  return { url, contentType, bytes, readAt }
}

function parseInThread(job: ParseJob, limits: ParseLimits): Promise<unknown> {
  const worker = new Worker(new URL("./parse-worker.ts", import.meta.url), {
    workerData: job,
    // A small young generation: what a chunked parser throws away is collected soon, not after 50 MB of it.
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 6 },
  })
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const late = (what: string, ms: number) =>
    setTimeout(() => reject(new SourceError("shape_changed", `${what} took more than ${ms} ms`)), ms)
  let timer = late("loading the parser", limits.startMs)
  worker.on("message", (reply: ParseReply) => {
    if ("ready" in reply) {
      clearTimeout(timer)
      timer = late("parsing the document", limits.parseMs)
    } else if ("parsed" in reply) resolve(reply.parsed)
    else if ("fault" in reply) reject(new SourceError(reply.fault, reply.where))
    else reject(new Error(`the parser of "${job.source}" failed: ${reply.crashed}`))
  })
  worker.on("error", (error) => reject(threadError(error, limits)))
  worker.on("exit", () => reject(new Error(`the parser of "${job.source}" ended without an answer`)))
  return promise.finally(async () => {
    clearTimeout(timer)
    await worker.terminate()
  })
}

function threadError(error: unknown, { memoryMb }: ParseLimits): Error {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY")
    return new SourceError("shape_changed", `parsing the document took more than ${memoryMb} MB`)
  return error instanceof Error ? error : new Error(String(error))
}

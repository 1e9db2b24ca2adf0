import { FilmFacts, type FilmRef, Snapshot } from "@vigie/core"
import { z } from "zod"
import { isGzip } from "./document.ts"
import { parseInThread, type ThreadLimits } from "./parse-thread.ts"
import type { ParseJob } from "./parse-worker.ts"
import { sources } from "./registry.ts"
import type { Candidate, Cursor, Document, Source, TargetRef } from "./source.ts"

export interface Parsed {
  readonly snapshot: Snapshot
  readonly next?: Cursor
}

/** What one page of a look-up gave. */
export interface Found {
  readonly candidates: readonly Candidate[]
  readonly next?: Cursor
}

export interface ParseLimits extends ThreadLimits {
  /** Documents above this are parsed in a thread, bytes; those that are compressed always. */
  readonly inlineBytes: number
  /** The module whose `sources` holds the source; its own folder's unless stated. */
  readonly registry?: URL
}

const LIMITS: ParseLimits = {
  inlineBytes: 256 * 1024,
  parseMs: 5_000,
  startMs: 15_000,
  memoryMb: 80,
}

const Next = z.object({ page: z.int(), url: z.string().optional(), state: z.string().optional() })
const Result = z.object({ snapshot: Snapshot, next: Next.optional() })
const Candidates = z.object({
  candidates: z.array(z.object({ reference: z.string(), url: z.string().nullable(), film: FilmFacts })),
  next: Next.optional(),
})

/**
 * Parses a document: here when it is small, in a worker thread that is ended after 5 s or 80 MB when it is large. Throws
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
  const { parsed, sightings, films } = await parseInThread(jobOf(source, document, limits, { target }, cursor), limits)
  const { snapshot, next } = Result.parse(parsed)
  return { snapshot: { ...snapshot, sightings, films }, ...cursorIn(next) }
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
  const { parsed } = await parseInThread(jobOf(source, document, limits, { film }, cursor), limits)
  const { candidates, next } = Candidates.parse(parsed)
  return { candidates, ...cursorIn(next) }
}

/** The thread's limits; null for a document that is parsed here: a small one, or of a source the thread would not find. */
function limitsFor(source: Source, document: Document, over: Partial<ParseLimits>): ParseLimits | null {
  const limits = { ...LIMITS, parseMs: source.parseMs ?? LIMITS.parseMs, ...over }
  const known = over.registry !== undefined || sources.includes(source)
  const small = document.bytes.byteLength <= limits.inlineBytes && !isGzip(document.bytes)
  return small || !known ? null : limits
}

function jobOf(
  source: Source,
  document: Document,
  { registry }: ParseLimits,
  about: ParseJob["about"],
  cursor: Cursor | undefined,
): ParseJob {
  const module = registry ?? new URL(`./${source.id}/index.ts`, import.meta.url)
  return { module: module.href, source: source.id, raw: rawOf(document), about, cursor }
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

import { hash } from "node:crypto"
import type { Ms, Snapshot } from "@vigie/core"
import type { GetOptions, Net, RawDocument, Validators } from "@vigie/net"
import { packAnswer } from "./answer.ts"
import { askPages, type FailureKind, failureOf } from "./ask-pages.ts"
import { maxBytesOf, openDocument } from "./document.ts"
import { mergePages } from "./merge-pages.ts"
import { type Parsed, parseDocument } from "./parse-document.ts"
import { withoutSecrets } from "./registry.ts"
import type { Cursor, Settings, Source, TargetRef } from "./source.ts"

export interface ReadOptions {
  readonly net: Pick<Net, "get">
  readonly source: Source
  readonly target: TargetRef
  readonly settings: Settings
  /** Of the target's last good check; ignored unless `previousVersion` is the source's. */
  readonly validators: Validators | null
  readonly previousHash: string | null
  /** The parser's version at that check. */
  readonly previousVersion: number | null
  /** When the check began: becomes the documents' `readAt`. */
  readonly now: Ms
  readonly pace?: GetOptions["pace"]
  readonly signal?: AbortSignal
  readonly maxPages?: number
  /** For all pages together, ms. */
  readonly maxMs?: number
  readonly parse?: (
    source: Source,
    document: Parameters<Source["parse"]>[0],
    target: TargetRef,
    over?: { readonly cursor?: Cursor },
  ) => Promise<Parsed>
}

/** What asking a target's source came to. `raw` is the answer for `answers`, see packAnswer. */
export type Reading =
  | {
      readonly outcome: "unchanged"
      readonly status: number
      readonly validators: Validators | null
      readonly hash: string | null
    }
  | {
      readonly outcome: "changed"
      readonly status: number
      readonly snapshot: Snapshot
      readonly hash: string
      /** Null for an answer of several pages: the first page's would not speak for the others. */
      readonly validators: Validators | null
      readonly version: number
      readonly raw: Uint8Array | null
    }
  | {
      readonly outcome: "failed"
      readonly kind: FailureKind
      readonly message: string
      readonly status: number | null
      readonly retryAfterMs: number | null
      readonly raw: Uint8Array | null
    }

interface Pages {
  readonly documents: RawDocument[]
  readonly hashes: string[]
  readonly parsed: Parsed[]
  status: number
  validators: Validators | null
}

/**
 * The network half of a check: asks the source for all pages of a target's answer and parses them. Never throws for what
 * the network, the document or the parser does: that is a `failed` reading, and one failed page fails them all (I2).
 */
export async function readTarget(options: ReadOptions): Promise<Reading> {
  const pages: Pages = { documents: [], hashes: [], parsed: [], status: 200, validators: null }
  try {
    return (await readPages(options, pages)) ?? (await changed(options, pages))
  } catch (error) {
    return await failed(error, pages)
  }
}

/** Fills `pages`; a reading when the source says that nothing changed. */
async function readPages(options: ReadOptions, pages: Pages): Promise<Reading | null> {
  const { net, source, target, settings, pace, signal, maxPages = 200, maxMs = 600_000 } = options
  const previous = options.previousVersion === source.version ? options : { validators: null, previousHash: null }
  const request = (cursor: Cursor | undefined) => source.request(target, settings, cursor)
  const limits = { maxPages, maxMs, timedFrom: 2 } as const
  const asking = { net, source, request, pace, signal, validators: previous.validators, ...limits }
  const unchanged = await askPages<Reading>(asking, async (answer, page, cursor) => {
    const { status, validators } = answer
    pages.status = status
    if (answer.notModified) return { end: { outcome: "unchanged", status, validators, hash: previous.previousHash } }
    pages.documents.push({
      url: withoutSecrets(source, settings, answer.url),
      contentType: answer.contentType,
      bytes: answer.bytes,
    })
    pages.hashes.push(answer.hash)
    pages.validators = validators
    if (page === 1 && answer.hash === previous.previousHash)
      return { end: { outcome: "unchanged", status, validators, hash: answer.hash } }
    return { next: await parsePage(options, pages, answer, cursor) }
  })
  if (unchanged) return unchanged
  const same = pages.hashes.length > 1 && combined(pages) === previous.previousHash
  return same ? { outcome: "unchanged", status: pages.status, validators: null, hash: combined(pages) } : null
}

async function parsePage(
  options: ReadOptions,
  pages: Pages,
  raw: RawDocument,
  cursor: Cursor | undefined,
): Promise<Cursor | undefined> {
  const { source, target, now, parse = parseDocument } = options
  const document = openDocument({ ...raw, readAt: now }, maxBytesOf(source))
  const parsed = await parse(source, document, target, cursor ? { cursor } : {})
  pages.parsed.push(parsed)
  return parsed.next
}

async function changed({ source }: ReadOptions, pages: Pages): Promise<Reading> {
  return {
    outcome: "changed",
    status: pages.status,
    snapshot: mergePages(pages.parsed.map(({ snapshot }) => snapshot)),
    hash: combined(pages),
    validators: pages.documents.length === 1 ? pages.validators : null,
    version: source.version,
    raw: await packAnswer(pages.documents),
  }
}

/** One page's own hash, or the hash of all pages' hashes in order. */
function combined({ hashes }: Pages): string {
  const [only, ...others] = hashes
  return only !== undefined && others.length === 0 ? only : hash("sha256", hashes.join("\n"), "hex")
}

async function failed(error: unknown, pages: Pages): Promise<Reading> {
  const { kind, message, net } = failureOf(error)
  const answer = net?.answer && !net.answer.notModified ? [net.answer] : []
  return {
    outcome: "failed",
    kind,
    message,
    status: net ? net.status : pages.documents.length > 0 ? pages.status : null,
    retryAfterMs: net?.retryAfterMs ?? null,
    raw: await packAnswer([...pages.documents, ...answer]),
  }
}

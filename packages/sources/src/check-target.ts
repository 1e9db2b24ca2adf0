import { hash } from "node:crypto"
import { DomainError, type Ms, type Snapshot } from "@vigie/core"
import { type GetOptions, type Net, NetError, type NetFault, type RawDocument, type Validators } from "@vigie/net"
import { packAnswer } from "./answer.ts"
import { maxBytesOf, openDocument } from "./document.ts"
import { mergePages } from "./merge-pages.ts"
import { type Parsed, parseDocument } from "./parse-document.ts"
import { withoutSecrets } from "./registry.ts"
import { type Cursor, type Settings, type Source, SourceError, type SourceFault, type TargetRef } from "./source.ts"

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

/** `too_many_pages`, `too_slow`: an answer over 200 pages or 10 minutes; `internal`: our own code failed, not the document. */
export type FailureKind = NetFault | SourceFault | "too_many_pages" | "too_slow" | "internal"

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
  const deadline = openDeadline(options.maxMs ?? 600_000)
  try {
    return (await readPages(options, pages, deadline)) ?? (await changed(options, pages))
  } catch (error) {
    return await failed(error, pages, deadline.signal)
  } finally {
    deadline.close()
  }
}

interface Deadline {
  readonly signal: AbortSignal
  /** Starts the time, once; gives the signal to ask with. */
  start(other: AbortSignal | undefined): AbortSignal
  close(): void
}

/** Most answers have one page, which net itself bounds: no timer is made before the second. */
function openDeadline(ms: number): Deadline {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  return {
    signal: controller.signal,
    start: (other) => {
      timer ??= setTimeout(() => controller.abort(), ms)
      return other ? AbortSignal.any([other, controller.signal]) : controller.signal
    },
    close: () => clearTimeout(timer),
  }
}

/** Fills `pages`; a reading when the source says that nothing changed. */
async function readPages(options: ReadOptions, pages: Pages, deadline: Deadline): Promise<Reading | null> {
  const { net, source, target, settings } = options
  const previous = options.previousVersion === source.version ? options : { validators: null, previousHash: null }
  const most = options.maxPages ?? 200
  const asked = new Set<string>()
  for (let cursor: Cursor | undefined, page = 1; page === 1 || cursor; page += 1) {
    if (page > most) throw new PagesError(`the answer has more than ${most} pages`)
    const request = source.request(target, settings, cursor)
    const key = `${request.url}\n${request.body ?? ""}`
    if (asked.has(key))
      throw new SourceError("shape_changed", `page ${page} is page ${[...asked].indexOf(key) + 1} again`)
    asked.add(key)
    const validators = page === 1 ? previous.validators : null
    const signal = page === 1 ? options.signal : deadline.start(options.signal)
    const answer = await net.get(request, {
      validators,
      maxBytes: maxBytesOf(source),
      robots: source.api === undefined,
      ...(signal ? { signal } : {}),
      ...(options.pace ? { pace: options.pace } : {}),
    })
    pages.status = answer.status
    if (answer.notModified)
      return { outcome: "unchanged", status: answer.status, validators: answer.validators, hash: previous.previousHash }
    pages.documents.push({
      url: withoutSecrets(source, settings, answer.url),
      contentType: answer.contentType,
      bytes: answer.bytes,
    })
    pages.hashes.push(answer.hash)
    pages.validators = answer.validators
    if (page === 1 && answer.hash === previous.previousHash)
      return { outcome: "unchanged", status: answer.status, validators: answer.validators, hash: answer.hash }
    cursor = await parsePage(options, pages, answer, cursor)
    deadline.signal.throwIfAborted()
  }
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

class PagesError extends Error {}

async function failed(error: unknown, pages: Pages, deadline: AbortSignal): Promise<Reading> {
  const net = error instanceof NetError ? error : null
  const answer = net?.answer && !net.answer.notModified ? [net.answer] : []
  const message = error instanceof Error ? error.message : String(error)
  return {
    outcome: "failed",
    kind: deadline.aborted ? "too_slow" : kindOf(error),
    message: deadline.aborted ? `too_slow: the answer took too long: ${message}` : message,
    status: net ? net.status : pages.documents.length > 0 ? pages.status : null,
    retryAfterMs: net?.retryAfterMs ?? null,
    raw: await packAnswer([...pages.documents, ...answer]),
  }
}

function kindOf(error: unknown): FailureKind {
  if (error instanceof NetError) return error.kind
  if (error instanceof SourceError) return error.fault
  if (error instanceof PagesError) return "too_many_pages"
  // openDocument's refusals: an empty or binary answer is not the document this source reads.
  return error instanceof DomainError ? "shape_changed" : "internal"
}

import { DomainError, type FilmRef, type Ms } from "@vigie/core"
import { type GetOptions, type Net, NetError } from "@vigie/net"
import { askPages, type FailureKind, failureOf } from "./ask-pages.ts"
import { maxBytesOf, openDocument } from "./document.ts"
import { parseFound } from "./parse-document.ts"
import { withoutSecrets } from "./registry.ts"
import { type Candidate, type Cursor, type Settings, type Source, SourceError } from "./source.ts"

export interface LookUpOptions {
  readonly net: Pick<Net, "get">
  readonly source: Source
  readonly film: FilmRef
  readonly settings: Settings
  /** When the look-up began: becomes the documents' `readAt`. */
  readonly now: Ms
  readonly pace?: GetOptions["pace"]
  readonly signal?: AbortSignal
  readonly maxPages?: number
  /** For all pages together, waiting for the host's pace included, ms. */
  readonly maxMs?: number
}

/** What a source answers when a film is looked up; `found` without candidates: it does not know the film. */
export type LookUp =
  | { readonly outcome: "found"; readonly candidates: readonly Candidate[] }
  | {
      readonly outcome: "failed"
      readonly kind: FailureKind
      readonly message: string
      /** The HTTP status of a refused request. */
      readonly status: number | null
      readonly retryAfterMs: number | null
    }

/**
 * Asks a source which of its films this one may be: all pages of its look-up, at most 15 and 60 s. Never throws for what the
 * network, the document or the parser does, a missing key included; one failed page fails them all (I2). A film with neither
 * a title nor an id that the source knows is not found. Throws DomainError("invalid") for a source without a look-up.
 */
export async function lookUp(options: LookUpOptions): Promise<LookUp> {
  const { source, film, settings } = options
  const { lookup } = source
  if (!lookup) throw new DomainError("invalid", `${source.id} looks no film up`)
  const asked: Asked = { retryAfterMs: null }
  try {
    const request = (cursor: Cursor | undefined) => lookup.request(film, settings, cursor)
    if (!canBeAsked(request)) return { outcome: "found", candidates: [] }
    return { outcome: "found", candidates: await candidatesOf(options, request, asked) }
  } catch (error) {
    const { kind, message } = failureOf(await inItsWords(error, options))
    const { net } = failureOf(error)
    const retryAfterMs = net ? net.retryAfterMs : asked.retryAfterMs
    const status = net?.status ?? null
    return { outcome: "failed", kind, message: withoutSecrets(source, settings, message), status, retryAfterMs }
  }
}

/** An answer of status 200 may say inside that it is none, and when to come back (Wikidata's `maxlag`). */
interface Asked {
  retryAfterMs: number | null
}

type RequestOf = (cursor: Cursor | undefined) => ReturnType<NonNullable<Source["lookup"]>["request"]>

function canBeAsked(request: RequestOf): boolean {
  try {
    request(undefined)
    return true
  } catch (error) {
    if (error instanceof DomainError && error.code === "invalid") return false
    throw error
  }
}

async function candidatesOf(options: LookUpOptions, request: RequestOf, asked: Asked): Promise<readonly Candidate[]> {
  const { net, source, film, settings, now, pace, signal, maxPages = 15, maxMs = 60_000 } = options
  const candidates = new Map<string, Candidate>()
  const asking = { net, source, request, pace, signal, maxPages, maxMs, timedFrom: 1 } as const
  await askPages(asking, async (answer, _, cursor) => {
    asked.retryAfterMs = answer.retryAfterMs
    if (answer.notModified) throw new SourceError("shape_changed", "304 to a request that was not conditional")
    const url = withoutSecrets(source, settings, answer.url)
    const document = openDocument({ ...answer, url, readAt: now }, maxBytesOf(source))
    const found = await parseFound(source, document, film, cursor ? { cursor } : {})
    for (const each of found.candidates) candidates.set(each.reference, candidates.get(each.reference) ?? each)
    return { next: found.next }
  })
  return [...candidates.values()]
}

/** A 401 or 403 says why in its document, where the source's parser knows it for a refusal: "Invalid API key". */
async function inItsWords(error: unknown, { source, film, now }: LookUpOptions): Promise<unknown> {
  const answer = error instanceof NetError && (error.status === 401 || error.status === 403) ? error.answer : null
  if (!answer || answer.notModified) return error
  try {
    await parseFound(source, openDocument({ ...answer, readAt: now }, maxBytesOf(source)), film)
  } catch (said) {
    if (said instanceof SourceError && said.fault === "refused") return said
  }
  return error
}

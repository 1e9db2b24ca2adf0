import { DomainError, type FilmIds, type FilmRef, type Ms } from "@vigie/core"
import { ClaimLost, claimOutbox, findLookup, recordLookup, renewClaim } from "@vigie/db"
import type { Candidate, Source } from "@vigie/sources"
import { type AskOptions, askSource } from "./ask-source.ts"
import { missingSettings } from "./locating.ts"
import type { Stages } from "./stages.ts"

const LEASE_MS = 20_000
const RENEW_MS = 5_000
/** Most films shown for one title. */
const MOST = 20

export interface FoundFilms {
  readonly source: string
  readonly candidates: readonly Candidate[]
}

/** Who is asked for films by title: an API about films in general, with its key, else the sources that only find; no provider. */
export function finders(stages: Pick<Stages, "sources" | "config">): readonly Source[] {
  const able = [...stages.sources.values()].filter(
    (source) =>
      source.lookup !== undefined &&
      source.createsFilms &&
      (source.scope === "lookup" || (source.scope === "film" && source.rank === "api")) &&
      source.demo !== true &&
      missingSettings(source, stages.config.settings).length === 0,
  )
  return able.sort((a, b) => Number(a.scope === "lookup") - Number(b.scope === "lookup"))
}

/** What a film is looked up by: ids in place of words, where there are any. */
interface Wanted {
  readonly query: string
  readonly year: number | null
  readonly ids?: FilmIds
}

/**
 * Looks films up by title, or by ids, with the first source that knows some; the year asked for comes first. Throws
 * DomainError("refused") with what each said when none does.
 */
export async function lookUpTitle(
  stages: Stages,
  { query, year, ids = {} }: Wanted,
  options: AskOptions = {},
): Promise<FoundFilms> {
  const title = Object.keys(ids).length === 0 ? query : null
  const film: FilmRef = { title, originalTitle: null, year, directors: [], durationMinutes: null, ids }
  const { source, candidates } = await firstFound(stages, finders(stages), film, options)
  const far = ({ film: found }: Candidate) =>
    year === null ? 0 : Math.min(2, Math.abs((found.year ?? Number.POSITIVE_INFINITY) - year))
  return { source, candidates: candidates.toSorted((a, b) => far(a) - far(b)).slice(0, MOST) }
}

/** The film under a source's own reference. Throws DomainError("refused") without an answer, "not_found" for an unknown one. */
export async function lookUpReference(stages: Stages, source: Source, reference: string): Promise<Candidate> {
  const ids = { [source.id]: reference }
  const film: FilmRef = { title: null, originalTitle: null, year: null, directors: [], durationMinutes: null, ids }
  const { candidates } = await firstFound(stages, [source], film, {})
  const found = candidates.find((candidate) => candidate.reference === reference)
  if (!found) throw new DomainError("not_found", `${source.id} knows no film ${reference}`)
  return found
}

async function firstFound(
  stages: Stages,
  asked: readonly Source[],
  film: FilmRef,
  options: AskOptions,
): Promise<FoundFilms> {
  await stages.refresh()
  const refusals: string[] = []
  let nothing: FoundFilms | undefined
  for (const source of asked) {
    const answer = await askSource(stages, source, film, options)
    if (answer === "busy") refusals.push(`${source.id}: busy`)
    else if (answer.outcome === "failed") refusals.push(`${source.id}: ${answer.message}`)
    else if (answer.candidates.length > 0) return { source: source.id, candidates: answer.candidates }
    else nothing ??= { source: source.id, candidates: [] }
  }
  if (nothing) return nothing
  throw new DomainError("refused", refusals.join("; ") || "no source looks films up here")
}

/** Does one look-up that a page asked for; what it came to is kept, a failure too. */
export async function runLookup(stages: Stages, lookupId: string, options: AskOptions = {}): Promise<void> {
  const claim = await claimOutbox(stages.db, "lookup", lookupId, LEASE_MS)
  if (claim === null) return
  const renewing = setInterval(() => void renewClaim(stages.db, claim, LEASE_MS).catch(() => {}), RENEW_MS)
  const now = (): Ms => stages.now()
  try {
    const asked = await findLookup(stages.db, lookupId)
    const answer = asked
      ? await lookUpTitle(stages, asked, options).catch((error: Error) => ({ source: null, reason: error.message }))
      : { source: null, reason: "it is gone" }
    await recordLookup(stages.db, claim, answer, now())
  } catch (error) {
    if (!(error instanceof ClaimLost)) throw error
  } finally {
    clearInterval(renewing)
  }
}

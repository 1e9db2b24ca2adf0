import { DomainError, type FilmFacts, type Ms, quote, workKey } from "@vigie/core"
import { backfillWorks } from "../checks/backfill.ts"
import type { SourceFacts } from "../checks/report.ts"
import type { Db, Tx } from "../client.ts"
import { findLookup } from "../locate/lookups.ts"
import { addFilm, type FilmDraft } from "./create.ts"
import { importInto } from "./import.ts"
import { lockCatalogue } from "./lock.ts"
import { type MatchOutcome, matchWorks } from "./match.ts"
import type { RematchedWork } from "./rematch.ts"
import { recordWorks } from "./works.ts"

export interface TakeContext {
  readonly now: Ms
  readonly sources: ReadonlyMap<string, SourceFacts>
}

export interface TakenFilm {
  readonly id: string
  readonly slug: string
  readonly created: boolean
}

/**
 * Brings the film a person chose into the catalogue: the one it certainly is, else a new one, however little is known of
 * it. Idempotent. Works that waited for it are backfilled, quietly (W24). Throws DomainError("invalid") without a title.
 */
export async function takeFilm(db: Db, source: string, facts: FilmFacts, context: TakeContext): Promise<TakenFilm> {
  const { rematched, ...film } = await db.begin(async (tx) => {
    await lockCatalogue(tx)
    return takeInto(tx, source, facts, context.now)
  })
  await backfillWorks(db, rematched, context)
  return film
}

/**
 * The same for one candidate of a look-up, by its place among them. Throws DomainError("not_found") for a look-up or a
 * candidate that is not there (any more).
 */
export async function takeCandidate(db: Db, lookupId: string, index: number, context: TakeContext): Promise<TakenFilm> {
  const lookup = await findLookup(db, lookupId)
  const candidate = lookup?.candidates[index]
  if (!lookup?.source || !candidate)
    throw new DomainError(
      "not_found",
      `look-up ${quote(lookupId)}, film ${index + 1}: not there any more: look it up again`,
    )
  return takeFilm(db, lookup.source, candidate.film, context)
}

async function takeInto(
  tx: Tx,
  source: string,
  facts: FilmFacts,
  now: Ms,
): Promise<TakenFilm & { readonly rematched: readonly RematchedWork[] }> {
  const key = workKey(source, facts)
  const brought = await importInto(tx, source, [facts], { createsFilms: true, now })
  const outcome = (await matchWorks(tx, source, [facts])).get(key)
  if (outcome?.outcome === "matched") {
    const [film] = await tx.sql<{ id: string; slug: string }>("select id, slug from films where id = $1", [
      outcome.filmId,
    ])
    if (!film) throw new Error(`film ${outcome.filmId}: matched, and gone`)
    return { ...film, created: brought.created > 0, rematched: brought.rematched }
  }
  const title = facts.title ?? facts.originalTitle
  if (title === null) throw new DomainError("invalid", "film: a title is needed")
  const draft: FilmDraft = { ...facts, title }
  const { rematched, ...film } = await addFilm(tx, draft, { createdBy: source, now })
  // A person said which film it is: the next time the same work is named, it is this one.
  const pinned: MatchOutcome = { outcome: "matched", filmId: film.id, by: "pin", alias: null }
  await recordWorks(tx, source, null, [{ ref: facts, facts }], new Map([[key, pinned]]), now)
  return { ...film, created: true, rematched }
}

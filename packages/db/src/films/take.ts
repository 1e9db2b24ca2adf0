import { DomainError, type FilmFacts, type Ms, normaliseId, quote, workKey } from "@vigie/core"
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
  // A person said which film it is: the next time the same work is named, it is this one.
  const pin = (filmId: string) => {
    const pinned: MatchOutcome = { outcome: "matched", filmId, by: "pin", alias: null }
    return recordWorks(tx, source, null, [{ ref: facts, facts }], new Map([[key, pinned]]), now)
  }
  const known = outcome?.outcome === "matched" ? outcome.filmId : await findByOwnId(tx, source, facts)
  if (known !== null) {
    if (outcome?.outcome !== "matched") await pin(known)
    const [film] = await tx.sql<{ id: string; slug: string }>("select id, slug from films where id = $1", [known])
    if (!film) throw new Error(`film ${known}: matched, and gone`)
    return { ...film, created: brought.created > 0, rematched: brought.rematched }
  }
  const title = facts.title ?? facts.originalTitle
  if (title === null) throw new DomainError("invalid", "film: a title is needed")
  const draft: FilmDraft = { ...facts, title }
  const { rematched, ...film } = await addFilm(tx, draft, { createdBy: source, now })
  await pin(film.id)
  return { ...film, created: true, rematched }
}

/** The film that has the source's own id: chosen again it is no other one, whatever else the source says of it by now. */
async function findByOwnId(tx: Tx, source: string, { ids }: FilmFacts): Promise<string | null> {
  const own = ids[source]
  if (own === undefined) return null
  const [film] = await tx.sql<{ id: string }>(
    `select coalesce(f.merged_into_id, f.id) as id from film_ids i join films f on f.id = i.film_id
     where i.scheme = $1 and i.value = $2 and not f.demo`,
    [source, normaliseId(source, own)],
  )
  return film?.id ?? null
}

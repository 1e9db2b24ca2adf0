import { DomainError, type FilmIds, foldTitle, type Ms, quote, workKey } from "@vigie/core"
import { type Db, type Tx, toDate } from "../client.ts"
import { matchWorks } from "../films/match.ts"
import { addOutbox } from "../outbox.ts"
import { type Claim, endClaim, lockClaim } from "./claim.ts"
import type { StoredCandidate } from "./read.ts"

/** The same words within this time are the same look-up (ms). */
const FRESH_MS = 600_000
const LONGEST = 200

/** A title somebody looks up, as it was asked. */
export interface LookupQuery {
  readonly query: string
  readonly year: number | null
  /** By which a film is looked up in place of its title, where an address named it; `query` is then what to call it. */
  readonly ids?: FilmIds
}

/** A film that a look-up found; `film` is its slug where the catalogue has it already. */
export interface FoundFilm extends StoredCandidate {
  readonly slug: string | null
}

export interface LookupView extends LookupQuery {
  readonly id: string
  readonly state: "waiting" | "done" | "failed"
  /** Who answered. */
  readonly source: string | null
  readonly candidates: readonly FoundFilm[]
  readonly reason: string | null
}

interface StoredLookup extends Omit<LookupView, "candidates" | "ids"> {
  readonly ids: FilmIds
  readonly candidates: readonly StoredCandidate[]
}

/**
 * Asks for a title to be looked up, and returns the look-up's id; a running worker does it. The same words within ten
 * minutes are one look-up, unless it failed. Throws DomainError("invalid") for no words, or too many.
 */
export async function askLookup(db: Db, asked: LookupQuery & { readonly now: Ms }): Promise<string> {
  const { query, year, ids = {}, now } = asked
  const words = query.replace(/\s+/g, " ").trim()
  if (foldTitle(words) === "" || words.length > LONGEST)
    throw new DomainError("invalid", `title ${quote(query)}: expected 1 to ${LONGEST} characters of a title`)
  return db.begin(async (tx) => {
    await tx.sql("select pg_advisory_xact_lock(hashtextextended('vigie:lookup:' || lower($1), 0))", [words])
    const known = await tx.sql<{ id: string }>(
      `select id from lookups where lower(query) = lower($1) and year is not distinct from $2 and ids = $4::jsonb
         and state <> 'failed' and created_at > $3 order by created_at desc limit 1`,
      [words, year, new Date(now - FRESH_MS), JSON.stringify(ids)],
    )
    if (known[0]) return known[0].id
    const made = await tx.sql<{ id: string }>(
      "insert into lookups (query, year, created_at, ids) values ($1, $2, $3, $4::jsonb) returning id",
      [words, year, new Date(now), JSON.stringify(ids)],
    )
    await addOutbox(tx, "lookup", [made[0]!.id])
    return made[0]!.id
  })
}

/** A look-up as a page shows it; null for one that is unknown, or older than a day. */
export async function readLookup(db: Tx, id: string): Promise<LookupView | null> {
  const lookup = await findLookup(db, id)
  if (lookup === null) return null
  return { ...lookup, candidates: await withSlugs(db, lookup.source, lookup.candidates) }
}

export async function findLookup(db: Tx, id: string): Promise<StoredLookup | null> {
  const rows = await db.sql<StoredLookup & Record<string, unknown>>(
    `select id, query, year, ids, state, source, coalesce(candidates, '[]'::jsonb) as candidates, reason
     from lookups where id::text = $1`,
    [id],
  )
  return rows[0] ?? null
}

/** Which of the candidates the catalogue has already: those that match one film for certain. */
export async function withSlugs(
  db: Tx,
  source: string | null,
  candidates: readonly StoredCandidate[],
): Promise<readonly FoundFilm[]> {
  if (source === null || candidates.length === 0) return []
  const outcomes = await matchWorks(
    db,
    source,
    candidates.map((candidate) => candidate.film),
  )
  const idOf = (candidate: StoredCandidate) => {
    const outcome = outcomes.get(workKey(source, candidate.film))
    return outcome?.outcome === "matched" ? outcome.filmId : null
  }
  const rows = await db.sql<{ id: string; slug: string }>("select id, slug from films where id = any($1::uuid[])", [
    candidates.map(idOf).filter((id) => id !== null),
  ])
  const slugs = new Map(rows.map((row) => [row.id, row.slug]))
  return candidates.map((candidate) => ({ ...candidate, slug: slugs.get(idOf(candidate) ?? "") ?? null }))
}

/** Keeps what a look-up came to and ends its work, in one transaction. Throws ClaimLost. */
export async function recordLookup(
  db: Db,
  claim: Claim,
  answer:
    | { readonly source: string; readonly candidates: readonly StoredCandidate[] }
    | { readonly reason: string; readonly source: string | null },
  now: Ms,
): Promise<void> {
  await db.begin(async (tx) => {
    await lockClaim(tx, claim)
    const failed = "reason" in answer
    await tx.sql(
      "update lookups set state = $2, source = $3, candidates = $4::jsonb, reason = $5, done_at = $6 where id = $1",
      [
        claim.ref,
        failed ? "failed" : "done",
        answer.source,
        failed ? null : JSON.stringify(answer.candidates),
        failed ? answer.reason.slice(0, 500) : null,
        toDate(now),
      ],
    )
    await endClaim(tx, claim)
  })
}

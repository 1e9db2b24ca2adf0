import { type CreditLine, type FilmRef, type MatchResult, matchFilm, workKey } from "@vigie/core"
import type { Tx } from "../client.ts"
import { findCandidates, type KeyedRef } from "./candidates.ts"

/** `ignored`: a person said that this work is none of the catalogue's. */
export type MatchOutcome = MatchResult | { readonly outcome: "ignored" }

/** A film as a source names it; its credit lines tell works apart that lost their title. */
export type WorkRef = FilmRef & { readonly credits?: readonly CreditLine[] }

/**
 * Which film each work is, by its key within the source (`workKey`). Three statements for all of them; a person's
 * answers (pins, ignored works) come before anything a document says.
 */
export async function matchWorks(db: Tx, source: string, refs: readonly WorkRef[]): Promise<Map<string, MatchOutcome>> {
  return matchKeyed(
    db,
    source,
    refs.map((ref) => ({ key: workKey(source, ref), ref })),
  )
}

/** The same for works whose key is known. */
export async function matchKeyed(
  db: Tx,
  source: string,
  works: readonly KeyedRef[],
): Promise<Map<string, MatchOutcome>> {
  const distinct = [...new Map(works.map((work) => [work.key, work])).values()]
  if (distinct.length === 0) return new Map()
  const answers = await readAnswers(
    db,
    source,
    distinct.map((work) => work.key),
  )
  const open = distinct.filter((work) => !answers.has(work.key))
  const candidates = await findCandidates(db, open)
  return new Map(
    distinct.map(({ key, ref }) => [key, answers.get(key) ?? matchFilm(ref, candidates.get(key) ?? [])] as const),
  )
}

async function readAnswers(db: Tx, source: string, keys: readonly string[]): Promise<Map<string, MatchOutcome>> {
  const rows = await db.sql<{ key: string; film_id: string | null }>(
    `select w.key, coalesce(f.merged_into_id, w.film_id) as film_id from works w left join films f on f.id = w.film_id
     where w.source = $1 and w.key = any($2) and (w.state = 'ignored' or (w.state = 'matched' and w.matched_by = 'pin'))`,
    [source, keys],
  )
  return new Map(rows.map((row) => [row.key, answerOf(row.film_id)]))
}

function answerOf(filmId: string | null): MatchOutcome {
  return filmId === null ? { outcome: "ignored" } : { outcome: "matched", filmId, by: "pin", alias: null }
}

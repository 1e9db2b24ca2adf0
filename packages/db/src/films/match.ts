import { type CreditLine, type FilmRef, type MatchResult, matchFilm, type Pins, workKey } from "@vigie/core"
import type { Tx } from "../client.ts"
import { findCandidates, type KeyedRef, loadCandidates } from "./candidates.ts"
import { findMisspelt } from "./misspelt.ts"

/** `ignored`: a person said that this work is none of the catalogue's. */
export type MatchOutcome = MatchResult | { readonly outcome: "ignored" }

/** A film as a source names it; its credit lines tell works apart that lost their title. */
export type WorkRef = FilmRef & { readonly credits?: readonly CreditLine[] }

/**
 * Which film each work is, by its key within the source (`workKey`). Three statements for each 5,000 of them; a
 * person's answers (pins, refused films, ignored works) come before anything a document says. `demo`: the works are invented; they and
 * real films are never taken for each other.
 */
export async function matchWorks(
  db: Tx,
  source: string,
  refs: readonly WorkRef[],
  demo = false,
): Promise<Map<string, MatchOutcome>> {
  return matchKeyed(
    db,
    source,
    refs.map((ref) => ({ key: workKey(source, ref), ref })),
    demo,
  )
}

/** Works compared at once: their candidates are in memory together. */
const BATCH = 5_000

/** The same for works whose key is known. */
export async function matchKeyed(
  db: Tx,
  source: string,
  works: readonly KeyedRef[],
  demo = false,
): Promise<Map<string, MatchOutcome>> {
  const distinct = [...new Map(works.map((work) => [work.key, work])).values()]
  const outcomes = new Map<string, MatchOutcome>()
  for (let at = 0; at < distinct.length; at += BATCH)
    for (const [key, outcome] of await matchBatch(db, source, distinct.slice(at, at + BATCH), demo))
      outcomes.set(key, outcome)
  const lost = distinct.filter((work) => outcomes.get(work.key)?.outcome === "none" && work.ref.title !== null)
  for (const [key, outcome] of await matchMisspelt(db, source, lost, demo)) outcomes.set(key, outcome)
  return outcomes
}

async function matchBatch(
  db: Tx,
  source: string,
  works: readonly KeyedRef[],
  demo: boolean,
): Promise<Map<string, MatchOutcome>> {
  const answers = await readAnswers(db, source, works)
  const open = works.filter((work) => !answers.get(work.key)?.outcome)
  const candidates = await findCandidates(db, open, demo)
  return new Map(
    works.map(({ key, ref }) => {
      const answer = answers.get(key)
      return [key, answer?.outcome ?? matchFilm(ref, candidates.get(key) ?? [], pinsOf(answer))] as const
    }),
  )
}

/** What no title, id or director led anywhere is tried once more by how it is spelt: for review at most. */
async function matchMisspelt(
  db: Tx,
  source: string,
  works: readonly KeyedRef[],
  demo: boolean,
): Promise<Map<string, MatchOutcome>> {
  const found = await findMisspelt(db, works)
  if (found.size === 0) return new Map()
  const near = works.filter((work) => found.has(work.key))
  const answers = await readAnswers(db, source, near)
  const candidates = await loadCandidates(db, found, demo)
  return new Map(
    near.map(({ key, ref }) => [key, matchFilm(ref, candidates.get(key) ?? [], pinsOf(answers.get(key)))] as const),
  )
}

/** What a person said of a work: which film it is, that it is none, or which it is not. */
interface Answer {
  readonly outcome: MatchOutcome | null
  readonly notFilmIds: readonly string[]
}

function pinsOf(answer: Answer | undefined): Pins {
  return answer ? { notFilmIds: answer.notFilmIds } : {}
}

async function readAnswers(db: Tx, source: string, works: readonly KeyedRef[]): Promise<Map<string, Answer>> {
  const rows = await db.sql<{ key: string; film_id: string | null; answered: boolean; not_film_ids: string[] | null }>(
    `select w.key, coalesce(f.merged_into_id, w.film_id) as film_id, w.not_film_ids,
       w.state = 'ignored' or (w.state = 'matched' and w.matched_by = 'pin') as answered
     from works w left join films f on f.id = w.film_id
     where w.source = $1 and w.key = any($2)
       and (w.state = 'ignored' or (w.state = 'matched' and w.matched_by = 'pin') or w.not_film_ids <> '{}')`,
    [source, works.map((work) => work.key)],
  )
  return new Map(
    rows.map((row) => [
      row.key,
      { outcome: row.answered ? outcomeOf(row.film_id) : null, notFilmIds: row.not_film_ids ?? [] },
    ]),
  )
}

function outcomeOf(filmId: string | null): MatchOutcome {
  return filmId === null ? { outcome: "ignored" } : { outcome: "matched", filmId, by: "pin", alias: null }
}

import type { Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { type TakeContext, takeFilm } from "../films/take.ts"
import type { LineCandidate } from "./import-lines.ts"
import { type ImportTo, importWatches } from "./import-watches.ts"

export interface LineChoice {
  readonly lineId: string
  /** Its place among the line's candidates. */
  readonly index: number
}

/** Films that are not in the catalogue yet, brought in by one act: each is a transaction of its own. */
const MOST_TAKEN = 100

interface ChosenRow {
  readonly id: string
  readonly candidate: LineCandidate | null
}

/**
 * Puts the films that were chosen for lines on the list, and closes those lines; one that is not in the catalogue yet is
 * brought in, up to 100 of them. A line that waits for no choice (any more), or has no such candidate, stays as it is.
 * Returns how many were closed.
 */
export async function chooseLines(
  db: Db,
  to: ImportTo,
  choices: readonly LineChoice[],
  context: TakeContext,
): Promise<number> {
  const rows = await db.sql<ChosenRow & Record<string, unknown>>(
    `select l.id, l.candidates -> x.index as candidate from unnest($2::uuid[], $3::int[]) as x(id, index)
     join import_lines l on l.id = x.id where l.import_id = $1 and l.state = 'choose' order by l.line`,
    [to.importId, choices.map(({ lineId }) => lineId), choices.map(({ index }) => index)],
  )
  return close(db, to, rows, context)
}

/** The same with the first suggestion of every line that has one. */
export async function chooseFirsts(db: Db, to: ImportTo, context: TakeContext): Promise<number> {
  const rows = await db.sql<ChosenRow & Record<string, unknown>>(
    "select id, candidates -> 0 as candidate from import_lines where import_id = $1 and state = 'choose' order by line",
    [to.importId],
  )
  return close(db, to, rows, context)
}

async function close(db: Db, to: ImportTo, rows: readonly ChosenRow[], context: TakeContext): Promise<number> {
  const chosen: { lineId: string; filmId: string }[] = []
  let taken = 0
  for (const { id, candidate } of rows) {
    if (candidate === null) continue
    if ("filmId" in candidate) chosen.push({ lineId: id, filmId: candidate.filmId })
    else if (taken < MOST_TAKEN) {
      taken += 1
      chosen.push({ lineId: id, filmId: (await takeFilm(db, candidate.source, candidate.film, context)).id })
    }
  }
  return db.begin((tx) => putOnList(tx, to, chosen, context.now))
}

async function putOnList(
  tx: Tx,
  to: ImportTo,
  chosen: readonly { readonly lineId: string; readonly filmId: string }[],
  now: Ms,
): Promise<number> {
  await tx.sql("select id from lists where id = $1 for update", [to.listId])
  const closed = await tx.sql<{ film_id: string }>(
    `update import_lines l set state = 'added', film_id = coalesce(f.merged_into_id, f.id), candidates = null, reason = null
     from unnest($2::uuid[], $3::uuid[]) as x(id, film_id) join films f on f.id = x.film_id
     where l.id = x.id and l.import_id = $1 and l.state = 'choose' returning l.film_id`,
    [to.importId, chosen.map(({ lineId }) => lineId), chosen.map(({ filmId }) => filmId)],
  )
  await importWatches(
    tx,
    to,
    closed.map((line) => line.film_id),
    { from: 0, now },
  )
  return closed.length
}

/** Leaves lines out, now and when a later list has them; returns how many. */
export async function dismissLines(db: Tx, { importId }: ImportTo, lineIds: readonly string[]): Promise<number> {
  const rows = await db.sql(
    `update import_lines set state = 'dismissed' where import_id = $1 and id = any($2::uuid[])
       and state in ('choose', 'looking', 'unknown') returning id`,
    [importId, lineIds],
  )
  return rows.length
}

/** Takes that back: what had suggestions is chosen from again, the rest is unknown. */
export async function recallLines(db: Tx, { importId }: ImportTo, lineIds: readonly string[]): Promise<number> {
  const rows = await db.sql(
    `update import_lines set state = case when candidates is null then 'unknown' else 'choose' end
     where import_id = $1 and id = any($2::uuid[]) and state = 'dismissed' returning id`,
    [importId, lineIds],
  )
  return rows.length
}

import { DomainError, type Ms, quote } from "@vigie/core"
import { answerIn } from "../alerts/answer.ts"
import { tellFilm } from "../alerts/make.ts"
import { combineFilms } from "../checks/combine.ts"
import { leadsAsked, moveFilms } from "../checks/tide.ts"
import type { Db, Tx } from "../client.ts"
import { armWatched } from "../locate/arm.ts"
import { mergeMarks } from "../watchlist/marks.ts"
import { lockCatalogue } from "./lock.ts"
import { mergeFacts } from "./merge-facts.ts"
import { mergeSayings, mergeTargets, mergeWatches, mergeWorks } from "./merge-links.ts"
import { type RematchedWork, rematchWorks } from "./rematch.ts"

export interface FilmMerge {
  /** The duplicate, by id or slug: its page leads to the other one's from now on. */
  readonly from: string
  /** The film that stays. */
  readonly into: string
  /** Who says so, for the audit. */
  readonly by: string
  readonly now: Ms
}

export interface MergedFilm {
  readonly id: string
  readonly slug: string
  /** False: it had been done before. */
  readonly merged: boolean
  /** Works that waited between the two: to be reconciled with cause `backfill`. */
  readonly rematched: readonly RematchedWork[]
}

interface FilmRow {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly demo: boolean
  readonly mergedIntoId: string | null
  readonly mergedInto: string | null
}

/**
 * Makes one film of two: windows, evidence, history, targets, works and pins, watches, ids, titles and facts go to the
 * one that stays. What waits to be told is told first, to those it concerns; the merge itself tells nobody anything, and
 * later checks go on as if nothing had happened. Idempotent. Throws DomainError("not_found" or "refused").
 */
export async function mergeFilms(db: Db, { from, into, by, now }: FilmMerge): Promise<MergedFilm> {
  return db.begin(async (tx) => {
    await lockCatalogue(tx)
    const [gone, kept] = await readPair(tx, from, into)
    if (gone.mergedIntoId === kept.id) return { id: kept.id, slug: kept.slug, merged: false, rematched: [] }
    mustBeMergeable(gone, kept)
    await tellWhatWaits(tx, [gone.id, kept.id], now)
    const asked = await leadsAsked(tx, [gone.id, kept.id])
    const leads = { moved: asked.get(gone.id) ?? [], stayed: asked.get(kept.id) ?? [] }
    const moved = await moveStory(tx, gone.id, kept.id)
    let rematched: readonly RematchedWork[] = []
    await combineFilms(tx, [kept.id], { now, moved, leads }, async () => {
      await mergeFacts(tx, gone.id, kept.id, now)
      await mergeWorks(tx, gone.id, kept.id)
      await mergeTargets(tx, gone.id, kept.id)
      await mergeWatches(tx, gone.id, kept.id)
      await mergeMarks(tx, gone.id, kept.id)
      await mergeSayings(tx, gone.id, kept.id)
      await leave(tx, gone, kept, by, now)
      await armWatched(tx, [kept.id])
      rematched = await rematchWorks(tx, now, [kept.id])
    })
    return { id: kept.id, slug: kept.slug, merged: true, rematched }
  })
}

async function readPair(tx: Tx, from: string, into: string): Promise<readonly [FilmRow, FilmRow]> {
  await tx.sql("select id from films where id::text = any($1) or slug = any($1) order by id for no key update", [
    [from, into],
  ])
  const read = async (film: string) => {
    const rows = await tx.sql<FilmRow & Record<string, unknown>>(
      `select f.id, f.slug, f.title, f.demo, f.merged_into_id as "mergedIntoId", m.slug as "mergedInto"
       from films f left join films m on m.id = f.merged_into_id where f.id::text = $1 or f.slug = $1`,
      [film],
    )
    if (!rows[0]) throw new DomainError("not_found", `film ${quote(film)}: no such film`)
    return rows[0]
  }
  return [await read(from), await read(into)]
}

function mustBeMergeable(gone: FilmRow, kept: FilmRow): void {
  const refuse = (why: string) => new DomainError("refused", `film ${quote(gone.slug)}: ${why}`)
  if (gone.id === kept.id) throw refuse("cannot be merged into itself")
  if (gone.mergedInto !== null) throw refuse(`is merged into ${quote(gone.mergedInto)} already`)
  if (kept.mergedInto !== null)
    throw refuse(`${quote(kept.slug)} is itself merged into ${quote(kept.mergedInto)}: merge into that one`)
  if (gone.demo !== kept.demo)
    throw refuse(`one of it and ${quote(kept.slug)} is the demonstration's, the other is real`)
}

/** What time and earlier checks owe the watchers of either film, while each is still its own. */
async function tellWhatWaits(tx: Tx, filmIds: readonly string[], now: Ms): Promise<void> {
  await moveFilms(tx, filmIds, now)
  const ordered = [...filmIds].sort()
  for (const id of ordered) await tellFilm(tx, id, now)
  const due = await tx.sql<{ id: string }>(
    "select id from watches where film_id = any($1::uuid[]) and answer = 'due' order by id",
    [ordered],
  )
  for (const watch of due) await answerIn(tx, watch.id, now)
}

/** Returns the windows that came over; until they are combined two of them may share a period. */
async function moveStory(tx: Tx, from: string, into: string): Promise<ReadonlySet<string>> {
  await tx.sql("set constraints windows_one_per_key deferred")
  const windows = await tx.sql<{ id: string }>(
    "update windows set film_id = $2, updated_at = now() where film_id = $1 returning id",
    [from, into],
  )
  for (const table of ["evidence", "changes", "alerts"])
    await tx.sql(`update ${table} set film_id = $2 where film_id = $1`, [from, into])
  return new Set(windows.map((window) => window.id))
}

/** The old page leads to the new one, those that led to the old one too. */
async function leave(tx: Tx, gone: FilmRow, kept: FilmRow, by: string, now: Ms): Promise<void> {
  await tx.sql("update films set merged_into_id = $2, tide_at = null, updated_at = $3 where id = $1", [
    gone.id,
    kept.id,
    new Date(now),
  ])
  await tx.sql("update films set merged_into_id = $2 where merged_into_id = $1", [gone.id, kept.id])
  await tx.sql("update films set tide_at = least(coalesce(tide_at, $2), $2) where id = $1", [kept.id, new Date(now)])
  await tx.sql("insert into audit (at, actor, act, subject, detail) values ($1, $2, 'film merge', $3, $4)", [
    new Date(now),
    by,
    kept.slug,
    JSON.stringify({ from: { id: gone.id, slug: gone.slug, title: gone.title }, into: { id: kept.id } }),
  ])
}

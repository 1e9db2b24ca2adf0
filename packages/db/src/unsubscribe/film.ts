import type { Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { onAllUnwatched } from "../locate/on-watch.ts"
import { finishOutbox } from "../outbox.ts"
import { addWatch } from "../watches.ts"
import { dropLooseRules, keepBefore, lockMarks, lockWatches } from "../watchlist/before.ts"
import { putMarks } from "../watchlist/marks.ts"
import { undo } from "../watchlist/undo.ts"
import type { Unsubscription } from "./token.ts"

export type FilmStop = Extract<Unsubscription, { readonly kind: "film" }>

/** A standing rule may tell of any film: of one, it is stopped by what its owner says of the film. */
const STANDING = "exists (select 1 from rules r where r.user_id = $1 and r.scope not in ('default', 'film'))"

export interface FilmStopView extends Record<string, unknown> {
  readonly title: string
  readonly slug: string
  /** Whether anything of it would be told. */
  readonly active: boolean
  /** It is on no list that is its reader's alone: to stop it takes it off none. */
  readonly stays: boolean
}

/** The film and whether its reader hears of it; null when the film is gone. */
export async function viewFilmStop(db: Tx, { userId, filmId }: FilmStop): Promise<FilmStopView | null> {
  const rows = await db.sql<FilmStopView>(
    `select f.title, f.slug, not exists (
         select 1 from marks k where k.user_id = $1 and k.film_id = f.id and k.mark in ('seen', 'dismissed'))
       and (exists (select 1 from watches w join list_members m on m.list_id = w.list_id where w.film_id = f.id and m.user_id = $1)
         or exists (select 1 from alerts a join rules r on r.id = a.rule_id where a.user_id = $1 and a.film_id = f.id)) as active,
       not exists (select 1 from watches w join list_members m on m.list_id = w.list_id where w.film_id = f.id and m.user_id = $1
         and (select count(*) from list_members o where o.list_id = w.list_id) = 1) as stays
     from films a join films f on f.id = coalesce(a.merged_into_id, a.id) where a.id = $2`,
    [userId, filmId],
  )
  return rows[0] ?? null
}

/**
 * Takes the film off the user's own list. Off a list that others share it is not taken, and what a standing rule may tell stays
 * asked for: there it is marked as of no interest to this person. Messages not yet frozen are dropped. Twice changes nothing more.
 */
export async function stopFilm(tx: Tx, { userId, filmId: was }: FilmStop, now: Ms): Promise<void> {
  const filmId = await filmNow(tx, was)
  const watches = await lockWatches(tx, userId, [filmId])
  const alone = await tx.sql<{ id: string }>(
    "select list_id as id from list_members where list_id = any($1::uuid[]) group by list_id having count(*) = 1",
    [watches.map(({ listId }) => listId)],
  )
  const own = watches.filter(({ listId }) => alone.some(({ id }) => id === listId))
  if (own.length > 0) {
    const rows = await tx.sql<{ rule_id: string | null }>(
      "delete from watches where id = any($1::uuid[]) returning rule_id",
      [own.map(({ id }) => id)],
    )
    await dropLooseRules(
      tx,
      rows.flatMap((row) => row.rule_id ?? []),
    )
    await onAllUnwatched(tx, [filmId])
    const before = { filmIds: [filmId], watches: own }
    await keepBefore(tx, { userId, act: "remove", done: "remove", before, count: 1, now })
  }
  await muteFilm(tx, { userId, filmId, now, shared: own.length < watches.length })
  await dropWaitingOf(tx, userId, filmId)
}

async function muteFilm(
  tx: Tx,
  { userId, filmId, now, shared }: { userId: string; filmId: string; now: Ms; shared: boolean },
): Promise<void> {
  const [standing] = await tx.sql<{ one: boolean }>(`select ${STANDING} as one`, [userId])
  const [mark] = await lockMarks(tx, userId, [filmId])
  if ((!shared && standing?.one !== true) || mark?.mark === "seen" || mark?.mark === "dismissed") return
  await putMarks(tx, { userId, filmIds: [filmId], mark: "dismissed", now })
}

async function dropWaitingOf(tx: Tx, userId: string, filmId: string): Promise<void> {
  const rows = await tx.sql<{ id: string }>(
    `update deliveries d set state = 'dropped', reason = 'unsubscribed'
     from channels c where c.id = d.channel_id and c.user_id = $1 and d.state = 'waiting' and d.send_id is null
       and exists (select 1 from delivery_items i where i.delivery_id = d.id)
       and not exists (select 1 from delivery_items i join alerts a on a.id = i.alert_id where i.delivery_id = d.id and a.film_id <> $2)
     returning d.id`,
    [userId, filmId],
  )
  await finishOutbox(
    tx,
    "deliver",
    rows.map(({ id }) => id),
  )
}

/** Follows the film again: as before within a day, else anew by the user's own rule. Twice changes nothing more. */
export async function resumeFilm(db: Db, stop: FilmStop, now: Ms): Promise<void> {
  const { userId } = stop
  const filmId = await filmNow(db, stop.filmId)
  const marks = await db.sql(
    "delete from marks where user_id = $1 and film_id = $2 and mark in ('dismissed', 'seen') returning film_id",
    [userId, filmId],
  )
  const view = await viewFilmStop(db, stop)
  if (view === null || view.active) return
  const [kept] = await db.sql<{ id: string }>(
    `select id from undos where user_id = $1 and act = 'remove' and count = 1 and before->'filmIds'->>0 = $2
     order by created_at desc limit 1`,
    [userId, filmId],
  )
  if (kept !== undefined && (await undo(db, userId, kept.id))) return
  const [list] = await db.sql<{ id: string }>("select list_id as id from list_members where user_id = $1 limit 1", [
    userId,
  ])
  // What was only marked was told by a standing rule: the mark was all that stopped it.
  if (list === undefined || marks.length > 0) return
  await addWatch(db, { listId: list.id, userId, filmId, now })
}

async function filmNow(tx: Tx, filmId: string): Promise<string> {
  const rows = await tx.sql<{ id: string }>("select coalesce(merged_into_id, id) as id from films where id = $1", [
    filmId,
  ])
  return rows[0]?.id ?? filmId
}

import { DomainError, type Ms, quote } from "@vigie/core"
import { tellFilm } from "../alerts/make.ts"
import { combineFilms } from "../checks/combine.ts"
import { leadsAsked, moveFilms } from "../checks/tide.ts"
import type { Db, Tx } from "../client.ts"
import { lockCatalogue } from "../films/lock.ts"

export interface ProviderMerge {
  /** The one that is no more, by id or slug: its names and ids mean the other from now on. */
  readonly from: string
  readonly into: string
  /** Who says so, for the audit. */
  readonly by: string
  readonly now: Ms
}

interface ProviderRow {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly demo: boolean
  readonly successorId: string | null
  readonly successor: string | null
}

/** Films whose windows move in one step. */
const BATCH = 200

/**
 * Makes one provider of two: its windows and their history are the other's, those that tell one story twice become one,
 * channels and resold services hang on it, and later sightings under the old name are its own. Tells nobody anything.
 * Idempotent. Throws DomainError("not_found" or "refused").
 */
export async function mergeProviders(
  db: Db,
  { from, into, by, now }: ProviderMerge,
): Promise<{ readonly slug: string; readonly merged: boolean; readonly films: number }> {
  return db.begin(async (tx) => {
    await lockCatalogue(tx)
    const [gone, kept] = await readPair(tx, from, into)
    if (gone.successorId === kept.id) return { slug: kept.slug, merged: false, films: 0 }
    mustBeMergeable(gone, kept)
    await inherit(tx, gone.id, kept.id)
    const films = await tx.sql<{ id: string }>(
      "select distinct film_id as id from windows where provider_id = any($1::uuid[]) order by id",
      [[gone.id, kept.id]],
    )
    const ids = films.map((film) => film.id)
    for (let at = 0; at < ids.length; at += BATCH) await moveBatch(tx, gone.id, kept.id, ids.slice(at, at + BATCH), now)
    await tx.sql("insert into audit (at, actor, act, subject, detail) values ($1, $2, 'provider merge', $3, $4)", [
      new Date(now),
      by,
      kept.slug,
      JSON.stringify({ from: { id: gone.id, slug: gone.slug, name: gone.name }, into: { id: kept.id } }),
    ])
    return { slug: kept.slug, merged: true, films: ids.length }
  })
}

/** Both, locked: no check stores anything under either name meanwhile. */
async function readPair(tx: Tx, from: string, into: string): Promise<readonly [ProviderRow, ProviderRow]> {
  await tx.sql("select id from providers where id::text = any($1) or slug = any($1) order by id for update", [
    [from, into],
  ])
  const read = async (provider: string) => {
    const rows = await tx.sql<ProviderRow & Record<string, unknown>>(
      `select p.id, p.slug, p.name, p.demo, p.successor_id as "successorId", s.slug as successor
       from providers p left join providers s on s.id = p.successor_id where p.id::text = $1 or p.slug = $1`,
      [provider],
    )
    if (!rows[0]) throw new DomainError("not_found", `provider ${quote(provider)}: no such provider`)
    return rows[0]
  }
  return [await read(from), await read(into)]
}

function mustBeMergeable(gone: ProviderRow, kept: ProviderRow): void {
  const refuse = (why: string) => new DomainError("refused", `provider ${quote(gone.slug)}: ${why}`)
  if (gone.id === kept.id) throw refuse("cannot be merged into itself")
  if (gone.successor !== null) throw refuse(`is merged into ${quote(gone.successor)} already`)
  if (kept.successor !== null)
    throw refuse(`${quote(kept.slug)} is itself merged into ${quote(kept.successor)}: merge into that one`)
  if (gone.demo !== kept.demo)
    throw refuse(`one of it and ${quote(kept.slug)} is the demonstration's, the other is real`)
}

/** What the rules know of the old one counts where the new one says nothing; all that named the old one names the new. */
async function inherit(tx: Tx, from: string, into: string): Promise<void> {
  await tx.sql(
    `update providers k set catch_up = k.catch_up or g.catch_up, defaults = g.defaults || k.defaults,
       homepage = coalesce(k.homepage, g.homepage), access = coalesce(k.access, g.access),
       parent_id = coalesce(k.parent_id, nullif(g.parent_id, k.id)), host_id = coalesce(k.host_id, nullif(g.host_id, k.id))
     from providers g where k.id = $2 and g.id = $1`,
    [from, into],
  )
  await tx.sql("update providers set successor_id = $2, parent_id = nullif(parent_id, $2) where id = $1", [from, into])
  for (const column of ["parent_id", "host_id"])
    await tx.sql(`update providers set ${column} = nullif($2::uuid, id) where ${column} = $1`, [from, into])
  await tx.sql("update providers set successor_id = $2 where successor_id = $1", [from, into])
  await tx.sql(
    `with gone as (delete from user_services where provider_id = $1 returning user_id)
     insert into user_services (user_id, provider_id) select user_id, $2 from gone on conflict do nothing`,
    [from, into],
  )
  await tx.sql(
    `update rules set body = replace(body::text, $1::text, $2::text)::jsonb,
       ref = case when scope = 'provider' and ref = $1::text then $2::text else ref end
     where body::text like '%' || $1::text || '%' or (scope = 'provider' and ref = $1::text)`,
    [from, into],
  )
}

async function moveBatch(tx: Tx, from: string, into: string, filmIds: readonly string[], now: Ms): Promise<void> {
  await tellWhatWaits(tx, filmIds, now)
  const asked = [...(await leadsAsked(tx, filmIds)).values()].flat()
  await tx.sql("set constraints windows_one_per_key deferred")
  const windows = await tx.sql<{ id: string }>(
    "update windows set provider_id = $2, updated_at = now() where provider_id = $1 and film_id = any($3::uuid[]) returning id",
    [from, into, filmIds],
  )
  await tx.sql("update changes set provider_id = $2 where provider_id = $1 and film_id = any($3::uuid[])", [
    from,
    into,
    filmIds,
  ])
  await refill(tx, into, filmIds)
  const moved = new Set(windows.map((window) => window.id))
  await combineFilms(tx, filmIds, { now, moved, leads: { moved: asked, stayed: asked } })
}

/** W1, W2: what the next check fills in for this provider is filled in now, so that its rows find their windows. */
async function refill(tx: Tx, provider: string, filmIds: readonly string[]): Promise<void> {
  const values = [provider, filmIds]
  await tx.sql(
    `update windows w set monetization = p.defaults->>w.kind from providers p
     where w.provider_id = $1 and p.id = $1 and w.film_id = any($2::uuid[]) and w.monetization = 'unknown' and p.defaults ? w.kind`,
    values,
  )
  await tx.sql(
    `update evidence e set memory = e.memory - 'loose' from windows w join providers p on p.id = w.provider_id
     where w.id = e.window_id and w.provider_id = $1 and w.film_id = any($2::uuid[]) and e.memory ? 'loose'
       and w.monetization = p.defaults->>w.kind`,
    values,
  )
  await tx.sql(
    `update windows w set kind = 'replay' from providers p where w.provider_id = $1 and p.id = $1 and p.catch_up
       and w.film_id = any($2::uuid[]) and w.kind = 'vod' and w.monetization in ('free', 'ads')`,
    values,
  )
}

/** What is due and what waits to be told of these films, while their windows are still their own. */
async function tellWhatWaits(tx: Tx, filmIds: readonly string[], now: Ms): Promise<void> {
  const due = await tx.sql<{ id: string }>(
    "select id from films where id = any($1::uuid[]) and tide_at <= $2 order by id",
    [filmIds, new Date(now)],
  )
  await moveFilms(
    tx,
    due.map((film) => film.id),
    now,
  )
  const waiting = await tx.sql<{ id: string }>(
    `select distinct c.film_id as id from outbox o join changes c on c.id = o.ref
     where o.kind = 'alert' and o.state in ('waiting', 'relayed') and c.film_id = any($1::uuid[]) order by id`,
    [filmIds],
  )
  for (const film of waiting) await tellFilm(tx, film.id, now)
}

import { randomUUID } from "node:crypto"
import type { Ms } from "@vigie/core"
import type { Db } from "../client.ts"
import { addFilm } from "../testing/world.ts"

/* Windows and changes straight in the tables, for tests that count them. */

/** Leaves no change, window or tally behind. */
export async function forget(db: Db): Promise<void> {
  await db.sql("delete from settings where name in ('tallies', 'stays')")
  await db.sql("truncate changes, windows, evidence, terms, outbox, tallies, tally_moves, stays, watches cascade")
}

export async function addProvider(db: Db, { demo = false } = {}): Promise<string> {
  const name = `Provider ${randomUUID().slice(0, 8)}`
  const [row] = await db.sql<{ id: string }>(
    "insert into providers (slug, name, demo) values (lower(replace($1, ' ', '-')), $1, $2) returning id",
    [name, demo],
  )
  return row!.id
}

interface WindowPart {
  readonly provider: string
  readonly film?: string
  readonly territory?: string
  readonly kind?: string
  readonly monetization?: string
  /** ISO; a stated start unless `observed`. */
  readonly from?: string
  readonly to?: string | null
  readonly observed?: boolean
  readonly status?: string
}

/** An open window unless it has an end. */
export async function window(db: Db, part: WindowPart): Promise<string> {
  const {
    territory = "FR",
    kind = "vod",
    monetization = "subscription",
    from = "2026-01-01T00:00:00Z",
    to = null,
  } = part
  const film = part.film ?? (await addFilm(db, "Sans nom"))
  const id = randomUUID()
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
       end_at, end_precision, end_basis, period, opened_at, closed_at, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'day', 'stated', $10, 'day', 'stated', tstzrange($9, $10), $9, $10, 0)`,
    [
      id,
      film,
      part.provider,
      territory,
      kind,
      monetization,
      part.status ?? (to === null ? "open" : "closed"),
      part.observed ? null : from,
      from,
      to,
    ],
  )
  return id
}

interface ChangePart {
  readonly cause?: string
  readonly source?: string | null
  readonly reason?: string
  readonly corrects?: string
}

/** A change of this window; returns its id. `at`: epoch ms or ISO. */
export async function change(
  db: Db,
  windowId: string,
  kind: string,
  at: Ms | string,
  part: ChangePart = {},
): Promise<string> {
  const id = randomUUID()
  await db.sql(
    `with next as (update windows set version = version + 1 where id = $2 returning *)
     insert into changes (id, at, kind, window_id, version, film_id, provider_id, territory, before, after, cause, quiet, source, corrects_id)
     select $1, $4, $3, id, version, film_id, provider_id, territory, '{}', $5, $6, false, $7, $8 from next`,
    [
      id,
      windowId,
      kind,
      new Date(at),
      JSON.stringify(part.reason ? { reason: part.reason } : {}),
      part.cause ?? "live",
      part.source === undefined ? "page" : part.source,
      part.corrects ?? null,
    ],
  )
  return id
}

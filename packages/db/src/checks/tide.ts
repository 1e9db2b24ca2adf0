import { type Ms, tide, zoneOf } from "@vigie/core"
import { v7 as uuidv7 } from "uuid"
import type { Db, Tx } from "../client.ts"
import { providerFacts } from "../providers/providers.ts"
import { STANDING_KEYS } from "../rules/keys.ts"
import { lockFilms } from "./film-state.ts"
import { openLedger } from "./ledger.ts"
import { storeOutcome } from "./store.ts"

/** Films moved in one transaction. */
const BATCH = 200

/**
 * What time alone does to the films whose moment has come (announced → open → closing → closed), in batches of one
 * transaction each; returns the number of changes made. `now` is the moment that counts.
 */
export async function runTide(db: Db, now: Ms): Promise<number> {
  let changes = 0
  for (;;) {
    const done = await db.begin((tx) => moveBatch(tx, now))
    changes += done.changes
    if (done.films < BATCH) return changes
  }
}

async function moveBatch(tx: Tx, now: Ms): Promise<{ films: number; changes: number }> {
  const due = await tx.sql<{ id: string }>(
    "select id from films where tide_at <= $1 order by id limit $2 for no key update skip locked",
    [new Date(now), BATCH],
  )
  if (due.length === 0) return { films: 0, changes: 0 }
  const changes = await moveFilms(
    tx,
    due.map((film) => film.id),
    now,
  )
  return { films: due.length, changes }
}

/** What time alone does to these films, due or not; returns the number of changes made. Locks them in id order. */
export async function moveFilms(tx: Tx, filmIds: readonly string[], now: Ms): Promise<number> {
  const ledger = openLedger(await lockFilms(tx, filmIds, now))
  const leads = await leadsAsked(tx, filmIds)
  const providerIds = new Set(
    [...ledger.states.values()].flatMap((state) => [...state.windows.values()].map((window) => window.providerId)),
  )
  const providers = await providerFacts(tx, [...providerIds])
  const nextAt: { id: string; at: string | null }[] = []
  for (const state of ledger.states.values()) {
    const result = tide({
      now,
      filmId: state.filmId,
      durationMinutes: state.durationMinutes,
      windows: [...state.windows.values()],
      evidence: [...state.evidence.values()],
      providers,
      leads: leads.get(state.filmId) ?? [],
      zoneOf,
      newId: () => uuidv7(),
    })
    ledger.add(state, result)
    nextAt.push({ id: state.filmId, at: result.nextAt === null ? null : new Date(result.nextAt).toISOString() })
  }
  const outcome = ledger.outcome()
  await storeOutcome(tx, outcome, now)
  await tx.sql(
    "update films f set tide_at = x.at from jsonb_to_recordset($1::jsonb) as x(id uuid, at timestamptz) where f.id = x.id",
    [JSON.stringify(nextAt)],
  )
  return outcome.changes.length
}

/** The leads at which the films' watchers ask to be told, by a watch's rule, their own default one or a standing one, ms before the end (W22). */
export async function leadsAsked(tx: Tx, filmIds: readonly string[]): Promise<Map<string, Ms[]>> {
  const rows = await tx.sql<{ film_id: string; leads: Ms[] }>(
    `select x.film_id, array_agg(distinct lead.value::bigint::float8) as leads
     from (
       select w.film_id, r.body from watches w join rules r on r.id = w.rule_id where w.film_id = any($1::uuid[])
       union all
       select w.film_id, r.body from watches w join list_members m on m.list_id = w.list_id
         join rules r on r.user_id = m.user_id and r.scope = 'default'
       where w.film_id = any($1::uuid[]) and w.rule_id is null
       union all
       select key.film_id, r.body from (${STANDING_KEYS}) as key join rules r on r.scope = key.scope and r.ref = key.ref
     ) x cross join lateral jsonb_array_elements_text(coalesce(x.body->'closingLeadsMs', '[]'::jsonb)) as lead(value)
     group by x.film_id`,
    [filmIds],
  )
  return new Map(rows.map((row) => [row.film_id, row.leads]))
}

import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

/** One film's page at one source, for one territory. */
export interface NewLocatedTarget {
  readonly reference: string
  readonly territory: string
  readonly everyMs: Ms
  /** `host:port` of the address that will be asked. */
  readonly host: string
}

/** Adds a film's targets, due at once; those there are already stay as they are. Returns the ids of those made. */
export async function addLocatedTargets(
  tx: Tx,
  filmId: string,
  source: string,
  targets: readonly NewLocatedTarget[],
): Promise<readonly string[]> {
  if (targets.length === 0) return []
  const hosts = [...new Set(targets.map((target) => target.host))].sort()
  await tx.sql("insert into hosts (host) select unnest($1::text[]) on conflict do nothing", [hosts])
  const first = await isUnread(tx, filmId)
  const made = await tx.sql<{ id: string }>(
    `insert into targets (source, reference, territory, scope, film_id, every_ms, host)
     select $1, reference, territory, 'film', $2, every_ms, host
     from jsonb_to_recordset($3::jsonb) as x(reference text, territory text, every_ms bigint, host text)
     order by reference, territory on conflict (source, reference, territory) do nothing returning id`,
    [source, filmId, JSON.stringify(targets.map(({ everyMs, ...target }) => ({ ...target, every_ms: everyMs })))],
  )
  if (first && made.length > 0) await awaitAnswers(tx, filmId)
  return made.map((target) => target.id)
}

/** Whether nothing has yet said anything about a film. */
async function isUnread(tx: Tx, filmId: string): Promise<boolean> {
  const rows = await tx.sql<{ read: boolean }>(
    `select exists (select 1 from targets t where t.film_id = $1 and t.scope = 'film' and t.first_good_at is not null)
       or exists (select 1 from evidence e join targets t on t.id = e.target_id where e.film_id = $1 and t.scope = 'feed') as read`,
    [filmId],
  )
  return !rows[0]?.read
}

/**
 * What its first check finds is a baseline and rings nothing (W24): a watch that was told of nothing gets its first answer then;
 * one that a list brought has its import's summary instead (I8).
 */
async function awaitAnswers(tx: Tx, filmId: string): Promise<void> {
  await tx.sql(
    `update watches w set answer = 'waiting' where w.film_id = $1 and w.answer = 'done' and w.import_id is null
       and not exists (select 1 from alerts a where a.watch_id = w.id and a.kind = 'first_answer')`,
    [filmId],
  )
}

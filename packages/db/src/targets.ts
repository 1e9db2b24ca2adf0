import { DomainError, type Ms } from "@vigie/core"
import { type Db, type Tx, toDate } from "./client.ts"

export interface NewTarget {
  readonly source: string
  readonly reference: string
  readonly territory: string
  readonly scope: "film" | "feed" | "article"
  readonly filmId: string | null
  readonly everyMs: Ms
  readonly zone: string | null
  readonly publishedAt: Ms | null
  /** `host:port` of the address that will be asked: the key of the pace. */
  readonly host: string
}

export interface TargetRow {
  readonly id: string
  readonly source: string
  readonly reference: string
  readonly territory: string
  readonly scope: string
  readonly film: string | null
  readonly everyMs: Ms
  readonly dueAt: Ms
  readonly state: string
  readonly lastOutcome: string | null
  readonly lastReason: string | null
  readonly lastGoodAt: Ms | null
}

/** Adds a target, due at once; one that exists already is returned as it is, paused ones start again. */
export function addTarget(db: Db, target: NewTarget): Promise<{ id: string; created: boolean }> {
  return db.begin((tx) => insertTarget(tx, target))
}

/** The same within a transaction. */
export async function insertTarget(tx: Tx, target: NewTarget): Promise<{ id: string; created: boolean }> {
  await tx.sql("insert into hosts (host) values ($1) on conflict do nothing", [target.host])
  const made = await tx.sql<{ id: string; created: boolean }>(
    `insert into targets (source, reference, territory, scope, film_id, every_ms, zone, published_at, host)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (source, reference, territory) do update set state = 'active',
       film_id = coalesce(targets.film_id, excluded.film_id), published_at = coalesce(excluded.published_at, targets.published_at)
     returning id, (xmax = 0) as created`,
    [
      target.source,
      target.reference,
      target.territory,
      target.scope,
      target.filmId,
      target.everyMs,
      target.zone,
      toDate(target.publishedAt),
      target.host,
    ],
  )
  return made[0]!
}

export interface TargetPatch {
  readonly everyMs?: Ms
  readonly state?: "active" | "paused" | "retired"
  readonly filmId?: string
  readonly zone?: string
  readonly publishedAt?: Ms
}

/** Changes a target's schedule or state; throws DomainError("not_found") for an unknown id. */
export async function setTarget(db: Tx, id: string, patch: TargetPatch): Promise<void> {
  const rows = await db.sql(
    `update targets set every_ms = coalesce($2, every_ms), state = coalesce($3, state), film_id = coalesce($4, film_id),
       zone = coalesce($5, zone), published_at = coalesce($6, published_at),
       due_at = case when $2::bigint is null then due_at else least(due_at, now() + make_interval(secs => $2::bigint / 1000.0)) end
     where id = $1 returning id`,
    [
      id,
      patch.everyMs ?? null,
      patch.state ?? null,
      patch.filmId ?? null,
      patch.zone ?? null,
      toDate(patch.publishedAt ?? null),
    ],
  )
  if (rows.length === 0) throw new DomainError("not_found", `target ${id}: no such target`)
}

/** Gives a target another address, due at once; its evidence and history stay. */
export async function moveTarget(
  db: Db,
  id: string,
  to: { readonly reference: string; readonly host: string },
): Promise<void> {
  await db.begin(async (tx) => {
    await tx.sql("insert into hosts (host) values ($1) on conflict do nothing", [to.host])
    await tx.sql("update targets set reference = $2, host = $3, state = 'active', due_at = now() where id = $1", [
      id,
      to.reference,
      to.host,
    ])
  })
}

export async function listTargets(db: Db): Promise<readonly TargetRow[]> {
  return db.sql<TargetRow & Record<string, unknown>>(
    `select t.id, t.source, t.reference, t.territory, t.scope, f.slug as film, t.every_ms as "everyMs", t.due_at as "dueAt",
       t.state, t.last_outcome as "lastOutcome", t.last_reason as "lastReason", t.last_good_at as "lastGoodAt"
     from targets t left join films f on f.id = t.film_id order by t.created_at, t.id`,
  )
}

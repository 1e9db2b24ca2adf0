import type { Ms } from "@vigie/core"
import type { Tx } from "../../client.ts"
import { TARGET_COLUMNS, type TargetLine } from "./targets.ts"

export interface TargetSheet extends TargetLine {
  readonly zone: string | null
  readonly publishedAt: Ms | null
  readonly createdAt: Ms
  readonly firstGoodAt: Ms | null
  readonly lastCheckAt: Ms | null
  /** While somebody asks it. */
  readonly leaseUntil: Ms | null
  /** `host:port`, and when it may be asked next. */
  readonly host: string
  readonly hostNextAt: Ms | null
  /** Evidence that holds now. */
  readonly holding: number
  readonly checks: readonly CheckLine[]
  readonly answers: readonly AnswerLine[]
}

export interface CheckLine {
  readonly at: Ms
  readonly outcome: "unchanged" | "changed" | "failed" | "held"
  readonly reason: string | null
  readonly status: number | null
  readonly ms: number | null
  readonly sightings: number | null
  readonly rejected: number | null
  readonly changes: number
}

export interface AnswerLine {
  readonly kind: "good" | "failed"
  readonly at: Ms
  readonly status: number | null
  readonly hash: string | null
  /** Compressed. */
  readonly bytes: number
}

/** The latest checks that are shown. */
const CHECKS = 20

/** All that is known of one target; null: there is none of this id. */
export async function readTarget(db: Tx, id: string): Promise<TargetSheet | null> {
  const [row] = await db.sql<Omit<TargetSheet, "checks" | "answers"> & Record<string, unknown>>(
    `select ${TARGET_COLUMNS}, t.zone, t.published_at as "publishedAt", t.created_at as "createdAt",
       t.first_good_at as "firstGoodAt", t.last_check_at as "lastCheckAt",
       case when t.lease_until > now() then t.lease_until end as "leaseUntil", t.host, h.next_at as "hostNextAt",
       (select count(*) from evidence e where e.target_id = t.id and e.status = 'holding') as holding
     from targets t left join films f on f.id = t.film_id left join hosts h on h.host = t.host where t.id = $1`,
    [id],
  )
  if (!row) return null
  const checks = await db.sql<CheckLine & Record<string, unknown>>(
    "select at, outcome, reason, status, ms, sightings, rejected, changes from checks where target_id = $1 order by at desc limit $2",
    [id, CHECKS],
  )
  const answers = await db.sql<AnswerLine & Record<string, unknown>>(
    "select kind, at, status, hash, octet_length(body) as bytes from answers where target_id = $1 order by kind desc",
    [id],
  )
  return { ...row, checks, answers }
}

/** The document of a target's last good or last failed check, as `packAnswer` packed it; null: none was kept. */
export async function readAnswer(
  db: Tx,
  id: string,
  kind: AnswerLine["kind"],
): Promise<{ readonly source: string; readonly at: Ms; readonly body: Uint8Array } | null> {
  const rows = await db.sql<{ source: string; at: Ms; body: Buffer }>(
    "select t.source, a.at, a.body from answers a join targets t on t.id = a.target_id where a.target_id = $1 and a.kind = $2",
    [id, kind],
  )
  return rows[0] ?? null
}

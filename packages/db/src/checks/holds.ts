import { DomainError, type Ms, massHold } from "@vigie/core"
import type { Db, Tx } from "../client.ts"

/** Where a source stands with I10 when a batch begins. */
export interface HoldState {
  /** An operator released it within the day: what goes now was looked at. */
  readonly released: boolean
  readonly closed24h: number
  readonly openNow: number
}

/** True while a hold of the source is open: its withdrawals stand still. */
export async function isHeld(tx: Tx, source: string): Promise<boolean> {
  const rows = await tx.sql("select 1 as one from holds where source = $1 and state = 'open'", [source])
  return rows.length > 0
}

/** Counts a source's open windows and those withdrawn within 24 h of `now`: only worth it when something closes. */
export async function readHold(tx: Tx, source: string, now: Ms): Promise<HoldState> {
  const rows = await tx.sql<HoldState & Record<string, unknown>>(
    `select exists (select 1 from holds where source = $1 and state = 'released' and decided_at > $2::timestamptz - interval '24 hours') as released,
       (select count(*) from changes where source = $1 and kind = 'closed' and after->>'endBasis' = 'observed'
          and at > $2::timestamptz - interval '24 hours' and at <= $2) as "closed24h",
       (select count(distinct e.window_id) from evidence e join windows w on w.id = e.window_id
          where e.source = $1 and e.status = 'holding' and w.status = 'open') as "openNow"`,
    [source, new Date(now)],
  )
  return rows[0]!
}

/** True when these further closures would be a mass change that nobody has looked at. */
export function mustHold(state: HoldState, closing: number): boolean {
  if (state.released) return false
  const closedByWithdrawal24h = state.closed24h + closing
  return massHold({ closedByWithdrawal24h, openBefore: state.openNow + state.closed24h })
}

export async function openHold(tx: Tx, source: string, state: HoldState, closing: number): Promise<void> {
  await tx.sql(
    `insert into holds (source, reason, closing, open_count)
     values ($1, $2, $3, $4) on conflict (source) where state = 'open' do nothing`,
    [source, `${closing} of ${state.openNow} open windows withdrawn at once`, closing, state.openNow],
  )
}

/**
 * An operator's answer to a source's hold: `released` lets the withdrawals through at the next checks, `discarded`
 * forgets the absences counted so far. Throws DomainError("not_found") when nothing is held.
 */
export async function decideHold(
  db: Db,
  source: string,
  state: "released" | "discarded",
  actor: string,
): Promise<void> {
  await db.begin(async (tx) => {
    const rows = await tx.sql<{ id: string }>(
      "update holds set state = $2, decided_at = now(), decided_by = $3 where source = $1 and state = 'open' returning id",
      [source, state, actor],
    )
    if (rows.length === 0) throw new DomainError("not_found", `source ${source}: nothing is held`)
    if (state === "discarded") {
      await tx.sql(
        `update evidence set absent_since = null, absent_count = null, absent_counted = null
         where source = $1 and (status = 'holding' or memory ? 'lapsed')`,
        [source],
      )
    }
    await tx.sql("update targets set due_at = now(), settled = false where source = $1 and state = 'active'", [source])
    await tx.sql("insert into audit (actor, act, subject) values ($1, $2, $3)", [actor, `hold ${state}`, source])
  })
}

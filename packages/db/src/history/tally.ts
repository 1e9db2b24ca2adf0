import { TERRITORIES, zoneOf } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { TALLY } from "./tally-sql.ts"

/** Changes counted in one transaction. */
const BATCH = 20_000

const ZONES = [TERRITORIES, TERRITORIES.map(zoneOf)]

/**
 * Adds up the changes that came since the last time into `tallies`, by the day, week and month of their territory's own
 * clock, each exactly once: what is counted and how far goes into one transaction, and whoever comes second waits. Stops
 * after about `most` changes; returns how many were counted.
 */
export async function tallyChanges(db: Db, most = 100_000, batch = BATCH): Promise<number> {
  for (let counted = 0; ; ) {
    const changes = await db.begin((tx) => tallyBatch(tx, batch))
    counted += changes
    if (changes < batch || counted >= most) return counted
  }
}

async function tallyBatch(tx: Tx, batch: number): Promise<number> {
  await tx.sql(`insert into settings (name, value) values ('tallies', '{"cursor":0}') on conflict do nothing`)
  const [state] = await tx.sql<{ cursor: number }>(
    "select (value->>'cursor')::bigint as cursor from settings where name = 'tallies' for update",
  )
  const [done] = await tx.sql<{ cursor: number | null; changes: number; moves: number }>(TALLY, [
    state!.cursor,
    batch,
    ...ZONES,
  ])
  const { cursor, changes, moves } = done!
  if (moves > 0) await tx.sql("delete from tallies where count = 0 and undone = 0")
  if (cursor !== null)
    await tx.sql("update settings set value = jsonb_build_object('cursor', $1::bigint) where name = 'tallies'", [
      cursor,
    ])
  return changes
}

/** Counts everything anew, for an operator who doubts the tallies; they are short while it lasts. */
export async function rebuildTallies(db: Db): Promise<number> {
  await db.begin(async (tx) => {
    await tx.sql("select 1 from settings where name = 'tallies' for update")
    await tx.sql("delete from tallies")
    await tx.sql("delete from tally_moves")
    await tx.sql(`update settings set value = '{"cursor":0}' where name = 'tallies'`)
  })
  return tallyChanges(db, Number.POSITIVE_INFINITY)
}

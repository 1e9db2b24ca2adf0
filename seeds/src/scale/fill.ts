import { DomainError } from "@vigie/core"
import { computeStays, type Db, ensureUser, tallyChanges } from "@vigie/db"
import { addFilms } from "./films.ts"
import { addChanges } from "./history.ts"
import type { ScalePlan } from "./plan.ts"
import { addProviders, addWindows } from "./windows.ts"

/** Changes counted in one transaction: there is nobody who would wait for its end. */
const TALLIED = 1_000_000

/** How many rows an invented installation has. */
export interface Scale {
  readonly films: number
  readonly windows: number
  readonly open: number
  readonly changes: number
}

/**
 * Fills an empty, migrated database with an invented catalogue and its history, for measuring; `say` hears of each part.
 * Throws DomainError("invalid") where there are films already: measurements are no place for somebody's data.
 */
export async function fillScale(db: Db, plan: ScalePlan, say: (part: string) => void = () => {}): Promise<Scale> {
  const [there] = await db.sql<{ films: boolean }>("select exists (select 1 from films) as films")
  if (there?.films) throw new DomainError("invalid", "this database has films: expected an empty one")
  await addFilms(db, plan)
  say("films")
  await addProviders(db)
  await addWindows(db, plan)
  say("windows")
  await addChanges(db, plan)
  say("changes")
  await addList(db, plan)
  await tallyChanges(db, Number.POSITIVE_INFINITY, TALLIED)
  await computeStays(db, plan.now)
  say("tallies")
  await db.sql("vacuum (analyze)")
  const rows = await db.sql<Scale & Record<string, number>>(
    `select (select count(*) from films) as films, (select count(*) from windows) as windows,
       (select count(*) from windows where status = 'open') as open, (select count(*) from changes) as changes`,
  )
  return rows[0]!
}

/** The list of the one user of an installation without accounts. */
async function addList(db: Db, plan: ScalePlan): Promise<void> {
  const user = await ensureUser(db, { email: "scale@mail.example", territories: ["FR"] })
  await db.sql(
    `insert into watches (list_id, film_id, cursor) select $1, id, coalesce((select max(cursor) from changes), 0) from films
     where created_by = 'scale' order by hashtext(slug) limit $2`,
    [user.listId, plan.watches],
  )
}

import type { Tx } from "../client.ts"
import type { IssueAsked, IssueSection } from "./issue.ts"
import { horizonOf } from "./rhythm.ts"
import { ANNOUNCED_AS_NEWS, asked, FOR_READER, OPENED_AS_NEWS, OWN, pickFilms, readLines, WALKED } from "./windows.ts"

const SHOT = `w.film_id in (select l.film_id from film_places l join places p on p.id = l.place_id where p.department = $5 and p.department <> '')`

/** What opened on the reader's own services in the period and is still there, newest first. */
export async function onServices(db: Tx, issue: IssueAsked): Promise<readonly IssueSection[]> {
  if (issue.services.length === 0) return []
  return section(
    db,
    "opened",
    `select o.* from unnest($5::uuid[]) as mine(id) cross join lateral (
       select w.id, w.film_id, w.opened_at as at from windows w
       where w.provider_id = mine.id and w.territory = any($2) and w.status = 'open' and w.kind <> 'broadcast'
         and ${OPENED_AS_NEWS} and ${FOR_READER} order by w.opened_at desc limit ${WALKED / 4}) o`,
    [...asked(issue), issue.services],
    "at desc",
  )
}

/** What can be seen now for nothing more and ends before the issue after the next, soonest first. */
export function leavingSoon(db: Tx, issue: IssueAsked): Promise<readonly IssueSection[]> {
  const { userId, territories, services, cadence, now } = issue
  return section(
    db,
    "leaving",
    `select w.id, w.film_id, w.end_at as at from windows w
     where w.status = 'open' and w.kind <> 'broadcast' and w.territory = any($2) and w.end_at > $3 and w.end_at <= $4
       and ${OWN} and ${FOR_READER} order by w.end_at limit ${WALKED}`,
    [userId, territories, new Date(now), new Date(now + horizonOf(cadence)), services],
    "at",
  )
}

/** What was shot in a department: opened in the period, and announced in it for later. */
export async function shotIn(db: Tx, issue: IssueAsked): Promise<readonly IssueSection[]> {
  const values = [...asked(issue), issue.ref]
  const opened = await section(
    db,
    "opened",
    `select w.id, w.film_id, w.opened_at as at from windows w where ${SHOT} and w.territory = any($2) and w.status = 'open'
       and w.kind <> 'broadcast' and ${OPENED_AS_NEWS} and ${FOR_READER} order by w.opened_at desc limit ${WALKED}`,
    values,
    "at desc",
  )
  const announced = await section(
    db,
    "announced",
    `select w.id, w.film_id, w.start_at as at from windows w where ${SHOT} and w.territory = any($2) and w.status = 'announced'
       and ${ANNOUNCED_AS_NEWS} and w.start_at > $6 and ${FOR_READER} order by w.start_at limit ${WALKED}`,
    [...values, new Date(issue.now)],
    "at",
  )
  return [...opened, ...announced]
}

async function section(
  db: Tx,
  name: "opened" | "announced" | "leaving",
  walk: string,
  values: readonly unknown[],
  order: "at" | "at desc",
): Promise<readonly IssueSection[]> {
  const { ids, more } = await pickFilms(db, walk, values, order)
  return ids.length === 0 ? [] : [{ name, lines: await readLines(db, ids), more }]
}

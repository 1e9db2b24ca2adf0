import type { Tx } from "../client.ts"
import { watchlist } from "../queries/watchlist.ts"
import { type ChangedLine, type IssueAsked, type IssueSection, MOST_LINES } from "./issue.ts"
import { asked, readLines, unmarked } from "./windows.ts"

interface Changed extends Record<string, unknown> {
  readonly id: string
  readonly change: ChangedLine["change"]
  readonly films: number
}

/** What is true of a window as long as what was told of it is. */
const HOLDS = `case c.kind when 'announced' then w.status = 'announced' when 'closed' then w.status = 'closed'
  when 'moved' then w.status in ('open', 'announced') else w.status = 'open' end`

/**
 * What changed on the reader's films in the period and still holds, of each window that it opened or else the latest, and then how all of them
 * stand; nothing where nothing changed. A broadcast is told when it is announced only.
 */
export async function onOwnList(db: Tx, issue: IssueAsked): Promise<readonly IssueSection[]> {
  const rows = await db.sql<Changed>(
    `with since as (
       select coalesce((select cursor from changes where at >= $3::timestamptz - interval '1 hour' order by at, cursor limit 1), 0) - 1000 as cursor
     ), mine as materialized (
       select distinct x.film_id from watches x join list_members m on m.list_id = x.list_id
       where m.user_id = $1 and ${unmarked("x.film_id")}
     ), told as materialized (
       select distinct on (w.id) w.id, c.kind as change, c.cursor from mine
         cross join lateral (select * from changes where film_id = mine.film_id and cursor > (select cursor from since)) c
         join windows w on w.id = c.window_id
       where c.at >= $3 and c.at < $4 and c.territory = any($2) and c.cause = 'live' and not c.quiet
         and c.kind not in ('closing', 'corrected') and ${HOLDS} and (w.kind <> 'broadcast' or c.kind in ('announced', 'moved'))
         and not exists (select 1 from changes x where x.corrects_id = c.id)
       order by w.id, c.kind = 'opened' desc, c.cursor desc
     ) select id, change, count(*) over () as films from told order by change = 'opened' desc, cursor desc limit ${MOST_LINES}`,
    asked(issue),
  )
  if (rows.length === 0) return []
  const changeOf = new Map(rows.map(({ id, change }) => [id, change]))
  const lines = await readLines(
    db,
    rows.map(({ id }) => id),
  )
  const changed = lines.map((line): ChangedLine => ({ ...line, change: changeOf.get(line.id)! }))
  return [{ name: "changed", lines: changed, more: (rows[0]?.films ?? 0) - rows.length }, await states(db, issue)]
}

/** All of the list at a glance: what can be seen first, by its end. */
async function states(db: Tx, { userId, territories, services, now }: IssueAsked): Promise<IssueSection> {
  const page = await watchlist(db, { userId, territories, services, now, show: "all", sort: "end", limit: MOST_LINES })
  const { mine, elsewhere, announced } = page.counts
  const watches = page.watches.filter(({ state }) => state !== "none")
  const more = mine + elsewhere + announced - watches.length
  return { name: "state", watches, counts: page.counts, territory: territories[0] ?? "FR", more }
}

import type { ChangeFacts, Price } from "@vigie/core"
import type { Tx } from "../client.ts"
import { type DroppedLine, type IssueAsked, type IssueSection, MOST_LINES } from "./issue.ts"
import { asked, FOR_READER, readLines } from "./windows.ts"

/** Price changes of a period that are looked at, the latest first. */
const WALKED = 2_000

interface Repriced extends Record<string, unknown> {
  readonly id: string
  readonly filmId: string
  readonly before: ChangeFacts
  readonly after: ChangeFacts
  readonly listed: boolean
}

interface Drop {
  readonly id: string
  readonly filmId: string
  readonly listed: boolean
  readonly price: Price
  readonly before: Price
}

/** What got cheaper in the period and still is: films of the reader's list first, then by how much of the price is gone. */
export async function priceDrops(db: Tx, issue: IssueAsked): Promise<readonly IssueSection[]> {
  const rows = await db.sql<Repriced>(
    `with walked as materialized (
       select c.id, c.window_id, c.cursor, c.before, c.after from changes c
       where c.kind = 'repriced' and c.territory = any($2) and c.at >= $3 and c.at < $4 and c.cause = 'live' and not c.quiet
       order by c.at desc limit ${WALKED}
     ), latest as (select distinct on (window_id) * from walked order by window_id, cursor desc)
     select w.id, w.film_id as "filmId", l.before, l.after, exists (
         select 1 from watches x join list_members m on m.list_id = x.list_id and m.user_id = $1 where x.film_id = w.film_id) as listed
     from latest l join windows w on w.id = l.window_id
     where w.status = 'open' and not exists (select 1 from changes x where x.corrects_id = l.id) and ${FOR_READER}`,
    asked(issue),
  )
  const drops = onePerFilm(rows.flatMap((row) => dropOf(row) ?? []))
  if (drops.length === 0) return []
  const shown = drops.slice(0, MOST_LINES)
  const lines = await readLines(
    db,
    shown.map(({ id }) => id),
  )
  const priceOf = new Map(shown.map((drop) => [drop.id, drop]))
  const dropped = lines.map((line): DroppedLine => {
    const { price, before } = priceOf.get(line.id)!
    return { ...line, price, before }
  })
  return [{ name: "dropped", lines: dropped, more: drops.length - shown.length }]
}

/** The largest drop of one quality; null where nothing got cheaper. */
function dropOf({ id, filmId, listed, before, after }: Repriced): Drop | null {
  const drops = Object.entries(after.prices ?? {}).flatMap(([quality, price]): Drop[] => {
    const was = before.prices?.[quality]
    if (was === undefined || was.currency !== price.currency || was.amountMinor <= price.amountMinor) return []
    return [{ id, filmId, listed, price, before: was }]
  })
  return drops.toSorted((a, b) => leftOf(a) - leftOf(b))[0] ?? null
}

function onePerFilm(drops: readonly Drop[]): readonly Drop[] {
  const sorted = drops.toSorted(
    (a, b) => Number(b.listed) - Number(a.listed) || leftOf(a) - leftOf(b) || (a.id < b.id ? -1 : 1),
  )
  return [...Map.groupBy(sorted, ({ filmId }) => filmId).values()].map(([first]) => first!)
}

/** What is left of the price, 0 to 1. */
function leftOf({ price, before }: Drop): number {
  return price.amountMinor / before.amountMinor
}

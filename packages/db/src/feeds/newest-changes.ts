import { foldName } from "@vigie/core"
import type { Tx } from "../client.ts"
import { filmsOfPerson } from "../queries/catalogue-sql.ts"
import { openValues, type Values } from "../queries/history-filter.ts"
import { restingOn } from "./allowed.ts"
import { type FeedChange, type FeedFilter, MOST_READ, narrowed, viewFeedChanges } from "./change-view.ts"

/** Whose changes: one film's, one provider's, or those of the films of a list, a place, a department, a person. */
export interface FeedScope {
  readonly of: "film" | "provider" | "list" | "place" | "department" | "person"
  /** An id; of a department its code, of a person the name. */
  readonly ref: string
}

export interface NewestPage {
  /** Newest first. */
  readonly changes: readonly FeedChange[]
  /** Hand it back as `before`; null = there is nothing older. */
  readonly next: number | null
}

export interface NewestAsked {
  readonly before: number | null
  readonly limit: number
}

const LAST = Number.MAX_SAFE_INTEGER
/** Films of a place or a list whose changes are read, at most. */
const MOST_FILMS = 2_000
/** Shares of all cursors in which many films' changes are looked for: most pages need the first alone. */
const STEPS = [1 / 256, 1 / 16, 1] as const

/** A page of what a feed holds, newest first, along indexes: the provider's own, or each film's. */
export async function newestChanges(
  db: Tx,
  scope: FeedScope,
  filter: FeedFilter,
  asked: NewestAsked,
): Promise<NewestPage> {
  const allowed = filter.sources === null ? null : await restingOn(db, filter.sources)
  if (allowed?.length === 0) return { changes: [], next: null }
  const many = scope.of !== "film" && scope.of !== "provider"
  const found = many
    ? await findOfFilms(db, scope, { ...filter, allowed }, asked)
    : await findAlong(db, scope, { ...filter, allowed }, asked)
  const shown = found.cursors.slice(0, asked.limit)
  const next = found.cursors.length > asked.limit ? shown.at(-1)! : found.next
  return { changes: await viewFeedChanges(db, shown), next }
}

interface Allowed extends FeedFilter {
  /** Values of `changes.sources`; null = any. */
  readonly allowed: readonly string[] | null
}

interface Found {
  readonly cursors: readonly number[]
  /** Where reading ended before there was enough; null = everything was read. */
  readonly next: number | null
}

const COLUMNS = "c.cursor, c.window_id, c.film_id, c.territory, c.sources"

async function findAlong(db: Tx, scope: FeedScope, filter: Allowed, asked: NewestAsked): Promise<Found> {
  const values = openValues()
  const [row] = await db.sql<{ seen: number; last: number | null; cursors: readonly number[] | null }>(
    `with near as materialized (${scope.of === "film" ? ofFilm(scope, asked, values) : ofProvider(scope, filter, asked, values)})
     select (select count(*) from near) as seen, (select min(cursor) from near) as last,
       (select jsonb_agg(cursor order by cursor desc) from (select c.cursor from near c where ${narrowed(filter, values)}
          and ${resting(filter, values)} order by c.cursor desc limit ${values.of(asked.limit + 1)}) x) as cursors`,
    values.list,
  )
  const { seen, last, cursors } = row!
  return { cursors: cursors ?? [], next: seen >= MOST_READ ? last : null }
}

function walk({ before }: NewestAsked, values: Values): string {
  return `c.cursor < ${values.of(before ?? LAST)} order by c.cursor desc limit ${values.of(MOST_READ)}`
}

function ofFilm({ ref }: FeedScope, asked: NewestAsked, values: Values): string {
  return `select ${COLUMNS} from changes c where c.film_id = ${values.of(ref)} and ${walk(asked, values)}`
}

/** Within licences by what it rests on, else by territory: each value's own walk along an index. */
function ofProvider({ ref }: FeedScope, filter: Allowed, asked: NewestAsked, values: Values): string {
  const column = filter.allowed === null ? "territory" : "sources"
  const listed = filter.allowed ?? filter.territories ?? []
  if (listed.length === 0) return `select ${COLUMNS} from changes c where false`
  const provider = values.of(ref)
  const walks = listed.map(
    (value) => `(select ${COLUMNS} from changes c
      where c.provider_id = ${provider} and c.${column} = ${values.of(value)} and ${walk(asked, values)})`,
  )
  return `select * from (${walks.join(" union all ")}) x order by cursor desc limit ${values.of(MOST_READ)}`
}

const resting = ({ allowed }: Allowed, values: Values) =>
  allowed === null ? "true" : `c.sources = any(${values.of(allowed)}::text[])`

async function findOfFilms(db: Tx, scope: FeedScope, filter: Allowed, asked: NewestAsked): Promise<Found> {
  const [end] = await db.sql<{ cursor: number }>("select coalesce(max(cursor), 0) + 1 as cursor from changes")
  const before = Math.min(asked.before ?? LAST, end!.cursor)
  let cursors: readonly number[] = []
  for (const step of STEPS) {
    const from = Math.max(0, Math.floor(before - end!.cursor * step))
    cursors = await findSince(db, scope, filter, { from, before, limit: asked.limit + 1 })
    if (cursors.length > asked.limit || from === 0) break
  }
  return { cursors, next: null }
}

async function findSince(
  db: Tx,
  scope: FeedScope,
  filter: Allowed,
  range: { readonly from: number; readonly before: number; readonly limit: number },
): Promise<readonly number[]> {
  const values = openValues()
  const limit = values.of(range.limit)
  const rows = await db.sql<{ cursor: number }>(
    `with ours as materialized (select id as film_id from (${filmsOf(scope, values)}) o(id) limit ${MOST_FILMS})
     select x.cursor from ours cross join lateral (
       select c.cursor from changes c where c.film_id = ours.film_id and c.cursor >= ${values.of(range.from)} and c.cursor < ${values.of(range.before)}
         and ${narrowed(filter, values)} and ${resting(filter, values)} order by c.cursor desc limit ${limit}) x
     order by x.cursor desc limit ${limit}`,
    values.list,
  )
  return rows.map((row) => row.cursor)
}

/** The ids of the films of such a scope. */
function filmsOf({ of, ref }: FeedScope, values: Values): string {
  if (of === "list") return `select film_id from watches where list_id = ${values.of(ref)} order by id desc`
  if (of === "place") return `select distinct film_id from film_places where place_id = ${values.of(ref)}`
  if (of === "person") return filmsOfPerson(values.of(foldName(ref)))
  return `select distinct l.film_id from film_places l join places p on p.id = l.place_id where p.department = ${values.of(ref)}`
}

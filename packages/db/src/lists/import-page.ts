import type { ListForm, Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD } from "../queries/cards.ts"
import type { FilmCard } from "../queries/types.ts"
import type { LineCandidate, LineState } from "./import-lines.ts"
import type { ImportCounts } from "./import-list.ts"

export interface ImportView {
  readonly importId: string
  readonly listId: string
  readonly userId: string
  readonly form: ListForm
  readonly createdAt: Ms
  readonly counts: ImportCounts
  /** How many of its lines are in which state now. */
  readonly lines: Readonly<Record<LineState, number>>
  /** Why the last look-up came to no answer; null: it did, or none was needed. */
  readonly trouble: string | null
}

/** An import of this user's; null when there is none of this id, or it is somebody else's. */
export async function readImport(db: Tx, importId: string, userId: string): Promise<ImportView | null> {
  const rows = await db.sql<Omit<ImportView, "lines"> & { lines: Partial<Record<LineState, number>> | null }>(
    `select i.id as "importId", i.list_id as "listId", i.user_id as "userId", i.format as form, i.created_at as "createdAt", i.counts,
       (select jsonb_object_agg(state, n) from (
         select state, count(*)::int as n from import_lines where import_id = i.id group by state) each) as lines,
       (select error from outbox o where o.kind = 'import' and o.ref = i.id and o.state = 'waiting' and o.run_after > now() + interval '2 seconds') as trouble
     from imports i where i.id::text = $1 and i.user_id = $2`,
    [importId, userId],
  )
  if (!rows[0]) return null
  return { ...rows[0], lines: { choose: 0, looking: 0, unknown: 0, added: 0, dismissed: 0, ...rows[0].lines } }
}

/** What a user brought, the latest first. */
export async function listImports(
  db: Tx,
  userId: string,
  limit: number,
): Promise<readonly Pick<ImportView, "importId" | "form" | "createdAt" | "counts">[]> {
  return db.sql<Pick<ImportView, "importId" | "form" | "createdAt" | "counts"> & Record<string, unknown>>(
    `select id as "importId", format as form, created_at as "createdAt", counts from imports where user_id = $1
     order by created_at desc, id desc limit $2`,
    [userId, limit],
  )
}

/** A line that is still open, was closed by a look-up or a person, or was dismissed. */
export interface ImportLineView {
  readonly id: string
  readonly line: number
  readonly title: string
  readonly year: number | null
  readonly state: LineState
  readonly film: FilmCard | null
  /** By their place; one of the catalogue is a card, another what its source says. Films that are gone are left out. */
  readonly candidates: readonly LineFilm[]
}

export type LineFilm = { readonly index: number } & (
  | { readonly card: FilmCard; readonly found?: never }
  | { readonly found: Exclude<LineCandidate, { readonly filmId: string }>; readonly card?: never }
)

export interface LinesAsked {
  readonly state: LineState
  /** The last line of the page before; 0: from the first. */
  readonly after: number
  readonly limit: number
}

/** Lines of an import in one state, in the list's order. */
export async function readImportLines(
  db: Tx,
  importId: string,
  { state, after, limit }: LinesAsked,
): Promise<readonly ImportLineView[]> {
  const rows = await db.sql<Omit<ImportLineView, "candidates"> & { candidates: readonly LineCandidate[] | null }>(
    `select l.id, l.line, l.title, l.year, l.state, case when f.id is null then null else ${FILM_CARD} end as film, l.candidates
     from import_lines l left join films f on f.id = l.film_id
     where l.import_id = $1 and l.state = $2 and l.line > $3 order by l.line limit $4`,
    [importId, state, after, limit],
  )
  const ids = rows.flatMap((row) => (row.candidates ?? []).flatMap((one) => ("filmId" in one ? [one.filmId] : [])))
  const cards = await readCardsNow(db, [...new Set(ids)])
  return rows.map((row) => ({ ...row, candidates: filmsOf(row.candidates ?? [], cards) }))
}

function filmsOf(candidates: readonly LineCandidate[], cards: ReadonlyMap<string, FilmCard>): readonly LineFilm[] {
  return candidates.flatMap((one, index): readonly LineFilm[] => {
    if (!("filmId" in one)) return [{ index, found: one }]
    const card = cards.get(one.filmId)
    return card ? [{ index, card }] : []
  })
}

/** Films by the id they had: what was merged away is what it is now. */
async function readCardsNow(db: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, FilmCard>> {
  const rows = await db.sql<{ was: string; film: FilmCard }>(
    `select was.id as was, ${FILM_CARD} as film from films was join films f on f.id = coalesce(was.merged_into_id, was.id)
     where was.id = any($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map((row) => [row.was, row.film]))
}

/** The films that an import put on the list and that are still on it, in the list's order; `after`: the last watch of the page before. */
export async function readImported(
  db: Tx,
  importId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly { readonly watchId: string; readonly film: FilmCard }[]> {
  return db.sql<{ watchId: string; film: FilmCard }>(
    `select w.id as "watchId", ${FILM_CARD} as film from watches w join films f on f.id = w.film_id
     where w.import_id = $1 and ($2::uuid is null or w.id > $2) order by w.id limit $3`,
    [importId, after, limit],
  )
}

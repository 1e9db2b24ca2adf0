import { type ListedFilm, type Ms, mayBeNamesake } from "@vigie/core"
import type { Tx } from "../client.ts"
import type { StoredCandidate } from "../locate/read.ts"
import type { ImportTo } from "./import-watches.ts"
import type { Listed } from "./match-list.ts"

/** A film that a line may be: one of the catalogue, or one that a source knows. */
export type LineCandidate = { readonly filmId: string } | ({ readonly source: string } & StoredCandidate)

export const LINE_STATES = ["choose", "looking", "unknown", "added", "dismissed"] as const
export type LineState = (typeof LINE_STATES)[number]

/** A line with what makes it the same later, and what an earlier list or its owner made of it. */
export interface KeyedLine {
  readonly key: string
  readonly listed: ListedFilm
}

/** What becomes of a line: on the list, kept for a person or a look-up, or left out as its owner said before. */
export type LineFate =
  | { readonly fate: "certain"; readonly filmId: string }
  | { readonly fate: "choose"; readonly filmIds: readonly string[] }
  | { readonly fate: "look_up" }
  | { readonly fate: "left" }

interface KnownLine {
  readonly key: string
  readonly state: LineState
  readonly filmId: string | null
}

/**
 * A line whose owner once said that it is none of the films stays out; one they chose a film for is that film again. A title
 * of one word without a year is put to them, since the catalogue may lack the film of that name that they mean.
 */
export function fateOf(listed: ListedFilm, match: Listed, known: KnownLine | undefined): LineFate {
  if (known?.state === "dismissed") return { fate: "left" }
  if (known?.state === "added" && known.filmId !== null) return { fate: "certain", filmId: known.filmId }
  if (match.state === "unknown") return { fate: "look_up" }
  if (match.state === "ambiguous") return { fate: "choose", filmIds: match.filmIds }
  return mayBeNamesake(listed) ? { fate: "choose", filmIds: [match.filmId] } : { fate: "certain", filmId: match.filmId }
}

export async function readKnownLines(
  tx: Tx,
  listId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownLine>> {
  const rows = await tx.sql<KnownLine & Record<string, unknown>>(
    `select key, state, film_id as "filmId" from import_lines where list_id = $1 and key = any($2)`,
    [listId, keys],
  )
  return new Map(rows.map((row) => [row.key, row]))
}

/** What was looked up longer ago than this is looked up again when a later list still has it (ms). */
const BELIEVED_MS: Ms = 86_400_000
const MOST_CANDIDATES = 10

/**
 * Keeps the lines that are not certain. One that an earlier list left open moves to this import; what was being looked up,
 * or was a day ago, stays as it is; one that has become certain is closed.
 */
export async function keepLines(
  tx: Tx,
  { importId, listId }: ImportTo,
  lines: readonly { readonly line: KeyedLine; readonly fate: LineFate }[],
  now: Ms,
): Promise<void> {
  const open = lines.flatMap(({ line, fate }) =>
    fate.fate === "choose" || fate.fate === "look_up" ? [rowOf(line, fate)] : [],
  )
  await tx.sql(
    `insert into import_lines (list_id, import_id, line, key, title, year, ids, state, candidates)
     select $1, $2, line, key, title, year, ids, state, candidates
     from jsonb_to_recordset($3::jsonb) as x(line int, key text, title text, year int, ids jsonb, state text, candidates jsonb)
     order by key
     on conflict (list_id, key) do update set import_id = excluded.import_id, line = excluded.line,
       state = case when excluded.state = 'choose' then 'choose'
         when import_lines.state = 'unknown' and import_lines.asked_at < $4 then 'looking' else import_lines.state end,
       candidates = coalesce(excluded.candidates, import_lines.candidates)
     where import_lines.state not in ('added', 'dismissed')`,
    [listId, importId, JSON.stringify(open), new Date(now - BELIEVED_MS)],
  )
  const closed = lines.flatMap(({ line, fate }) =>
    fate.fate === "certain" ? [{ key: line.key, id: fate.filmId }] : [],
  )
  await tx.sql(
    `update import_lines l set state = 'added', film_id = x.id, candidates = null, reason = null
     from unnest($2::text[], $3::uuid[]) as x(key, id) where l.list_id = $1 and l.key = x.key and l.state not in ('added', 'dismissed')`,
    [listId, closed.map(({ key }) => key), closed.map(({ id }) => id)],
  )
}

function rowOf({ key, listed }: KeyedLine, fate: LineFate & { fate: "choose" | "look_up" }) {
  const { line, title, year, ids } = listed
  const candidates =
    fate.fate === "choose" ? fate.filmIds.slice(0, MOST_CANDIDATES).map((filmId) => ({ filmId })) : null
  return { line, key, title, year, ids, state: candidates === null ? "looking" : "choose", candidates }
}

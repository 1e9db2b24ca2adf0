import { type FilmList, type ListedFilm, lineKey, type Ms, type RejectedRow } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { armOutbox } from "../outbox.ts"
import { fateOf, type KeyedLine, keepLines, readKnownLines } from "./import-lines.ts"
import { type ImportTo, importWatches } from "./import-watches.ts"
import { matchList } from "./match-list.ts"

/** Lines brought in by one transaction: its locks are held for about a second. */
export const IMPORT_BATCH = 2_500
/** Lines that were not read are listed up to this many. */
const MOST_ROWS = 200

/** What of a list was done so far; lines that wait for a person or a look-up are counted as they stand. */
export interface ImportCounts {
  /** Lines that name a film, and how many of them were gone through. */
  readonly total: number
  readonly read: number
  /** Films. */
  readonly added: number
  readonly there: number
  readonly left: number
  /** Lines that another of the same list repeats. */
  readonly twice: number
  readonly rejected: number
  /** The first of them. */
  readonly rows: readonly RejectedRow[]
  /** When the last batch ended: a later one that never ends was cut off. */
  readonly at: Ms
}

export interface ListImport {
  readonly userId: string
  readonly listId: string
  readonly list: FilmList
  readonly now: Ms
}

/** Begins an import: what follows brings its lines in. Returns its id. */
export async function openImport(db: Db, { userId, listId, list, now }: ListImport): Promise<string> {
  const counts: ImportCounts = {
    total: list.films.length,
    read: 0,
    added: 0,
    there: 0,
    left: 0,
    twice: 0,
    rejected: list.rejected.length,
    rows: list.rejected.slice(0, MOST_ROWS),
    at: now,
  }
  const rows = await db.sql<{ id: string }>(
    "insert into imports (list_id, user_id, format, counts, created_at) values ($1, $2, $3, $4::jsonb, $5) returning id",
    [listId, userId, list.form, JSON.stringify(counts), new Date(now)],
  )
  return rows[0]!.id
}

/**
 * Brings the lines of an import in, batch by batch, each in a transaction of its own: certain films onto the list, the rest
 * to be chosen or looked up. What was brought in stays when it is cut off; the same list again adds what is missing, and
 * nothing twice. `onBatch` hears of each; resolves with what it came to.
 */
export async function runImport(
  db: Db,
  importId: string,
  { userId, listId, list, now }: ListImport,
  onBatch: (counts: ImportCounts) => void = () => {},
): Promise<ImportCounts> {
  const to = { importId, listId, userId }
  const lines = keyed(list.films)
  let counts: ImportCounts | null = null
  for (let at = 0; at === 0 || at < lines.length; at += IMPORT_BATCH) {
    const batch = lines.slice(at, at + IMPORT_BATCH)
    const until = lines[at + IMPORT_BATCH]?.place ?? list.films.length
    counts = await importBatch(db, to, batch, { until, now })
    onBatch(counts)
  }
  return counts!
}

/** Begins an import and brings all of it in. */
export async function importList(db: Db, request: ListImport): Promise<ImportCounts & { readonly importId: string }> {
  const importId = await openImport(db, request)
  return { importId, ...(await runImport(db, importId, request)) }
}

interface PlacedLine extends KeyedLine {
  /** How many lines stand before it. */
  readonly place: number
}

/** The first line of each key. */
function keyed(films: readonly ListedFilm[]): readonly PlacedLine[] {
  const seen = new Map<string, PlacedLine>()
  for (const [place, listed] of films.entries()) {
    const key = lineKey(listed)
    if (!seen.has(key)) seen.set(key, { key, listed, place })
  }
  return [...seen.values()]
}

async function importBatch(
  db: Db,
  to: ImportTo,
  lines: readonly KeyedLine[],
  { until, now }: { readonly until: number; readonly now: Ms },
): Promise<ImportCounts> {
  const matched = await matchList(
    db,
    lines.map(({ listed }) => listed),
  )
  return db.begin(async (tx) => {
    // One import of a list at a time: the same file sent twice at once is one.
    await tx.sql("select id from lists where id = $1 for update", [to.listId])
    const known = await readKnownLines(
      tx,
      to.listId,
      lines.map(({ key }) => key),
    )
    const fates = lines.map((line, at) => ({
      line,
      fate: fateOf(line.listed, matched[at]!.match, known.get(line.key)),
    }))
    const certain = fates.flatMap(({ fate }) => (fate.fate === "certain" ? [fate.filmId] : []))
    const before = await readCounts(tx, to.importId)
    const imported = await importWatches(tx, to, certain, { from: before.added, now })
    await keepLines(tx, to, fates, now)
    if (fates.some(({ fate }) => fate.fate === "look_up")) await armOutbox(tx, "import", [to.importId])
    const doubles = certain.length - imported.added.length - imported.there - imported.left
    const counts: ImportCounts = {
      ...before,
      read: until,
      added: before.added + imported.added.length,
      there: before.there + imported.there,
      left: before.left + imported.left + fates.filter(({ fate }) => fate.fate === "left").length,
      twice: before.twice + (until - before.read - lines.length) + doubles,
      at: now,
    }
    await tx.sql("update imports set counts = $2::jsonb where id = $1", [to.importId, JSON.stringify(counts)])
    return counts
  })
}

async function readCounts(tx: Tx, importId: string): Promise<ImportCounts> {
  const rows = await tx.sql<{ counts: ImportCounts }>("select counts from imports where id = $1", [importId])
  return rows[0]!.counts
}

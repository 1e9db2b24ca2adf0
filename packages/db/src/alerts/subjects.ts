import type { Change, EvidenceState, Ms, WindowState } from "@vigie/core"
import type { Tx } from "../client.ts"
import { EVIDENCE_SELECT, type EvidenceRow, toEvidence, toWindow, WINDOW_COLUMNS, type WindowRow } from "../rows.ts"

/** A stored change with the cursor it was drawn under. */
export interface StoredChange extends Change {
  readonly cursor: number
  readonly filmId: string
  /** Scope of the target that made it; null when time alone did. */
  readonly scope: "film" | "feed" | "article" | null
}

/** A window with all its evidence, as it stands now. */
export interface WindowSubject {
  readonly window: WindowState
  readonly evidence: readonly EvidenceState[]
}

const CHANGE_SELECT = `select c.id, c.cursor, c.at, c.kind, c.window_id as "windowId", c.version, c.film_id as "filmId", c.before, c.after,
    c.cause, c.quiet, c.source, c.target_id as "targetId", c.evidence_id::text as "evidenceId", c.corrects_id as "correctsId", t.scope
  from changes c left join targets t on t.id = c.target_id`

export async function readChanges(tx: Tx, ids: readonly string[]): Promise<readonly StoredChange[]> {
  return tx.sql<StoredChange & Record<string, unknown>>(
    `${CHANGE_SELECT} where c.id = any($1::uuid[]) order by c.cursor`,
    [ids],
  )
}

/** A film's windows that ever were, with their evidence. */
export async function readFilmWindows(tx: Tx, filmId: string): Promise<ReadonlyMap<string, WindowSubject>> {
  return subjects(tx, "w.film_id = $1 and w.status <> 'void'", [filmId])
}

/** Windows by id, with their evidence; one that was taken over is the one that stands for it (W9). */
export async function readWindows(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, WindowSubject>> {
  const found = await subjects(tx, "w.id = any($1::uuid[])", [ids])
  const taken = [...found].flatMap(([id, { window }]) => {
    const by = window.memory.absorbedBy
    return by === undefined ? [] : [{ id, by }]
  })
  if (taken.length === 0) return found
  const standing = await readWindows(tx, [...new Set(taken.map((one) => one.by))])
  const instead = taken.flatMap(({ id, by }) => {
    const subject = standing.get(by)
    return subject ? [[id, subject] as const] : []
  })
  return new Map([...found, ...instead])
}

/** The windows of these films that are open at `now`. */
export async function readOpenWindows(
  tx: Tx,
  filmIds: readonly string[],
  now: Ms,
): Promise<ReadonlyMap<string, WindowSubject>> {
  return subjects(tx, "w.film_id = any($1::uuid[]) and w.status = 'open' and (w.end_at is null or w.end_at > $2)", [
    filmIds,
    new Date(now),
  ])
}

/** The windows of these films that are over. */
export async function readClosedWindows(
  tx: Tx,
  filmIds: readonly string[],
): Promise<ReadonlyMap<string, WindowSubject>> {
  return subjects(tx, "w.film_id = any($1::uuid[]) and w.status = 'closed'", [filmIds])
}

async function subjects(
  tx: Tx,
  where: string,
  values: readonly unknown[],
): Promise<ReadonlyMap<string, WindowSubject>> {
  const windows = await tx.sql<WindowRow>(
    `select ${WINDOW_COLUMNS} from windows w where ${where} order by w.id`,
    values,
  )
  const evidence = await tx.sql<EvidenceRow>(`${EVIDENCE_SELECT} where e.window_id = any($1::uuid[]) order by e.id`, [
    windows.map((row) => row.id),
  ])
  const byWindow = Map.groupBy(evidence, (row) => row.window_id)
  return new Map(
    windows.map((row) => [row.id, { window: toWindow(row), evidence: (byWindow.get(row.id) ?? []).map(toEvidence) }]),
  )
}

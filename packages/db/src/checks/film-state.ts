import type { EvidenceState, Ms, WindowState } from "@vigie/core"
import type { Tx } from "../client.ts"
import { EVIDENCE_SELECT, type EvidenceRow, toEvidence, toWindow, WINDOW_COLUMNS, type WindowRow } from "../rows.ts"

/** All that is stored of one film's availability, kept up to date in memory while its snapshots are reconciled. */
export interface FilmState {
  readonly filmId: string
  readonly durationMinutes: number | null
  /** The film it became meanwhile; null = itself. */
  readonly mergedIntoId: string | null
  readonly windows: Map<string, WindowState>
  readonly evidence: Map<string, EvidenceState>
  /** Current terms' version by evidence id. */
  readonly termsVersions: Map<string, number>
}

/**
 * Locks the films in id order and reads all their windows (broadcasts closed over 400 days before `now` aside) with all
 * their evidence. Whoever moves a film's windows holds this lock until it commits.
 */
export async function lockFilms(tx: Tx, filmIds: readonly string[], now: Ms): Promise<Map<string, FilmState>> {
  const films = await tx.sql<{ id: string; duration_minutes: number | null; merged_into_id: string | null }>(
    "select id, duration_minutes, merged_into_id from films where id = any($1::uuid[]) order by id for no key update",
    [filmIds],
  )
  const states = new Map<string, FilmState>(
    films.map((film) => [
      film.id,
      {
        filmId: film.id,
        durationMinutes: film.duration_minutes,
        mergedIntoId: film.merged_into_id,
        windows: new Map(),
        evidence: new Map(),
        termsVersions: new Map(),
      },
    ]),
  )
  const windows = await tx.sql<WindowRow>(
    `select ${WINDOW_COLUMNS} from windows w where w.film_id = any($1::uuid[])
       and not (w.kind = 'broadcast' and w.status = 'closed' and w.closed_at < $2::timestamptz - interval '400 days')
     order by w.id`,
    [filmIds, new Date(now)],
  )
  for (const row of windows) states.get(row.film_id)?.windows.set(row.id, toWindow(row))
  const evidence = await tx.sql<EvidenceRow>(`${EVIDENCE_SELECT} where e.window_id = any($1::uuid[]) order by e.id`, [
    windows.map((row) => row.id),
  ])
  for (const row of evidence) {
    const state = states.get(row.film_id)
    state?.evidence.set(String(row.id), toEvidence(row))
    if (row.terms_version !== null) state?.termsVersions.set(String(row.id), row.terms_version)
  }
  return states
}

/** What one reconcile or tide brought, folded into the state that the next one sees. */
export function applyTo(
  state: FilmState,
  result: { readonly windows: readonly WindowState[]; readonly evidence: readonly EvidenceState[] },
): void {
  for (const window of result.windows) state.windows.set(window.id, window)
  for (const evidence of result.evidence) state.evidence.set(evidence.id, evidence)
}

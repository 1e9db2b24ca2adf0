import { fromIso } from "@vigie/core"
import type { Tx } from "../client.ts"
import { PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { ChangeView, MarkedChange, ProofView } from "./types.ts"

/** As stored: the proof's instant is still text. */
type Row = Omit<ChangeView, "proof"> & {
  readonly proof: (Omit<ProofView, "readAt"> & { readonly readAt: string }) | null
}

export interface ChangesAsked {
  /** Null: those of every territory. */
  readonly territories: readonly string[] | null
  /** Only what came before this cursor; null = from the latest. */
  readonly before: number | null
  readonly limit: number
}

export const CHANGE_COLUMNS = `c.id, c.cursor, c.at, c.kind, c.window_id as "windowId", ${PROVIDER_CARD} as provider, c.territory,
  w.kind as "windowKind", w.monetization, c.before, c.after, c.cause, c.quiet, c.source, c.proof`

/** A film's history, newest first. */
export async function readChanges(
  db: Tx,
  filmId: string,
  { territories, before, limit }: ChangesAsked = { territories: null, before: null, limit: 500 },
): Promise<readonly ChangeView[]> {
  const rows = await db.sql<Row & Record<string, unknown>>(
    `select ${CHANGE_COLUMNS} from changes c join windows w on w.id = c.window_id ${PROVIDER_JOINS}
     where c.film_id = $1 and ($3::text[] is null or c.territory = any($3)) and ($4::bigint is null or c.cursor < $4)
     order by c.cursor desc limit $2`,
    [filmId, limit, territories, before],
  )
  return rows.map(viewChange)
}

export interface ChangesPage {
  readonly changes: readonly ChangeView[]
  /** Hand it back as `before`; null = this is the oldest page. */
  readonly next: number | null
}

/** One page of a film's history, newest first. */
export async function filmChanges(db: Tx, filmId: string, asked: ChangesAsked): Promise<ChangesPage> {
  const rows = await readChanges(db, filmId, { ...asked, limit: asked.limit + 1 })
  const changes = rows.slice(0, asked.limit)
  return { changes, next: rows.length > asked.limit ? (changes.at(-1)?.cursor ?? null) : null }
}

/** What happened to these windows while they stood, newest first: begin and end are theirs already. */
export async function readMarks(db: Tx, windowIds: readonly string[], limit: number): Promise<readonly MarkedChange[]> {
  return db.sql<MarkedChange & Record<string, unknown>>(
    `select id, at, kind, window_id as "windowId" from changes
     where window_id = any($1::uuid[]) and kind in ('moved', 'repriced', 'improved', 'reduced', 'corrected')
     order by cursor desc limit $2`,
    [windowIds, limit],
  )
}

export function viewChange(row: Row): ChangeView {
  return { ...row, proof: viewProof(row.proof) }
}

function viewProof(proof: Row["proof"]): ProofView | null {
  return proof && { source: proof.source, url: proof.url, readAt: fromIso(proof.readAt), text: proof.text }
}

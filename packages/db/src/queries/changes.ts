import { fromIso } from "@vigie/core"
import type { Tx } from "../client.ts"
import { PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { ChangeView, ProofView } from "./types.ts"

/** As stored: the proof's instant is still text. */
type Row = Omit<ChangeView, "proof"> & {
  readonly proof: (Omit<ProofView, "readAt"> & { readonly readAt: string }) | null
}

/** A film's history, newest first. */
export async function readChanges(db: Tx, filmId: string, limit = 500): Promise<readonly ChangeView[]> {
  const rows = await db.sql<Row & Record<string, unknown>>(
    `select c.id, c.cursor, c.at, c.kind, c.window_id as "windowId", ${PROVIDER_CARD} as provider, c.territory,
       w.kind as "windowKind", w.monetization, c.before, c.after, c.cause, c.quiet, c.source, c.proof
     from changes c join windows w on w.id = c.window_id ${PROVIDER_JOINS}
     where c.film_id = $1 order by c.cursor desc limit $2`,
    [filmId, limit],
  )
  return rows.map((row) => ({ ...row, proof: viewProof(row.proof) }))
}

function viewProof(proof: Row["proof"]): ProofView | null {
  return proof && { source: proof.source, url: proof.url, readAt: fromIso(proof.readAt), text: proof.text }
}

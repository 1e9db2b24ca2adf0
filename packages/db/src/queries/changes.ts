import type { Cause, ChangeFacts, ChangeKind, KeyMonetization, Kind, Ms } from "@vigie/core"
import { fromIso } from "@vigie/core"
import type { Tx } from "../client.ts"
import { PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { ChangeView, ProofView, ProviderCard } from "./types.ts"

interface Row {
  readonly id: string
  readonly cursor: number
  readonly at: Ms
  readonly kind: ChangeKind
  readonly windowId: string
  readonly provider: ProviderCard
  readonly territory: string
  readonly windowKind: Kind
  readonly monetization: KeyMonetization
  readonly before: ChangeFacts
  readonly after: ChangeFacts
  readonly cause: Cause
  readonly quiet: boolean
  readonly source: string | null
  readonly proof: {
    readonly source: string
    readonly url: string | null
    readonly readAt: string
    readonly text: string
  } | null
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

import type { Tx } from "../client.ts"

/** One act of an operator: who, what, on what. Written in the transaction that does it. */
export interface Act {
  /** A user's id, or the word for whoever is at this machine. */
  readonly by: string
  readonly act: string
  readonly subject: string
  readonly detail?: Readonly<Record<string, unknown>>
}

export async function writeAudit(tx: Tx, acts: readonly Act[]): Promise<void> {
  if (acts.length === 0) return
  await tx.sql(
    `insert into audit (actor, act, subject, detail)
     select by, act, subject, detail from jsonb_to_recordset($1::jsonb) as x(by text, act text, subject text, detail jsonb)`,
    [JSON.stringify(acts)],
  )
}

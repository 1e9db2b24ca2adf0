import type { Tx } from "../client.ts"
import { LOCKS } from "../locks.ts"

/** One writer of the catalogue at a time, until its transaction ends: no film, person or slug is made twice. */
export async function lockCatalogue(tx: Tx): Promise<void> {
  await tx.sql("select pg_advisory_xact_lock($1)", [LOCKS.catalogue])
}

import { suppressionHash } from "../account/suppressions.ts"
import type { Tx } from "../client.ts"
import { ensureSecret } from "../settings.ts"

/** Why somebody's mails were refused for good. */
export type Barred = "bounced" | "complained"

/**
 * Those of these addresses that must not be written to, as they were given, with the reason. An erased account's address is not
 * among them: nobody writes to it but who gives it anew.
 */
export async function suppressedAmong(tx: Tx, addresses: readonly string[]): Promise<ReadonlyMap<string, Barred>> {
  if (addresses.length === 0) return new Map()
  const secret = await ensureSecret(tx)
  const byHash = Map.groupBy(addresses, (address) => suppressionHash(secret, address))
  const rows = await tx.sql<{ hash: string; reason: Barred }>(
    "select hash, reason from suppressions where hash = any($1::text[]) and reason in ('bounced', 'complained')",
    [[...byHash.keys()]],
  )
  return new Map(
    rows.flatMap(({ hash, reason }) => (byHash.get(hash) ?? []).map((address) => [address, reason] as const)),
  )
}

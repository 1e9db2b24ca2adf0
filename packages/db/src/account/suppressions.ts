import { createHmac } from "node:crypto"
import type { Tx } from "../client.ts"
import { ensureSecret } from "../settings.ts"

/** Writes to this address end here; the address itself is not kept, only what recognises it. A refusal says more than an erasure. */
export async function suppress(tx: Tx, address: string, reason: "erased" | "bounced" | "complained"): Promise<void> {
  await tx.sql(
    `insert into suppressions (hash, reason) values ($1, $2)
     on conflict (hash) do update set reason = excluded.reason where suppressions.reason = 'erased'`,
    [suppressionHash(await ensureSecret(tx), address), reason],
  )
}

/** Somebody gave this address anew and may be written to again. */
export async function liftErasure(tx: Tx, address: string): Promise<void> {
  await tx.sql("delete from suppressions where hash = $1 and reason = 'erased'", [
    suppressionHash(await ensureSecret(tx), address),
  ])
}

/** An operator lets this address be written to again after what its mail box refused. */
export async function liftRefusal(tx: Tx, address: string): Promise<void> {
  await tx.sql("delete from suppressions where hash = $1 and reason in ('bounced', 'complained')", [
    suppressionHash(await ensureSecret(tx), address),
  ])
}

/** Why this address must not be written to; null when it may be. */
export async function suppressionOf(tx: Tx, address: string): Promise<string | null> {
  const rows = await tx.sql<{ reason: string }>("select reason from suppressions where hash = $1", [
    suppressionHash(await ensureSecret(tx), address),
  ])
  return rows[0]?.reason ?? null
}

/** 43 characters of base64url, keyed by this installation's secret: nobody else can try addresses against it. */
export function suppressionHash(secret: string, address: string): string {
  return createHmac("sha256", secret).update("suppression:").update(address.trim().toLowerCase()).digest("base64url")
}

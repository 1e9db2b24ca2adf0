import { randomBytes } from "node:crypto"
import type { Tx } from "./client.ts"

/** One of this installation's own settings, a JSON value; null when it was never set. */
export async function getSetting<T>(db: Tx, name: string): Promise<T | null> {
  const rows = await db.sql<{ value: T }>("select value from settings where name = $1", [name])
  return rows[0]?.value ?? null
}

export async function putSetting(db: Tx, name: string, value: unknown): Promise<void> {
  await db.sql(
    "insert into settings (name, value) values ($1, $2::jsonb) on conflict (name) do update set value = excluded.value",
    [name, JSON.stringify(value)],
  )
}

/** A setting that is drawn once, whoever asks first. */
export async function ensureSetting<T>(db: Tx, name: string, draw: () => T): Promise<T> {
  const known = await getSetting<T>(db, name)
  if (known !== null) return known
  await db.sql("insert into settings (name, value) values ($1, $2::jsonb) on conflict do nothing", [
    name,
    JSON.stringify(draw()),
  ])
  const drawn = await getSetting<T>(db, name)
  if (drawn === null) throw new Error(`settings: ${name} is missing`)
  return drawn
}

/** The secret that signs this installation's links: drawn once, whoever asks first; 43 characters of base64url. */
export function ensureSecret(db: Tx): Promise<string> {
  return ensureSetting(db, "secret", () => randomBytes(32).toString("base64url"))
}

import { migrate } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDatabaseUrl } from "../database.ts"

export async function migrateDatabase(context: Context): Promise<void> {
  const applied = await withDatabaseUrl(context, migrate, true)
  if (context.out.json) context.out.rows([{ applied }])
  else context.out.line(applied.length === 0 ? "up to date" : `applied ${applied.join(", ")}`)
}

import { seed } from "@vigie/seeds"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"

export async function seedFacts(context: Context): Promise<void> {
  const { config, clock, out } = context
  const { films, providers, places } = await withDb(context, (db) => seed(db, { now: clock(), demo: config.demo }))
  if (out.json) out.rows([{ films, providers, places }])
  else out.line(`${films} films, ${providers} providers, ${places} places added or changed`)
}

import { backfillWorks } from "@vigie/db"
import { seed } from "@vigie/seeds"
import { sourceFacts } from "@vigie/stages/sources"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"

export async function seedFacts(context: Context): Promise<void> {
  const { config, clock, out } = context
  const { films, providers, places } = await withDb(context, async (db) => {
    const planted = await seed(db, { now: clock() })
    await backfillWorks(db, planted.rematched, { now: clock(), sources: sourceFacts(config) })
    return planted
  })
  if (out.json) out.rows([{ films, providers, places }])
  else out.line(`${films} films, ${providers} providers, ${places} places added or changed`)
}

import { backfillWorks, mergeFilms } from "@vigie/db"
import { sourceFacts } from "@vigie/stages/sources"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { operator } from "../operator.ts"

/** Makes one film of two; what waited between them is matched at once, without asking anyone. */
export async function filmsMerge(context: Context, from: string, into: string): Promise<void> {
  const done = await withDb(context, async (db) => {
    const now = context.clock()
    const merged = await mergeFilms(db, { from, into, by: operator(), now })
    await backfillWorks(db, merged.rematched, { now, sources: sourceFacts(context.config) })
    return merged
  })
  if (context.out.json) context.out.rows([{ from, into: done.slug, merged: done.merged }])
  else context.out.line(done.merged ? `${from} is ${done.slug} now` : `${from} was ${done.slug} already`)
}

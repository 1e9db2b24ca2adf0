import { mergeProviders } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { operator } from "../operator.ts"

/** Makes one provider of two: later sightings under the old name are the other's, and nobody is told. */
export async function providersMerge(context: Context, from: string, into: string): Promise<void> {
  const done = await withDb(context, (db) => mergeProviders(db, { from, into, by: operator(), now: context.clock() }))
  if (context.out.json) context.out.rows([{ from, into: done.slug, merged: done.merged, films: done.films }])
  else
    context.out.line(
      done.merged ? `${from} is ${done.slug} now, on ${done.films} films` : `${from} was ${done.slug} already`,
    )
}

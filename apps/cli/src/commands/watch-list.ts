import { listWatches } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { isoOf } from "../options.ts"

export async function watchList(context: Context): Promise<void> {
  const watches = await withDb(context, listWatches)
  const rows = watches.map(({ email, film, title, rule, answer, createdAt }) => ({
    email,
    film,
    title,
    rule,
    answer,
    createdAt: isoOf(createdAt),
  }))
  context.out.rows(rows)
  if (rows.length === 0) context.out.say("nobody waits for a film")
}

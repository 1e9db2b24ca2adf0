import { quote } from "@vigie/core"
import { listChanges } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { BadInput } from "../errors.ts"
import { findFilm } from "../films.ts"
import type { Row } from "../output.ts"
import { changeRow } from "../views.ts"

const PAGE = 1_000

export async function changes(
  context: Context,
  options: { readonly film?: string; readonly since?: string },
): Promise<void> {
  const { out } = context
  let since = cursorOf(options.since)
  const rows: Row[] = []
  await withDb(context, async (db) => {
    const filmId = options.film === undefined ? null : (await findFilm(db, options.film, context.clock())).film.id
    for (;;) {
      const page = await listChanges(db, { filmId, since, limit: PAGE })
      const printed = page.map((change) => changeRow(change, change.film))
      // A long history is printed as it comes; only a table needs all of it to be aligned.
      if (out.json) out.rows(printed)
      else rows.push(...printed)
      since = page.at(-1)?.cursor ?? since
      if (page.length < PAGE) return
    }
  })
  out.rows(rows)
}

function cursorOf(text: string | undefined): number {
  const cursor = text === undefined ? 0 : Number(/^\d{1,15}$/.exec(text.trim())?.[0] ?? Number.NaN)
  if (Number.isNaN(cursor)) throw new BadInput(`--since ${quote(text ?? "")}: expected a cursor, a number`)
  return cursor
}

import { searchFilms } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import type { Row } from "../output.ts"

const PAGE = 500
const COLUMNS = ["slug", "title", "year", "directors", "ids"]

export async function filmsList(context: Context, options: { readonly query?: string }): Promise<void> {
  const rows = await withDb(context, async (db) => {
    const found: Row[] = []
    for (let after: string | null = null; ; ) {
      const page = await searchFilms(db, {
        limit: PAGE,
        after,
        demo: context.config.demo,
        ...(options.query === undefined ? {} : { query: options.query }),
      })
      for (const { slug, title, originalTitle, year, directors, ids } of page.films)
        found.push({ slug, title, originalTitle, year, directors, ids })
      after = page.next
      if (after === null) return found
    }
  })
  context.out.rows(rows, COLUMNS)
  if (rows.length === 0) context.out.say("no film")
}

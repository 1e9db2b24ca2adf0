import { quote } from "@vigie/core"
import { showFilm } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { BadInput } from "../errors.ts"
import { cellOf, type Output, type Row, tableOf } from "../output.ts"
import { changeRow, windowRow } from "../views.ts"

export async function filmsShow(context: Context, slug: string): Promise<void> {
  const film = await withDb(context, (db) => showFilm(db, slug, context.clock()))
  if (film === null) throw new BadInput(`film ${quote(slug)}: no such film`)
  const { id: _, slug: found, title, originalTitle, year, directors, ids, credits, windows, changes, ...rest } = film
  const row = {
    slug: found,
    title,
    originalTitle,
    year,
    directors,
    ids,
    ...rest,
    credits: credits.map(({ line, job, names }) => ({ line, job, names })),
    windows: windows.map(windowRow),
    changes: changes.map((change) => changeRow(change, found)),
  }
  if (context.out.json) context.out.rows([row])
  else showText(context.out, row)
}

function showText(out: Output, film: Row & { readonly credits: readonly Row[] }): void {
  const { credits, windows, changes, synopsis, awards, places, releases, companies, ...facts } = film
  for (const [name, value] of Object.entries(facts)) if (cellOf(value) !== "-") out.line(`${name}: ${cellOf(value)}`)
  const synopsisText = (synopsis as { readonly text: string; readonly source: string } | null) ?? null
  if (synopsisText) out.line(`synopsis (${synopsisText.source}): ${synopsisText.text}`)
  section(out, "credits", credits, ["line"])
  section(out, "companies", companies, ["role", "name"])
  section(out, "awards", awards, ["year", "body", "category"])
  section(out, "places", places, ["name", "department", "text"])
  section(out, "releases", releases, ["date", "country", "localTitle", "distributor"])
  section(out, "windows", windows, ["status", "provider", "territory", "kind", "monetization", "start", "end"])
  section(out, "changes", changes, ["cursor", "at", "kind", "provider", "territory", "cause", "quiet"])
}

function section(out: Output, name: string, rows: unknown, columns: readonly string[]): void {
  const lines = (rows as readonly Row[]).map((row) => ({ ...row, start: momentOf(row.start), end: momentOf(row.end) }))
  if (lines.length === 0) return
  out.line(`\n${name}`)
  for (const line of tableOf(lines, columns).slice(columns.length > 1 ? 0 : 1)) out.line(`  ${line}`)
}

function momentOf(moment: unknown): string | null {
  return (moment as { readonly at: string | null } | undefined)?.at ?? null
}

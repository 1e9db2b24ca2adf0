import { withSlugs } from "@vigie/db"
import { lookUpTitle } from "@vigie/stages"
import type { Context } from "../context.ts"
import { withStages } from "../database.ts"
import { BadInput, refusedToFailed } from "../errors.ts"

const YEARS = { first: 1870, last: 2200 }

/** Films by title, as a source knows them: TMDB where its key is set, else Wikidata. Nothing is stored. */
export async function filmsLookup(context: Context, query: string, options: { readonly year?: string }): Promise<void> {
  const title = query.trim()
  if (title === "") throw new BadInput("the title is empty: say which film")
  const year = options.year === undefined ? null : yearOf(options.year)
  await withStages(context, null, async (stages) => {
    const { source, candidates } = await lookUpTitle(stages, { query: title, year }).catch(refusedToFailed)
    const found = await withSlugs(stages.db, source, candidates)
    context.out.rows(
      found.map(({ reference, url, film, slug }) => ({
        source,
        reference,
        title: film.title,
        year: film.year,
        directors: film.directors,
        url,
        film: slug,
      })),
    )
    if (found.length === 0) context.out.say(`${source} knows no film of this title`)
  })
}

function yearOf(text: string): number {
  const year = /^\d{4}$/.test(text) ? Number(text) : Number.NaN
  if (year >= YEARS.first && year <= YEARS.last) return year
  throw new BadInput(`--year ${JSON.stringify(text)}: expected a year such as 1995`)
}

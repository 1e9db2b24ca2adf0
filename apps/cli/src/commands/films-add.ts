import { takeFilm } from "@vigie/db"
import { sourceById } from "@vigie/sources"
import { lookUpReference } from "@vigie/stages"
import { missingSettings } from "@vigie/stages/locating"
import type { Context } from "../context.ts"
import { withStages } from "../database.ts"
import { BadInput, refusedToFailed } from "../errors.ts"
import { findFilm } from "../films.ts"

/** Brings one film of a source into the catalogue, or finds it there. */
export async function filmsAdd(
  context: Context,
  options: { readonly source: string; readonly reference: string },
): Promise<void> {
  const reference = options.reference.trim()
  if (reference === "") throw new BadInput("--reference: it is empty")
  await withStages(context, null, async (stages) => {
    const source = sourceById(options.source, [...stages.sources.values()])
    if (!source.lookup) throw new BadInput(`--source ${source.id}: it looks no film up`)
    const missing = missingSettings(source, context.config.settings)
    if (missing.length > 0) throw new BadInput(`--source ${source.id}: ${missing.map(({ name }) => name)} is not set`)
    const found = await lookUpReference(stages, source, reference).catch(refusedToFailed)
    const now = context.clock()
    const { slug, created } = await takeFilm(stages.db, source.id, found.film, { now, sources: stages.facts })
    const { film } = await findFilm(stages.db, slug, now)
    const { title, originalTitle, year, directors, ids } = film
    context.out.rows([{ slug, title, originalTitle, year, directors, ids, created }])
  })
}

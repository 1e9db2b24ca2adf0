import { chooseLocation, chooseWork, createFromWork, type Db, listReview, type ReviewItem } from "@vigie/db"
import type { Stages } from "@vigie/stages"
import type { Context } from "../context.ts"
import { withStages } from "../database.ts"
import { BadInput } from "../errors.ts"
import { findFilm } from "../films.ts"
import { locateNow } from "../locate/locate-now.ts"

const BY = "command line"

/**
 * A person's answer to one question: a film's slug, the source's reference, none of them, or, for a work, that it is a new
 * film. A film's targets are made at once.
 */
export async function reviewChoose(context: Context, id: string, choice: string): Promise<void> {
  await withStages(context, null, async (stages) => {
    const item = (await listReview(stages.db)).find((each) => each.id === id)
    if (!item) throw new BadInput(`${JSON.stringify(id)}: no such question: \`vigie review list\` lists them`)
    const chosen = await answer(stages, item, choice, context.clock())
    const { kind, source, title, year } = item
    context.out.rows([{ id, kind, source, title, year, choice: chosen }])
    if (kind === "location") await locateNow(context, stages, item.filmId)
  })
}

/** What was chosen: a new film's slug, else the choice itself. */
async function answer({ db, facts }: Stages, item: ReviewItem, choice: string, now: number): Promise<string> {
  const none = choice === "none"
  const context = { now, sources: facts }
  if (item.kind === "work" && choice === "new") return createFromWork(db, { workId: item.workId, by: BY }, context)
  if (item.kind === "location") {
    const reference = none ? null : referenceIn(item, choice)
    await chooseLocation(db, { filmId: item.filmId, source: item.source, reference, by: BY, now })
  } else {
    const filmId = none ? null : await filmIdOf(db, choice, now)
    await chooseWork(db, { workId: item.workId, filmId, by: BY }, context)
  }
  return choice
}

function referenceIn({ candidates }: ReviewItem, choice: string): string {
  if (candidates.some((candidate) => candidate.choice === choice)) return choice
  const known = candidates.map((candidate) => candidate.choice).join(", ")
  throw new BadInput(`${JSON.stringify(choice)}: expected one of ${known}, or none`)
}

async function filmIdOf(db: Db, slug: string, now: number): Promise<string> {
  return (await findFilm(db, slug, now)).film.id
}

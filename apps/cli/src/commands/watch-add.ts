import { parseRule } from "@vigie/core"
import { addWatch, ensureUser } from "@vigie/db"
import type { Stages } from "@vigie/stages"
import { locatingSources } from "@vigie/stages/locating"
import type { Context } from "../context.ts"
import { withStages } from "../database.ts"
import { BadInput } from "../errors.ts"
import { findFilm } from "../films.ts"
import { locateNow } from "../locate/locate-now.ts"
import { stateRows } from "../locate/rows.ts"

export interface WatchAddOptions {
  readonly email: string
  readonly film: string
  readonly rule?: string
}

/**
 * Puts a film on the list of a user, made if need be: confirmed, French, in the territories where the film is checked.
 * Then its targets are found and checked, by the running worker or in this process, and each source's state is printed.
 */
export async function watchAdd(context: Context, options: WatchAddOptions): Promise<void> {
  const rule = options.rule === undefined ? null : parseRule(options.rule)
  const email = options.email.trim().toLowerCase()
  if (!/^[^\s@<>"',;]+@[^\s@<>"',;]+$/.test(email))
    throw new BadInput(`--email ${JSON.stringify(options.email)}: not an address`)
  await withStages(context, null, async (stages) => {
    const { filmId, ...row } = await add(context, stages, { email, slug: options.film, rule })
    context.out.rows([row])
    const view = await locateNow(context, stages, filmId)
    if (view !== null && !view.demo) context.out.rows(stateRows(stages, view))
  })
}

async function add(
  { clock }: Context,
  stages: Stages,
  { email, slug, rule }: { email: string; slug: string; rule: ReturnType<typeof parseRule> | null },
) {
  const { db, config, sources } = stages
  const { film, targets } = await findFilm(db, slug, clock())
  const found = [...new Set(targets.map((target) => target.territory))].sort()
  const territories = found.length > 0 ? found : [stages.installation().territory]
  const user = await ensureUser(db, { email, territories })
  const locating = locatingSources(sources.values(), config.settings).map((source) => source.id)
  const watch = { listId: user.listId, userId: user.id, filmId: film.id, rule, locating, now: clock() }
  const { created, answer } = await addWatch(db, watch)
  return { filmId: film.id, email: user.email, film: film.slug, title: film.title, rule, created, answer }
}

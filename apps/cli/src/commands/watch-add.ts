import { parseRule } from "@vigie/core"
import { addWatch, ensureUser } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { BadInput } from "../errors.ts"
import { findFilm } from "../films.ts"

export interface WatchAddOptions {
  readonly email: string
  readonly film: string
  readonly rule?: string
}

/** Puts a film on the list of a user, made if need be: confirmed, French, in the territories where the film is checked. */
export async function watchAdd(context: Context, options: WatchAddOptions): Promise<void> {
  const { config, clock, out } = context
  const rule = options.rule === undefined ? null : parseRule(options.rule)
  const email = options.email.trim().toLowerCase()
  if (!/^[^\s@<>"',;]+@[^\s@<>"',;]+$/.test(email))
    throw new BadInput(`--email ${JSON.stringify(options.email)}: not an address`)
  const row = await withDb(context, async (db) => {
    const { film, targets } = await findFilm(db, options.film, clock())
    const found = [...new Set(targets.map((target) => target.territory))].sort()
    const user = await ensureUser(db, { email, territories: found.length > 0 ? found : [config.territory] })
    const watch = await addWatch(db, { listId: user.listId, userId: user.id, filmId: film.id, rule, now: clock() })
    return { email: user.email, film: film.slug, title: film.title, rule, created: watch.created, answer: watch.answer }
  })
  out.rows([row])
}

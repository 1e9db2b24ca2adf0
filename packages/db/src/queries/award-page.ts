import { foldTitle } from "@vigie/core"
import type { Tx } from "../client.ts"
import { AWARD_BODIES } from "./catalogue-names.ts"
import { type ListedFilm, listWhere } from "./where-now.ts"

export interface AwardPage {
  /** Who gives it, as first stated. */
  readonly body: string
  /** Latest first, the undated last. */
  readonly years: readonly {
    readonly year: number | null
    readonly prizes: readonly { readonly category: string; readonly film: ListedFilm }[]
  }[]
}

const FILMS = 1_000

/** The awards of a body, by its name whatever its accents and case. Null = none of that name. */
export async function awardPage(
  db: Tx,
  name: string,
  options: { readonly territories: readonly string[]; readonly demo?: boolean },
): Promise<AwardPage | null> {
  const bodies = (await listAwardBodies(db)).filter((body) => foldTitle(body) === foldTitle(name))
  const body = bodies.find((one) => one === name) ?? bodies[0]
  if (body === undefined) return null
  const won = "f.id in (select film_id from awards where body = any($1))"
  const films = await listWhere(db, won, [bodies], { ...options, limit: FILMS })
  const byId = new Map(films.map((film) => [film.id, film]))
  const rows = await db.sql<{ year: number | null; category: string; filmId: string }>(
    `select distinct year, category, film_id as "filmId" from awards where body = any($1) order by year desc nulls last, category, film_id`,
    [bodies],
  )
  const years = [...Map.groupBy(rows, (row) => row.year)].map(([year, some]) => ({
    year,
    prizes: some.flatMap(({ category, filmId }) => {
      const film = byId.get(filmId)
      return film === undefined ? [] : [{ category, film }]
    }),
  }))
  return { body, years: years.filter(({ prizes }) => prizes.length > 0) }
}

/** Every body that gave an award to a film of the catalogue, as stated. */
export async function listAwardBodies(db: Tx): Promise<readonly string[]> {
  return (await db.sql<{ body: string }>(AWARD_BODIES)).map((row) => row.body)
}

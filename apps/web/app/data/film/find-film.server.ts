import { type FilmPage, filmPage, isLocating, readLocations } from "@vigie/db"
import { type SourceState, sourceStates } from "@vigie/stages/source-states"
import { enabledSources } from "@vigie/stages/sources"
import { data } from "react-router"
import { config } from "../../../src/env.ts"
import { ask, db } from "../site/db.server.ts"
import type { Reading } from "../site/viewer.server.ts"

/** The film of an address, of an old one of a merged film too, else a 404. */
export async function findFilm(slug: string, { now, territories }: Reading): Promise<FilmPage> {
  const page = await ask((base) => filmPage(base, slug, { now, territories, demo: config.demo }))
  if (page === null) throw data(null, { status: 404 })
  return page
}

export interface Standing {
  readonly states: readonly SourceState[]
  /** Some source is being asked, or will be shortly. */
  readonly looking: boolean
}

/** How each source stands for a film; none is asked about an invented one. */
export async function findStanding({ film, targets }: FilmPage): Promise<Standing> {
  if (film.demo) return { states: [], looking: false }
  const locations = await ask((base) => readLocations(base, film.id))
  const own = targets.filter(({ scope }) => scope === "film")
  const states = sourceStates(enabledSources(config), config.settings, locations, own)
  const looking = states.some(({ state }) => state === "looking") || (await ask(() => isLocating(db, film.id)))
  return { states, looking }
}

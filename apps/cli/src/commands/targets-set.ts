import { zoneOf } from "@vigie/core"
import { listTargets, setTarget, type TargetPatch } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { BadInput } from "../errors.ts"
import { findFilm } from "../films.ts"
import { idOption, parseEvery, timeOption, zoneOption } from "../options.ts"
import { targetRow } from "../views.ts"

export interface TargetsSetOptions {
  readonly film?: string
  readonly every?: string
  readonly state?: string
  readonly timezone?: string
  readonly publishedAt?: string
}

const STATES = ["active", "paused", "retired"] as const

export async function targetsSet(context: Context, given: string, options: TargetsSetOptions): Promise<void> {
  const id = idOption("target", given)
  if (Object.keys(options).length === 0)
    throw new BadInput("nothing to set: say --every, --state, --film, --timezone …")
  const every = options.every === undefined ? {} : { everyMs: parseEvery(options.every) }
  const state = options.state === undefined ? {} : { state: stateOf(options.state) }
  const zone = zoneOption(options.timezone)
  // Read once here, so that no date at all is refused before the database is opened.
  timeOption("--published-at", options.publishedAt, zone ?? "UTC")
  const row = await withDb(context, async (db) => {
    const target = (await listTargets(db)).find((each) => each.id === id)
    if (!target) throw new BadInput(`target ${id}: no such target`)
    const at = timeOption("--published-at", options.publishedAt, zone ?? zoneOf(target.territory))
    const film = options.film === undefined ? null : (await findFilm(db, options.film, context.clock())).film
    const patch: TargetPatch = {
      ...every,
      ...state,
      ...(zone === null ? {} : { zone }),
      ...(at === null ? {} : { publishedAt: at }),
      ...(film === null ? {} : { filmId: film.id }),
    }
    await setTarget(db, id, patch)
    return (await listTargets(db)).find((each) => each.id === id) ?? target
  })
  context.out.rows([targetRow(row)])
}

function stateOf(text: string): (typeof STATES)[number] {
  const state = STATES.find((each) => each === text)
  if (!state) throw new BadInput(`--state ${JSON.stringify(text)}: expected ${STATES.join(", ")}`)
  return state
}

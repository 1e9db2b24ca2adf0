import { type FilmRef, quote, zoneOf } from "@vigie/core"
import { addTarget, type Db, type FilmDetails, listTargets, type NewTarget } from "@vigie/db"
import { type Source, sourceById } from "@vigie/sources"
import type { Config } from "@vigie/stages/config"
import { readInstallation } from "@vigie/stages/installation"
import { hostAsked as hostOfTarget } from "@vigie/stages/setup"
import { enabledSources } from "@vigie/stages/sources"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { BadInput } from "../errors.ts"
import { findFilm } from "../films.ts"
import { optionOf, parseEvery, territoryOption, timeOption, zoneOption } from "../options.ts"
import { targetRow } from "../views.ts"

export interface TargetsAddOptions {
  readonly source: string
  readonly url?: string
  readonly film?: string
  readonly territory?: string
  readonly every?: string
  readonly timezone?: string
  readonly publishedAt?: string
}

type Scope = NewTarget["scope"]

/** Everything is checked before the database is opened; what depends on what is in it, before anything is stored. */
export async function targetsAdd(context: Context, options: TargetsAddOptions): Promise<void> {
  const { config } = context
  const source = sourceById(options.source, enabledSources(config))
  const scope = scopeOf(source, options)
  const zone = zoneOption(options.timezone)
  const everyMs = options.every === undefined ? source.everyMs : parseEvery(options.every)
  const shapeIn = (territory: string): Shape => ({ territory, zone, publishedAt: publishedAtOf(territory), config })
  const publishedAtOf = (territory: string) =>
    timeOption("--published-at", options.publishedAt, zone ?? zoneOf(territory))
  const stated = shapeIn(territoryOption(options.territory, config))
  const host = options.url === undefined ? null : hostAsked(source, options.url, null, stated)
  const row = await withDb(context, async (db) => {
    const shape = options.territory === undefined ? shapeIn((await readInstallation(db, config)).territory) : stated
    const film = options.film === undefined ? null : (await findFilm(db, options.film, context.clock())).film
    const reference = options.url ?? referenceOf(source, film)
    const target: NewTarget = {
      source: source.id,
      reference,
      territory: shape.territory,
      scope,
      filmId: film?.id ?? null,
      everyMs,
      zone,
      publishedAt: shape.publishedAt,
      host: host ?? hostAsked(source, reference, film === null ? null : refOf(film), shape),
    }
    return addAndRead(context, db, target)
  })
  context.out.rows([targetRow(row)])
}

function scopeOf({ id, scope }: Source, { film, url }: TargetsAddOptions): Scope {
  if (scope === "lookup") throw new BadInput(`--source ${id}: it finds films and cannot be checked`)
  if (scope === "film" && film === undefined) throw new BadInput(`--film: ${id} reads one film's page: say which film`)
  if (scope !== "film" && url === undefined) throw new BadInput(`--url: ${id} needs the address to check`)
  return scope
}

/** The film's own reference at this source, from its ids. */
function referenceOf(source: Source, film: FilmDetails | null): string {
  const found = film === null ? null : (source.refOf?.(film.ids) ?? null)
  if (found === null)
    throw new BadInput(`--url: no id of ${quote(film?.slug ?? "")} leads to ${source.id}: say the address`)
  return found
}

function refOf({ title, originalTitle, year, directors, durationMinutes, ids }: FilmDetails): FilmRef {
  return { title, originalTitle, year, directors: [...directors], durationMinutes, ids: { ...ids } }
}

interface Shape {
  readonly territory: string
  readonly zone: string | null
  readonly publishedAt: number | null
  readonly config: Config
}

/** The host the source would ask for this reference. Refuses what may not be asked (I12), naming the option. */
function hostAsked(source: Source, reference: string, film: FilmRef | null, shape: Shape): string {
  const { territory, zone, publishedAt, config } = shape
  const target = { source: source.id, reference, territory, zone: zone ?? zoneOf(territory), film, publishedAt }
  return optionOf("--url", reference, () => hostOfTarget(source, target, config))
}

async function addAndRead({ out }: Context, db: Db, target: NewTarget) {
  const { id, created } = await addTarget(db, target)
  if (!created) out.say(`target ${id} was there already: \`vigie targets set\` changes it`)
  const row = (await listTargets(db)).find((each) => each.id === id)
  if (!row) throw new Error(`target ${id}: gone as soon as it was added`)
  return row
}

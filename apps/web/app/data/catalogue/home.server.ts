import { agoInWords, clockInWords, dayInWords, eveningAt, type Ms } from "@vigie/core"
import {
  type BackItem,
  countFilms,
  demoFilms,
  type EveningItem,
  evening,
  type HomeItem,
  homeLists,
  onList,
  whatIsOn,
} from "@vigie/db"
import { readInstallation } from "@vigie/stages/installation"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { isOperator } from "../account/access.server.ts"
import { isTimed } from "../film/offer.server.ts"
import { untilOf } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import { keep } from "../site/kept.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { onInWords } from "../sources/on.server.ts"
import { type Card, type ProgrammeLine, readCard, readLine } from "./cards.server.ts"

/** A film of the evening. */
export interface EveningLine extends Card {
  readonly windowId: string
  readonly hour: string
  readonly channel: string
  readonly verified: boolean
  readonly replay: string | null
}

/** What only one's own services have, or all there is. */
export type Scope = "mine" | "all"

export interface HomeSheet {
  readonly scope: Scope
  /** Null: nobody has said which services they have. */
  readonly switch: Scope | null
  readonly newly: readonly ProgrammeLine[]
  readonly leaving: readonly ProgrammeLine[]
  readonly back: readonly ProgrammeLine[]
  readonly evening: readonly EveningLine[]
  readonly day: string
  /** Slugs of those shown that are on the reader's list. */
  readonly listed: readonly string[]
  readonly films: number
  readonly on: string | null
  readonly operator: boolean
  readonly demo: readonly Card[]
}

const SHOWN = 8
const EVENING = 12

/** `scope` as the address asks; one's own services come first where they are known. */
export function scopeOf(asked: string | null, services: readonly string[]): Scope {
  return services.length === 0 || asked === "all" ? "all" : "mine"
}

export async function readHome(viewer: Viewer, asked: string | null): Promise<HomeSheet> {
  const { territories, services, now, zone } = viewer
  const scope = scopeOf(asked, services)
  const providers = scope === "mine" ? services : null
  const options = { territories, now, demo: config.demo, providers }
  const span = eveningAt(now, zone)
  const key = `${territories.join()} ${providers?.join() ?? "all"}`
  const [lists, tonight, counts] = await Promise.all([
    keep(`home ${key}`, () => ask((db) => homeLists(db, { ...options, limit: SHOWN }))),
    keep(`evening ${key} ${span.from}`, () => ask((db) => evening(db, { ...options, ...span, limit: EVENING }))),
    readCounts(viewer),
  ])
  const shown = [...lists.newlyAvailable, ...lists.leavingSoon, ...lists.backAgain, ...tonight]
  return {
    scope,
    switch: services.length === 0 ? null : scope === "mine" ? "all" : "mine",
    newly: lists.newlyAvailable.map((item) => readLine(item, viewer)),
    leaving: lists.leavingSoon.map((item) => readLine(item, viewer)),
    back: lists.backAgain.map((item) => readBack(item, viewer)),
    evening: tonight.map((item) => readEvening(item, viewer)),
    day: dayInWords(span.from, viewer.locale, zone, now),
    listed: await listedOf(shown, viewer),
    operator: isOperator(viewer.user),
    ...counts,
  }
}

async function readCounts(viewer: Viewer): Promise<Pick<HomeSheet, "films" | "on" | "demo">> {
  const { territories } = viewer
  const { at } = await ask((db) => readInstallation(db, config))
  const place = territories.join()
  return {
    films: await keep("films", () => ask(countFilms)),
    on: at === null ? null : onInWords(await keep(`on ${place}`, () => ask((db) => whatIsOn(db, territories))), viewer),
    demo: config.demo ? (await ask(demoFilms)).map(readCard) : [],
  }
}

async function listedOf(
  shown: readonly { readonly film: HomeItem["film"] }[],
  { user }: Viewer,
): Promise<readonly string[]> {
  if (user === null) return []
  const ids = [...new Set(shown.map(({ film }) => film.id))]
  const on = await ask((db) => onList(db, user.listId, ids))
  return [...new Set(shown.flatMap(({ film }) => (on.has(film.id) ? [film.slug] : [])))]
}

/** "revenu il y a 3 jours, après 8 mois d'absence". */
function readBack(item: BackItem, viewer: Viewer): ProgrammeLine {
  const line = readLine(item, viewer)
  const { locale, now } = viewer
  if (item.openedAt === null) return line
  const gap = gapInWords(item.openedAt - item.leftAt, viewer)
  return { ...line, since: PHRASES[locale].front.back(agoInWords(item.openedAt, locale, now), gap) }
}

const DAY: Ms = 86_400_000

function gapInWords(gap: Ms, { locale }: Pick<Viewer, "locale">): string {
  const { front } = PHRASES[locale]
  const days = Math.max(1, Math.round(gap / DAY))
  if (days < 60) return front.gapDays(days)
  return days < 730 ? front.gapMonths(Math.round(days / 30.44)) : front.gapYears(Math.floor(days / 365.25))
}

function readEvening({ film, provider, start, windowId, territory, replay }: EveningItem, viewer: Viewer): EveningLine {
  const { front, film: words } = PHRASES[viewer.locale]
  const until = replay === null ? null : untilOf(replay.end, territory, viewer)
  return {
    ...readCard(film),
    windowId,
    hour: isTimed(start) && start.at !== null ? clockInWords(start.at, viewer.locale, viewer.zone) : words.noHour,
    channel: provider.name,
    verified: provider.verified || provider.demo,
    replay:
      replay === null ? null : until === null ? front.replay(replay.name) : words.thenReplayUntil(replay.name, until),
  }
}

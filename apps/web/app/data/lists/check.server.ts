import { type FilmList, listInWords, parseTerritory, zoneOf } from "@vigie/core"
import { bestServices, type CheckedLine, checkList, filmsBy, isFree, isOn, type ListedWindow } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { type Card, readCard } from "../catalogue/cards.server.ts"
import type { Reading, Viewer } from "../site/viewer.server.ts"
import { askBulk } from "./bulk-db.server.ts"
import { type CheckOffer, readCheckOffer } from "./check-offer.server.ts"

/** Most lines checked at once: they are answered within the time of a page. */
export const MOST_CHECKED = 3_000
const ANSWER_MS = 10_000
/** Films listed of one group, and lines that have none. */
const LISTED = 60
const NAMED = 200

/** Where a list is checked, and with which services. */
export interface CheckAsked {
  readonly territory: string
  /** Ids of providers. */
  readonly services: readonly string[]
}

export interface CheckedFilm extends Card {
  readonly offers: readonly CheckOffer[]
}

export interface CheckGroup {
  readonly key: string
  readonly name: string
  readonly count: number
  readonly films: readonly CheckedFilm[]
  readonly more: number
}

export interface CheckSheet {
  /** "Sur vos 312 films", and what is said of them. */
  readonly subject: string
  readonly said: readonly string[]
  /** "avec Arte et Orange VOD", "41 films"; the smallest set first. */
  readonly best: readonly { readonly names: string; readonly count: number }[]
  readonly services: readonly {
    readonly id: string
    readonly name: string
    readonly count: number
    readonly on: boolean
  }[]
  readonly groups: readonly CheckGroup[]
  /** Lines that are no one film: their own words. */
  readonly rest: readonly {
    readonly key: string
    readonly name: string
    readonly count: number
    readonly lines: readonly string[]
  }[]
  readonly rejected: readonly { readonly line: number; readonly why: string; readonly text: string }[]
}

/** What the form says, or the reader's own where it says nothing (yet). */
export function readCheckAsked(form: FormData, viewer: Viewer): CheckAsked {
  const stated = String(form.get("territory") ?? "")
  const services = form.has("asked") ? form.getAll("service").map(String) : viewer.services
  return { territory: territoryIn(stated) ?? viewer.territories[0] ?? "FR", services }
}

function territoryIn(stated: string): string | null {
  try {
    return parseTerritory(stated)
  } catch {
    return null
  }
}

/** Where the films of a list can be seen; nothing of it is stored. */
export async function checkSheet(list: FilmList, asked: CheckAsked, viewer: Viewer): Promise<CheckSheet> {
  const where = { territories: [asked.territory], zone: zoneOf(asked.territory), now: viewer.now }
  const { lines } = await askBulk(ANSWER_MS, (db) => checkList(db, list.films, where))
  const { rowFaults } = PHRASES[viewer.locale].import.page
  return {
    ...answerOf(lines, asked, viewer),
    groups: groupsOf(lines, asked, viewer),
    rest: restOf(lines, viewer),
    rejected: list.rejected.slice(0, NAMED).map(({ line, fault, text }) => ({ line, text, why: rowFaults[fault] })),
  }
}

function answerOf(lines: readonly CheckedLine[], { services, territory }: CheckAsked, reading: Reading) {
  const { check } = PHRASES[reading.locale].import
  const windows = lines.flatMap((line) => line.windows)
  const { free, leaving, tonight } = filmsBy(windows, reading.now, zoneOf(territory))
  const join = (names: readonly string[]) => listInWords(names, reading.locale)
  const mine = new Set(windows.filter((one) => isOn(one) && isMineOrFree(one, services)).map((one) => one.filmId))
  const best = bestServices(windows, services, 3)
  const pair = best[1] ?? best[0]
  return {
    subject: check.countFilms(lines.length),
    said: [
      check.countFree(free.size),
      ...(services.length === 0 ? [] : [check.countMine(mine.size)]),
      check.countLeaving(leaving.size),
      check.countTonight(tonight.size),
      ...(pair ? [`${check.withThese(join(pair.providers))}, ${pair.films}`] : []),
    ],
    best: best.map(({ providers, films }) => ({ names: check.withThese(join(providers)), count: films })),
    services: servicesOf(windows, services),
  }
}

const isMineOrFree = (window: ListedWindow, services: readonly string[]) =>
  isFree(window) || services.includes(window.provider.id)

const MOST_SERVICES = 30

/** The providers of the list, those with most films first. */
function servicesOf(windows: readonly ListedWindow[], services: readonly string[]): CheckSheet["services"] {
  const each = [...Map.groupBy(windows.filter(isOn), (one) => one.provider.id)].map(([id, ways]) => ({
    id,
    name: ways[0]!.provider.name,
    count: new Set(ways.map((one) => one.filmId)).size,
    on: services.includes(id),
  }))
  return each
    .sort((a, b) => Number(b.on) - Number(a.on) || b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_SERVICES)
}

interface SeenFilm {
  readonly card: Card
  readonly id: string
  readonly windows: readonly ListedWindow[]
}

/** What is urgent first; then every film once, where it costs least. */
function groupsOf(
  lines: readonly CheckedLine[],
  { services, territory }: CheckAsked,
  reading: Reading,
): readonly CheckGroup[] {
  const { check } = PHRASES[reading.locale].import
  const films = [...new Map(lines.flatMap(filmOf).map((film) => [film.id, film])).values()]
  const { leaving, tonight } = filmsBy(
    films.flatMap((film) => film.windows),
    reading.now,
    zoneOf(territory),
  )
  const place = (film: SeenFilm) => placeOf(film.windows, services)
  const groups = [
    { key: "leaving", films: films.filter(({ id }) => leaving.has(id)) },
    { key: "tonight", films: films.filter(({ id }) => tonight.has(id)) },
    ...(["free", "mine", "elsewhere", "announced", "nowhere"] as const).map((key) => ({
      key,
      films: films.filter((film) => place(film) === key),
    })),
  ] as const
  return groups
    .filter((group) => group.films.length > 0)
    .map((group) => {
      const most = group.key === "nowhere" ? NAMED : LISTED
      return {
        key: group.key,
        name: check[group.key],
        count: group.films.length,
        films: group.films.slice(0, most).map(({ card, windows }) => ({ ...card, offers: offersOf(windows, reading) })),
        more: Math.max(0, group.films.length - most),
      }
    })
}

function filmOf({ state, films, windows }: CheckedLine): readonly SeenFilm[] {
  const film = films[0]
  return state === "certain" && film ? [{ id: film.id, card: readCard(film), windows }] : []
}

type Place = "free" | "mine" | "elsewhere" | "announced" | "nowhere"

function placeOf(windows: readonly ListedWindow[], services: readonly string[]): Place {
  const on = windows.filter(isOn)
  if (on.some(isFree)) return "free"
  if (on.some((one) => services.includes(one.provider.id))) return "mine"
  if (on.length > 0) return "elsewhere"
  return windows.length > 0 ? "announced" : "nowhere"
}

const MOST_OFFERS = 6

function offersOf(windows: readonly ListedWindow[], reading: Reading): readonly CheckOffer[] {
  const cost = (one: ListedWindow) =>
    Number(!isOn(one)) * 4 + (isFree(one) ? 0 : one.monetization === "subscription" ? 1 : 2)
  return windows
    .toSorted((a, b) => cost(a) - cost(b))
    .slice(0, MOST_OFFERS)
    .map((window) => readCheckOffer(window, reading))
}

function restOf(lines: readonly CheckedLine[], { locale }: Reading): CheckSheet["rest"] {
  const { check } = PHRASES[locale].import
  return (["ambiguous", "unknown"] as const).flatMap((key) => {
    const named = lines.filter(({ state }) => state === key)
    const texts = named.map(({ listed }) => (listed.year === null ? listed.title : `${listed.title} (${listed.year})`))
    return named.length === 0
      ? []
      : [{ key, name: check[key], count: named.length, lines: [...new Set(texts)].slice(0, NAMED) }]
  })
}

import { type FilmIds, type FilmRef, type Sighting, type StatedMoment, toIso } from "@vigie/core"
import { plain, shorten, squeeze } from "../text.ts"
import { qualitiesIn } from "../words/quality.ts"
import { type Programme, wordsOf } from "./schema.ts"
import type { SlotTime } from "./times.ts"

export interface Slot {
  readonly start: SlotTime
  /** Null where the guide states no end. */
  readonly stop: SlotTime | null
}

/** A film is what a category that begins with "film" calls so; a television film ("téléfilm") is none. */
export function isFilm(programme: Programme): boolean {
  const categories = wordsOf(programme, "category").map(plain)
  return categories.some((each) => each.startsWith("film")) && !categories.some((each) => each.startsWith("telefilm"))
}

/** The broadcast a programme states. `channel` is its name, null where the guide gives only an id. */
export function sightingOf(
  programme: Programme,
  slot: Slot,
  at: { readonly channel: string | null; readonly territory: string },
): Sighting {
  const doubts: string[] = []
  const name = at.channel ?? programme.channel
  if (at.channel === null) doubts.push(`channel "${shorten(programme.channel, 60)}" has no name in the guide`)
  if (slot.stop === null) doubts.push("no end stated")
  const shown = showingOf(programme)
  if (shown.length > 1) doubts.push("stated both as a premiere and as shown before")
  const words = [name, ...wordsOf(programme, "title").slice(0, 1), ...wordsOf(programme, "category")]
  const film = filmOf(programme, doubts)
  return {
    film,
    provider: name,
    territory: at.territory,
    kind: "broadcast",
    monetization: null,
    channel: name,
    start: momentOf(slot.start, programme.start),
    end: slot.stop
      ? momentOf(slot.stop, programme.stop)
      : { at: null, precision: "unknown", basis: "observed", text: null },
    terms: [
      {
        quality: wordsOf(programme, "video/quality").flatMap(qualitiesIn)[0] ?? null,
        price: null,
        audio: [],
        subtitles: wordsOf(programme, "subtitles/language").filter((each) => /^[a-z]{2,3}(?:-[A-Za-z]+)?$/u.test(each)),
      },
    ],
    url: urlOf(programme),
    text: shorten([...words, ...(film.year === null ? [] : [String(film.year)]), ...shown].join(" | ")),
    doubts,
  }
}

/** How the programme names its film; `doubts` gets what it states and cannot be read. */
export function filmOf(programme: Programme, doubts: string[] = []): FilmRef {
  const titles = programme.texts.get("title") ?? []
  const original = wordsOf(programme, "orig-language")[0]
  const inOriginal = titles.slice(1).find(({ attributes }) => original && attributes.lang === original)
  const year = yearOf(programme, doubts)
  return {
    title: titles.find(({ words }) => words !== "")?.words ?? null,
    originalTitle: inOriginal?.words || null,
    year,
    directors: [...new Set(wordsOf(programme, "credits/director"))],
    durationMinutes: minutesOf(programme),
    ids: idsOf(programme),
  }
}

function momentOf({ at, precision }: SlotTime, text: string): StatedMoment {
  return { at: toIso(at), precision, basis: "stated", text: squeeze(text) }
}

/** The guide's own elements, with the words they hold. */
function showingOf(programme: Programme): string[] {
  return ["premiere", "previously-shown"]
    .filter((mark) => programme.texts.has(mark))
    .map((mark) => [mark, ...wordsOf(programme, mark)].join(": "))
}

function yearOf(programme: Programme, doubts: string[]): number | null {
  const [date] = wordsOf(programme, "date")
  if (date === undefined) return null
  const year = Number(/^(1[89]\d\d|20\d\d)/u.exec(date)?.[1] ?? Number.NaN)
  if (Number.isInteger(year)) return year
  doubts.push(`unreadable year "${shorten(date, 40)}"`)
  return null
}

const UNITS: Readonly<Record<string, number>> = { seconds: 1 / 60, minutes: 1, hours: 60 }

function minutesOf(programme: Programme): number | null {
  const [length] = programme.texts.get("length") ?? []
  const amount = Number(length?.words || Number.NaN)
  const minutes = Math.round(amount * (UNITS[length?.attributes.units ?? "minutes"] ?? Number.NaN))
  return Number.isInteger(minutes) && minutes > 0 && minutes < 2_000 ? minutes : null
}

/** Ids that some guides state as a link or an episode number: "title/tt0109402" of imdb.com, "movie/550" of themoviedb.org. */
function idsOf(programme: Programme): FilmIds {
  const stated = ["url", "episode-num"].flatMap((path) => programme.texts.get(path) ?? [])
  const ids: Record<string, string> = {}
  for (const { words, attributes } of stated) {
    const where = `${attributes.system ?? ""} ${words}`
    const imdb = /imdb/iu.test(where) ? /\b(tt\d{5,10})\b/u.exec(words)?.[1] : undefined
    const tmdb = /themoviedb|tmdb/iu.test(where) ? /\bmovie\/(\d{1,9})\b/u.exec(words)?.[1] : undefined
    if (imdb) ids.imdb ??= imdb
    if (tmdb) ids.tmdb ??= tmdb
  }
  return ids
}

function urlOf(programme: Programme): string | null {
  const urls = wordsOf(programme, "url").map((words) => URL.parse(words))
  return urls.find((url) => url !== null && /^https?:$/u.test(url.protocol))?.href ?? null
}

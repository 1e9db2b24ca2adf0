import { type FilmFacts, type FilmRef, factsAbout, type Sighting, type Term } from "@vigie/core"
import { Parser } from "htmlparser2"
import { type StatedValue, statedPeriod } from "../moments.ts"
import type { TargetRef } from "../source.ts"
import { plain, shorten } from "../text.ts"

/** A film with what both forms of the data state of it. */
export interface Work {
  readonly film: FilmRef
  readonly facts: Partial<FilmFacts>
  readonly url: string | null
  readonly terms: Term
  readonly doubts: readonly string[]
  readonly place: string
  /** The age rating in the source's words; a film's facts have no place for it. */
  readonly rating?: string | null
}

export interface Rights {
  readonly start?: StatedValue
  readonly end?: StatedValue
  /** The words read, where they are not the values themselves. */
  readonly words?: { readonly start: string | null; readonly end: string | null }
}

/** A replay on france.tv for as long as the rights last. Throws DomainError("bad_date"), see statedPeriod. */
export function sightingOf(work: Work, rights: Rights, target: TargetRef): Sighting {
  const { film, url, terms, doubts, rating } = work
  const { start, end } = statedPeriod(rights.start, rights.end, target.zone)
  const words = rights.words ?? { start: start.text, end: end.text }
  const read = [film.ids.francetv, film.title, film.year, film.directors.join(", "), words.start, words.end, rating]
  return {
    film,
    provider: "France.tv",
    territory: target.territory,
    kind: "replay",
    monetization: "free",
    channel: null,
    start: { ...start, text: start.at === null ? null : words.start },
    end: { ...end, text: end.at === null ? null : words.end },
    terms: [terms],
    url,
    text: shorten(read.filter((part) => part !== null && part !== undefined && part !== "").join(" | ")),
    doubts: [...doubts],
  }
}

export function factsOf({ film, facts, place }: Work): FilmFacts {
  return factsAbout(film, { ...facts, place })
}

const SLOT =
  /^(?:emission|edition|programme|seance|soiree|diffusion|film) du (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\d)/u

/** "Émission du jeudi 20 février 2025" names a slot of a channel, not the film shown in it: that one's title is not stated. */
export function titleOf(stated: string | null): { readonly title: string | null; readonly doubts: string[] } {
  if (stated === null || !SLOT.test(plain(stated))) return { title: stated, doubts: [] }
  return { title: null, doubts: [`the title names a broadcast: "${shorten(stated, 100)}"`] }
}

/** "2022", "2022-05-01", "2022.0": a year in which a film can have been made; null otherwise. */
export function yearOf(stated: string | null): number | null {
  const year = /^(1[89]\d\d|20\d\d)(?!\d)/u.exec(stated ?? "")?.[1]
  return year === undefined ? null : Number(year)
}

/** The page's address without the campaign that the export adds behind "#"; null for what is no page of http(s). */
export function pageOf(stated: string | null): string | null {
  const url = stated === null ? null : URL.parse(stated, "https://www.france.tv")
  if (!url || !/^https?:$/u.test(url.protocol)) return null
  if (url.hash.startsWith("#at_")) url.hash = ""
  return url.href
}

export function idsOf(stated: Readonly<Record<"francetv" | "imdb" | "allocine", string | null>>): FilmRef["ids"] {
  const { francetv, imdb, allocine } = stated
  return {
    ...(francetv === null ? {} : { francetv }),
    ...(imdb !== null && /^tt\d{5,}$/u.test(imdb) ? { imdb } : {}),
    ...(allocine !== null && /^\d+$/u.test(allocine) ? { allocine } : {}),
  }
}

/** A text that the source writes as HTML or as plain text, as text. */
export function withoutTags(html: string | null): string | null {
  if (html === null) return null
  const text = html
    .replace(/<[^<>]*>/gu, " ")
    .replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/giu, decodeEntity)
  return text.replace(/\s+/gu, " ").trim() || null
}

/** "&eacute;", "&#233;" and "&#xe9;" as HTML reads them; an unknown one as it stands. */
function decodeEntity(entity: string): string {
  const parts: string[] = []
  new Parser({ ontext: (part) => parts.push(part) }).end(entity)
  return parts.join("")
}

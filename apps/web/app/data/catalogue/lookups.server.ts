import type { LookupView } from "@vigie/db"
import { sources } from "@vigie/sources"
import type { Config } from "@vigie/stages/config"
import { sourceName, webAddress } from "../film/offer.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { reasonInWords } from "../sources/reason-words.server.ts"

/** A film found elsewhere. */
export interface FoundLine {
  readonly index: number
  readonly title: string
  readonly originalTitle: string | null
  readonly year: number | null
  readonly directors: string
  readonly url: string | null
  /** The source's name. */
  readonly source: string
  /** Where the catalogue has it already. */
  readonly slug: string | null
}

export interface Refusal {
  readonly source: string
  readonly reason: string
}

/** A look-up in words. `contact`: nobody may be asked before one is set. */
export interface LookupSheet {
  readonly id: string
  readonly query: string
  readonly year: number | null
  readonly state: "waiting" | "found" | "nothing" | "failed" | "contact"
  /** Who is asked, or was. */
  readonly source: string
  /** Why each source that was asked gave no answer. */
  readonly refusals: readonly Refusal[]
  readonly films: readonly FoundLine[]
  /** The title to ask for next; empty after a look-up by an id. */
  readonly words: string
}

/** What a look-up has come to; `asked`: the source asked unless the look-up names another; `contact`: one is set. */
export function readLookupSheet(
  lookup: LookupView,
  { asked, contact }: { readonly asked: string; readonly contact: boolean },
  reading: Reading,
): LookupSheet {
  const { id, query, year, ids = {} } = lookup
  return {
    id,
    query,
    year,
    state: stateOf(lookup, contact),
    source: lookup.source === null ? asked : sourceName(lookup.source),
    refusals: lookup.state === "failed" ? refusalsIn(lookup.reason, asked, reading) : [],
    films: lookup.candidates.map((candidate, index) => readFound(candidate, index, lookup.source)),
    words: Object.keys(ids).length === 0 ? query : "",
  }
}

function readFound(
  { film, reference, url, slug }: LookupView["candidates"][number],
  index: number,
  source: string | null,
): FoundLine {
  return {
    index,
    title: film.title ?? film.originalTitle ?? reference,
    originalTitle: film.originalTitle === film.title || film.title === null ? null : film.originalTitle,
    year: film.year,
    directors: film.directors.join(", "),
    url: webAddress(url),
    source: sourceName(source ?? ""),
    slug,
  }
}

function stateOf({ state, reason, candidates }: LookupView, contact: boolean): LookupSheet["state"] {
  if (state === "done") return candidates.length === 0 ? "nothing" : "found"
  if (!contact || (state === "failed" && /\bno_contact:/.test(reason ?? ""))) return "contact"
  return state
}

/** What each source said: `tmdb: status: …; wikidata: timeout: …`. */
function refusalsIn(reason: string | null, asked: string, { locale }: Reading): readonly Refusal[] {
  const names = new RegExp(`^(${sources.map(({ id }) => id).join("|")}): `)
  const parts = (reason ?? "").split(/; (?=[a-z-]+: )/)
  return parts.map((part) => {
    const source = names.exec(part)
    return {
      source: source?.[1] ? sourceName(source[1]) : asked,
      reason: reasonInWords(source ? part.slice(source[0].length) : part, locale),
    }
  })
}

/** The source that a look-up asks: TMDB with its key, else Wikidata, which needs none. */
export function askedSource({ settings }: Pick<Config, "settings">): {
  readonly name: string
  readonly keyed: boolean
} {
  const keyed = Boolean(settings.TMDB_API_KEY)
  return { name: sourceName(keyed ? "tmdb" : "wikidata"), keyed }
}

const LONGEST = 200

/** What a form asks to be looked up; null when it names no film. A year is four digits, 1888 to 2100, else none. */
export function readAsked(form: FormData): { readonly query: string; readonly year: number | null } | null {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === "string" ? value.trim() : ""
  }
  const query = text("title").slice(0, LONGEST)
  const year = /^\d{4}$/.test(text("year")) ? Number(text("year")) : 0
  return query === "" ? null : { query, year: year >= 1888 && year <= 2100 ? year : null }
}

/** "Heat (1995)" as the two fields of the form: a year in brackets is one, any other number may be part of the title. */
export function splitYear(query: string): { readonly title: string; readonly year: string } {
  const stated = /^(.*\S)\s*\((\d{4})\)$/.exec(query)
  return { title: stated?.[1] ?? query, year: stated?.[2] ?? "" }
}

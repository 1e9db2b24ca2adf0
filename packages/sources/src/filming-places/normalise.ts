import type { AwardFact, CreditLine, FilmFacts, PlaceFact } from "@vigie/core"
import { plain, splitNames } from "../text.ts"
import { minutesIn } from "../words/duration.ts"
import type { Entry } from "./entries.ts"

/** What an entry says of its film, word for word where it names people. */
export function factsOf(entry: Entry, department: string | null, place: string): FilmFacts {
  const credits = entry.credits.map(creditOf)
  const directors = credits.filter(({ job }) => job === DIRECTION).flatMap(({ names }) => names ?? [])
  const cast = splitNames((entry.cast ?? "").replace(/^avec\s+/iu, ""))
  const synopsis = entry.synopsis.join("\n").replace(/^[^:\n]{1,12}:\s*/u, "")
  return {
    title: entry.title,
    originalTitle: null,
    year: entry.opening.year,
    directors,
    durationMinutes: minutesIn(entry.duration ?? ""),
    ids: {},
    aliases: [],
    form: null,
    countries: [...entry.opening.countries],
    genres: [...entry.opening.genres],
    synopsis: synopsis ? { text: synopsis, source: "Filming places" } : null,
    cast: cast.length > 0 ? cast : null,
    // The line that names the cast is a credit line like the others, word for word.
    credits:
      entry.cast === null
        ? credits
        : [...credits, { line: entry.cast, job: "Cast", names: cast.length > 0 ? cast : null }],
    companies: [],
    releases: null,
    broadcasts: null,
    boxOffice: null,
    awards: entry.awards.flatMap(awardsIn),
    places: placesIn(entry.places, department),
    place,
  }
}

const DIRECTION = "Réalisation"

/** "Décors de A & B", "Assistant réalisateur : A", "Réalisé par A"; a line that names nobody keeps null names. */
export function creditOf(line: string): CreditLine {
  const [, by] = /^(?:co-?)?réalisée?s?\s+par\s+(.+)$/iu.exec(line) ?? []
  if (by) return { line, job: DIRECTION, names: namesIn(by) }
  const [, job, names] =
    /^([^:]{2,60}?)\s*:\s*(.+)$/u.exec(line) ??
    /^(\p{Lu}.{1,60}?)\s+(?:de\s+|d['’]\s*|par\s+)(?=["«\p{Lu}\d])(.+)$/u.exec(line) ??
    []
  return job && names
    ? { line, job, names: namesIn(names) }
    : { line, job: line.replace(/\s+d['’]après\b.*$/iu, ""), names: null }
}

/** The people of a line, without the work it is drawn from ("d'après le roman de …"). */
function namesIn(text: string): string[] | null {
  const names = splitNames(text.replace(/,?\s+(?:(?:librement )?(?:adapté|inspiré)e?\s+)?d['’]après\b.*$/iu, ""))
  return names.length > 0 ? names : null
}

/** "César 1994 : A & B." as two awards of one body and year; several bodies may stand on one line. */
export function awardsIn(line: string): AwardFact[] {
  const text = line.replace(/^(?:prix\s*(?:&|et)\s*récompenses|récompenses|prix)\s*:\s*/iu, "")
  return text.split(/(?<=\.)\s+(?=\p{Lu}[^.:]{2,80}\d{4}\s*:)/u).flatMap((part): AwardFact[] => {
    const [, body, year, won] = /^(.{2,100}?)\s+(?:de\s+|en\s+)?\(?((?:19|20)\d\d)\)?\s*:\s*(.+)$/u.exec(part) ?? []
    if (body && won) return categoriesIn(won).map((category) => ({ body, year: Number(year), category, text: part }))
    const said = part.replace(/\.$/u, "")
    return /\p{L}/u.test(said) ? [{ body: said, year: null, category: said, text: part }] : []
  })
}

/** Splits only where another prize begins, since a category may hold a comma or "&" of its own. */
function categoriesIn(text: string): string[] {
  const another =
    /\s*(?:,|&|\bet\b)\s*(?=(?:le |la |du |de la )?(?:meilleure?s?|prix|grand|mention|palme|ours|lion|césar|nomination)\b)/iu
  return text
    .replace(/\.$/u, "")
    .split(another)
    .map((each) => each.trim())
    .filter((each) => each !== "")
}

function placesIn(line: string | null, department: string | null): PlaceFact[] {
  const names = (line ?? "").replace(/^[^:]{1,30}:\s*/u, "").replace(/\.\s*$/u, "")
  return names
    .split(/\s*[,;]\s*|\s+(?:&|et)\s+/u)
    .filter((name) => /\p{L}/u.test(name))
    .map((name) => ({ name: name.trim(), department, text: line ?? "" }))
}

/** "l'Insee … lui attribuent le code 62", "Pas-de-Calais (62)": the document's own department; null when it states none. */
export function departmentIn(lines: readonly string[]): string | null {
  for (const line of lines) {
    const folded = plain(line.slice(0, 2_000))
    if (!/departement|fait son cinema/u.test(folded)) continue
    const code = /\bcode (\d{2,3}|2[ab])\b/u.exec(folded)?.[1] ?? /\((\d{2,3}|2[ab])\)/u.exec(folded)?.[1]
    if (code) return code.toUpperCase()
  }
  return null
}

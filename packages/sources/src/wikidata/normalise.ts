import { type FilmFacts, type FilmIds, factsAbout, type PlaceFact } from "@vigie/core"
import { splitNames } from "../text.ts"
import { COUNTRIES, FILM_CLASSES, ID_PROPERTIES, P, UNITS } from "./properties.ts"
import { type Entity, Item, type Pending, Quantity, Text, Title, valuesOf, Year } from "./schema.ts"

/** French first, then English, then Wikidata's "for all languages". */
const LANGUAGES = ["fr", "en", "mul"] as const

export function isFilm(entity: Entity): boolean {
  return valuesOf(entity, P.instanceOf, Item).some((id) => Object.hasOwn(FILM_CLASSES, id))
}

export function labelOf(entity: Entity): string | null {
  return LANGUAGES.map((language) => entity.labels[language]).find(Boolean) ?? null
}

/** People and places that the film links to, which are entities of their own. */
export function linkedOf(film: Entity): Pending["linked"] {
  return [
    ...valuesOf(film, P.director, Item).map((id) => ({ as: "director" as const, id })),
    ...valuesOf(film, P.shootingPlace, Item).map((id) => ({ as: "place" as const, id })),
  ]
}

/** What an entity says of its film by itself; `known` holds other entities of the same document. */
export function factsOf(film: Entity, known: ReadonlyMap<string, Entity>): FilmFacts {
  const title = labelOf(film)
  const [original] = valuesOf(film, P.originalTitle, Title)
  const forms = valuesOf(film, P.instanceOf, Item).flatMap((id) => FILM_CLASSES[id] ?? [])
  const years = valuesOf(film, P.released, Year)
  const facts = factsAbout(
    {
      title: title ?? original ?? Object.values(film.labels).find(Boolean) ?? null,
      originalTitle: original === undefined || original === title ? null : original,
      year: years.length > 0 ? Math.min(...years) : null,
      directors: [],
      durationMinutes: minutesOf(film),
      ids: idsOf(film),
    },
    {
      aliases: otherTitles(film, title),
      form: forms[0] ?? null,
      countries: valuesOf(film, P.country, Item).flatMap((id) => COUNTRIES[id] ?? []),
      place: film.id,
    },
  )
  const named = linkedOf(film).flatMap(({ as, id }) => {
    const entity = known.get(id)
    return entity ? [{ as, entity }] : []
  })
  const complete = named.reduce((sum, { as, entity }) => withLinked(sum, as, entity), facts)
  return complete.directors.length > 0 ? complete : { ...complete, directors: directorsInWords(film) }
}

/** The film with one more director or shooting place, by the entity that names it. */
export function withLinked(film: FilmFacts, as: "director" | "place", entity: Entity): FilmFacts {
  const name = labelOf(entity)
  if (name === null) return film
  if (as === "director") return { ...film, directors: [...new Set([...film.directors, name])] }
  return { ...film, places: [...film.places, placeOf(entity, name)] }
}

/** A commune's INSEE code begins with its department's; overseas these have three digits. */
function placeOf(entity: Entity, name: string): PlaceFact {
  const [insee] = valuesOf(entity, P.insee, Text)
  const department = /^(97\d|98\d|\d\d|2[AB])(?=\w{2,3}$)/u.exec(insee ?? "")?.[1] ?? null
  return { name, department, text: `${name} (${entity.id})` }
}

function otherTitles(film: Entity, title: string | null): string[] {
  const labels = LANGUAGES.flatMap((language) => film.labels[language] ?? [])
  const aliases = LANGUAGES.flatMap((language) => film.aliases[language] ?? [])
  return [...new Set([...labels, ...aliases])].filter((each) => each !== "" && each !== title)
}

function idsOf(film: Entity): FilmIds {
  const ids: Record<string, string> = { wikidata: film.id }
  for (const [scheme, property] of Object.entries(ID_PROPERTIES)) {
    const [value] = valuesOf(film, property, Text)
    if (value !== undefined) ids[scheme] = value
  }
  return ids
}

function minutesOf(film: Entity): number | null {
  // A length in a unit that is none of time ("1") hides no other.
  const length = valuesOf(film, P.runningTime, Quantity).find(({ unit }) => Object.hasOwn(UNITS, unit))
  const minutes = length ? Math.round(length.amount * (UNITS[length.unit] ?? 0)) : 0
  return minutes > 0 && minutes < 10_000 ? minutes : null
}

/** "1999 film directed by A and B", "film français réalisé par A, sorti en 1999": where the director's entity was not read. */
function directorsInWords(film: Entity): string[] {
  const french = /\bréalisée?s? par (.+?)(?:,? sortie? en \d{4})?$|\bde (\p{Lu}.+?),? sortie? en \d{4}$/u
  const english = /\b(?:directed|film) by (.+?)(?: \(\d{4}\))?$/u
  const [, by, of] = french.exec(film.descriptions.fr ?? "") ?? english.exec(film.descriptions.en ?? "") ?? []
  return splitNames(by ?? of ?? "")
}

import type { FilmIds } from "../sighting.ts"
import type { CatalogueFilm } from "./film.ts"

/** Registries that give one film one id: two different ids are two films. A provider's own ids change when it lists a film again. */
const REGISTRIES: ReadonlySet<string> = new Set(["imdb", "tmdb", "allocine", "isan", "eidr", "wikidata", "unifrance"])

/** An id as it is stored and compared: `tt0109402`, `Q42`, an ISAN's sixteen digits without version nor check characters. */
export function normaliseId(scheme: string, value: string): string {
  const text = value.trim()
  if (scheme === "imdb")
    return text.toLowerCase().replace(/^(tt)?0*(\d+)$/, (_, __, digits: string) => `tt${digits.padStart(7, "0")}`)
  if (scheme === "wikidata") return text.toUpperCase()
  if (scheme === "eidr") return text.toUpperCase().replace(/^(?:HTTPS?:\/\/(?:DX\.)?DOI\.ORG\/|DOI:)/, "")
  if (scheme === "isan") return isanRoot(text)
  return text
}

/** ISO 15706: four groups of four hexadecimal digits name the work; a check character and a version may follow. */
function isanRoot(text: string): string {
  const [, ...groups] =
    /^(?:ISAN\s*)?([0-9A-F]{4})[ -]?([0-9A-F]{4})[ -]?([0-9A-F]{4})[ -]?([0-9A-F]{4})/.exec(text.toUpperCase()) ?? []
  return groups.length === 4 ? groups.join("-") : text
}

/** What two sets of ids say: any `same`, and any registry in which they `conflict`. */
export function compareIds(
  work: FilmIds,
  film: CatalogueFilm["ids"],
): { readonly same: boolean; readonly conflict: boolean } {
  let same = false
  let conflict = false
  for (const [scheme, value] of Object.entries(work)) {
    const known = [film[scheme] ?? []].flat().map((id) => normaliseId(scheme, id))
    if (known.length === 0) continue
    if (known.includes(normaliseId(scheme, value))) same = true
    else if (REGISTRIES.has(scheme)) conflict = true
  }
  return { same, conflict }
}

import { territoryInWords } from "@vigie/core"
import { foldInPlace } from "../text.ts"

const EXCLUSIONS = new Map<string, RegExp>()

/** Countries that the French-speaking press tells apart, with what is said of them. */
const ABROAD: readonly (readonly [string, string])[] = [
  ["BE", "en belgique"],
  ["CH", "en suisse"],
  ["CA", "au (?:canada|quebec)"],
  ["US", "aux etats-unis|outre-atlantique|en amerique"],
  ["GB", "au royaume-uni|en angleterre|outre-manche"],
  ["DE", "en allemagne"],
  ["LU", "au luxembourg"],
  ["IT", "en italie"],
  ["ES", "en espagne"],
]
const OFFERED = "(?:disponib|propos|visible|accessible|arriv|debarqu|sort)[a-z]*(?: [a-z'+-]+){0,6}"

/**
 * True where the words exclude a territory: "sauf en France", "un pays ne l'aura pas : c'est la France", or offer the film
 * in other countries only ("disponible en Belgique").
 */
export function excludes(folded: string, territory: string): boolean {
  const pattern = EXCLUSIONS.get(territory) ?? exclusionOf(territory)
  EXCLUSIONS.set(territory, pattern)
  return pattern.test(folded) || (isAbroad(folded, territory) && !names(territory).test(folded))
}

function isAbroad(folded: string, territory: string): boolean {
  return ABROAD.some(
    ([code, words]) => code !== territory && new RegExp(`\\b${OFFERED} (?:${words})\\b`, "u").test(folded),
  )
}

function names(territory: string): RegExp {
  const home = ABROAD.find(([code]) => code === territory)?.[1] ?? foldInPlace(territoryInWords(territory, "fr"))
  return new RegExp(
    territory === "FR" ? "\\bfrance\\b(?! ?(?:[2-5o]\\b|[.•]?tv|televisions))|\\bl'hexagone\\b" : home,
    "u",
  )
}

function exclusionOf(territory: string): RegExp {
  const name = foldInPlace(territoryInWords(territory, "fr")).replace(/[^a-z' -]/gu, ".")
  const names = territory === "FR" ? "(?:la )?france|l'hexagone" : `(?:la |le |les |l')?${name}`
  const but = "(?:sauf|excepte|hors|hormis|indisponibles?|pas (?:disponibles? )?)(?: (?:en|au|aux|pour))?"
  const without = `\\b(?:${names}) (?:n'y |ne l'|n')(?:aur|a )[a-z]* ?(?:pas|plus)?|\\b(?:${names}) (?:devra|doit|va devoir) attendre`
  return new RegExp(
    `\\b${but} (?:${names})\\b|qui ne l'aur[a-z]+ pas ?: ?(?:c'est )?(?:${names})\\b|\\bpas (?:encore )?en (?:${names})\\b|\\ba l'exception de (?:${names})\\b|${without}`,
    "u",
  )
}

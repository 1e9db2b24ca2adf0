import { z } from "zod"
import { DomainError, quote } from "./errors.ts"
import { foldPlace } from "./fold.ts"
import { TERRITORY_TABLE } from "./territory-table.ts"

/** ISO 3166-1 alpha-2, upper case. FR is metropolitan France. */
export type Territory = keyof typeof TERRITORY_TABLE

/** All of them, in alphabetical order. */
export const TERRITORIES = Object.keys(TERRITORY_TABLE) as readonly Territory[]

export const Territory = z.enum(TERRITORIES, {
  error: (issue) => `unknown territory ${quote(issue.input)}: expected an ISO 3166-1 code such as FR`,
})

/** Territories of France with their own code: never covered by FR (I7). */
export const FRENCH_OVERSEAS: readonly Territory[] = ["GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF"]

export function isTerritory(value: string): value is Territory {
  return Object.hasOwn(TERRITORY_TABLE, value)
}

/** A territory's code in any case. Throws DomainError("unknown_territory") naming the value; UK and EL are no ISO codes. */
export function parseTerritory(value: string): Territory {
  const code = value.trim().toUpperCase()
  if (isTerritory(code)) return code
  throw new DomainError(
    "unknown_territory",
    `unknown territory ${quote(value)}: expected an ISO 3166-1 code such as FR`,
  )
}

/** The IANA zone of the territory's capital. Throws DomainError("unknown_territory"). */
export function zoneOf(territory: string): string {
  return TERRITORY_TABLE[parseTerritory(territory)][0]
}

/** The ISO 4217 currency of the territory's prices; null where there is none. */
export function currencyOf(territory: string): string | null {
  const row: readonly [string, string?] = TERRITORY_TABLE[parseTerritory(territory)]
  return row[1] ?? null
}

/** Names that pages write and CLDR does not, per code, French and English. */
const OTHER_NAMES: Partial<Record<Territory, readonly string[]>> = {
  AE: ["EAU", "UAE"],
  BA: ["Bosnie", "Bosnia"],
  CD: ["RDC", "République démocratique du Congo", "Congo-Kinshasa", "DR Congo"],
  CG: ["Congo", "République du Congo", "Congo-Brazzaville"],
  CI: ["Ivory Coast"],
  CN: ["République populaire de Chine"],
  CV: ["Cap Vert"],
  CZ: ["République tchèque", "Czech Republic"],
  FR: ["France métropolitaine"],
  GB: ["UK", "U.K.", "Grande-Bretagne", "Great Britain", "Angleterre", "England", "Écosse", "Scotland"],
  HK: ["Hong Kong", "Hongkong"],
  IE: ["Eire", "République d'Irlande"],
  KP: ["Corée du Nord", "North Korea"],
  KR: ["Corée", "Corée du Sud", "République de Corée", "Korea", "South Korea"],
  MK: ["Macédoine", "Macedonia"],
  MM: ["Birmanie", "Burma"],
  MO: ["Macao", "Macau"],
  NL: ["Hollande", "Holland", "The Netherlands"],
  PS: ["Palestine"],
  RE: ["Réunion", "Île de la Réunion"],
  RU: ["Fédération de Russie", "Russian Federation"],
  SZ: ["Swaziland"],
  TR: ["Turkey", "Turquie"],
  TW: ["Taïwan"],
  US: ["USA", "U.S.A.", "US", "États-Unis d'Amérique", "United States of America"],
  VA: ["Vatican"],
  VN: ["Viet Nam", "Vietnam"],
}

let codesByName: ReadonlyMap<string, Territory> | undefined

function nameTable(): ReadonlyMap<string, Territory> {
  const table = new Map<string, Territory>()
  const names = ["fr", "en"].map((locale) => new Intl.DisplayNames([locale], { type: "region" }))
  for (const code of TERRITORIES) {
    for (const each of names) table.set(foldPlace(each.of(code) ?? code), code)
  }
  for (const code of TERRITORIES) {
    for (const name of OTHER_NAMES[code] ?? []) table.set(foldPlace(name), code)
  }
  return table
}

/**
 * The territory a page means by a country's name in French or English ("Belgique", "Etats-Unis", "the United Kingdom");
 * null when unknown, or no longer a country (URSS, RFA).
 */
export function territoryNamed(name: string): Territory | null {
  codesByName ??= nameTable()
  const folded = foldPlace(name)
  return codesByName.get(folded) ?? codesByName.get(folded.replace(/^(la|le|les|the|l) /, "")) ?? null
}

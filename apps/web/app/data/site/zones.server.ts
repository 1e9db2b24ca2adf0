import { isTerritory, type Locale, zoneOf } from "@vigie/core"
import type { UserRow } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"

export interface Choice {
  readonly value: string
  readonly name: string
}

/** Choices under one name. */
export interface Choices {
  readonly name: string
  readonly of: readonly Choice[]
}

/** Every zone once: those of the reader's territories, then the others by continent. */
export function zoneChoices(
  { zone, territories }: Pick<UserRow, "zone" | "territories">,
  locale: Locale,
): readonly Choices[] {
  const { zoneYours, zoneElsewhere, continents } = PHRASES[locale].account.profile
  const yours = [...new Set([...territories.filter(isTerritory).map(zoneOf), zone])]
  const others = Intl.supportedValuesOf("timeZone").filter((one) => !yours.includes(one))
  const { compare } = new Intl.Collator(locale)
  const byContinent = Map.groupBy(others, (one) => {
    const continent = one.split("/")[0] ?? ""
    return Object.hasOwn(continents, continent) ? continents[continent as keyof typeof continents] : zoneElsewhere
  })
  const groups = [...byContinent].map(([name, of]) => ({
    name,
    of: of.map((value) => ({ value, name: cityOf(value) })),
  }))
  return [
    { name: zoneYours, of: yours.map((value) => ({ value, name: cityOf(value) })) },
    ...groups.toSorted((a, b) => compare(a.name, b.name)),
  ]
}

/** "America/Argentina/Buenos_Aires" is "Argentina, Buenos Aires". */
function cityOf(zone: string): string {
  const parts = zone.split("/")
  return (parts.length === 1 ? parts : parts.slice(1)).join(", ").replaceAll("_", " ")
}

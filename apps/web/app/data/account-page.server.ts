import { isTerritory, type Locale, zoneOf } from "@vigie/core"
import { listServices, type ServiceChoice, type UserRow } from "@vigie/db"
import { config } from "../../src/env.ts"
import { PHRASES } from "../i18n/words.ts"
import type { SignedIn } from "./access.server.ts"
import { ask } from "./db.server.ts"
import { type TerritoryChoice, territoriesInWords } from "./territories.server.ts"

export interface Choice {
  readonly value: string
  readonly name: string
}

/** Choices under one name. */
export interface Choices {
  readonly name: string
  readonly of: readonly Choice[]
}

/** What the profile's form holds. */
export interface ProfileValues {
  readonly name: string
  readonly locale: string
  readonly zone: string
  readonly territory: string
  /** Other territories that count. */
  readonly also: readonly string[]
  readonly add: string
}

/** A service, and what belongs to it or is sold through it. */
export interface ServiceGroup {
  readonly name: string
  /** Null where the service itself is not to be had there. */
  readonly own: ServiceLine | null
  readonly within: readonly ServiceLine[]
}

export interface ServiceLine {
  readonly id: string
  readonly name: string
  readonly on: boolean
}

/** Everything the first of the account's pages shows besides what was just typed. */
export interface AccountSheet {
  readonly local: boolean
  /** Null: none was given, mails stay here. */
  readonly address: string | null
  readonly twoFactor: boolean
  readonly profile: ProfileValues
  readonly quiet: { readonly from: string; readonly to: string }
  readonly zones: readonly Choices[]
  readonly territories: readonly TerritoryChoice[]
  readonly also: readonly TerritoryChoice[]
  readonly services: { readonly first: readonly ServiceGroup[]; readonly others: readonly ServiceGroup[] }
}

/** The address of whoever gave none is no address. */
export function statedAddress(user: UserRow): string | null {
  return user.email.endsWith(".localhost") ? null : user.email
}

export async function readAccountSheet({ user, locale, services }: SignedIn): Promise<AccountSheet> {
  const territories = territoriesInWords(locale, []).others
  const [territory = "FR", ...also] = user.territories
  return {
    local: config.accounts === "local",
    address: statedAddress(user),
    twoFactor: user.twoFactor,
    profile: { name: user.name, locale: user.locale, zone: user.zone, territory, also, add: "" },
    quiet: { from: user.quietFrom ?? "", to: user.quietTo ?? "" },
    zones: zoneChoices(user, locale),
    territories,
    also: territories.filter(({ code }) => also.includes(code)),
    services: groupServices(await offeredServices(user.territories), services),
  }
}

const KEPT_MS = 600_000
const kept = new Map<string, { readonly until: number; readonly choices: Promise<readonly ServiceChoice[]> }>()

/** What may be had in these territories; counted again after ten minutes, since only the order follows the counts. */
export function offeredServices(territories: readonly string[], now = Date.now()): Promise<readonly ServiceChoice[]> {
  const key = territories.toSorted().join(" ")
  const known = kept.get(key)
  if (known !== undefined && known.until > now) return known.choices
  const choices = ask((db) => listServices(db, territories, config.demo))
  if (kept.size > 200) kept.clear()
  kept.set(key, { until: now + KEPT_MS, choices })
  choices.catch(() => kept.delete(key))
  return choices
}

/** Services that have something to see, or that are ticked, come first; each with what belongs to it; in the order given. */
export function groupServices(choices: readonly ServiceChoice[], ticked: readonly string[]): AccountSheet["services"] {
  const on = new Set(ticked)
  const groups = Map.groupBy(choices, ({ parent, name }) => parent ?? name)
  const lined = [...groups].map(([name, of]) => {
    const lines = of.map((one) => ({ id: one.id, name: one.name, on: on.has(one.id) }))
    const own = lines[of.findIndex((one) => one.parent === null && one.name === name)] ?? null
    const group: ServiceGroup = { name, own, within: lines.filter((line) => line !== own) }
    return { group, open: of.reduce((sum, one) => sum + one.open, 0), ticked: lines.some((line) => line.on) }
  })
  const ordered = lined.toSorted((a, b) => b.open - a.open)
  const isFirst = ({ open, ticked }: (typeof lined)[number]) => open > 0 || ticked
  return {
    first: ordered.filter(isFirst).map(({ group }) => group),
    others: ordered.filter((one) => !isFirst(one)).map(({ group }) => group),
  }
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

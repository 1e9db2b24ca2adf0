import { listServices, type ServiceChoice, type UserRow } from "@vigie/db"
import { config } from "../../../src/env.ts"
import { ask } from "../site/db.server.ts"
import { type TerritoryChoice, territoriesInWords } from "../site/territories.server.ts"
import { type Choices, zoneChoices } from "../site/zones.server.ts"
import type { SignedIn } from "./access.server.ts"
import { groupServices, type Services } from "./services.server.ts"

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

/** Everything the first of the account's pages shows besides what was just typed. */
export interface AccountSheet {
  readonly local: boolean
  /** Null: none was given, mails stay here. */
  readonly address: string | null
  readonly twoFactor: boolean
  readonly profile: ProfileValues
  readonly zones: readonly Choices[]
  readonly territories: readonly TerritoryChoice[]
  readonly also: readonly TerritoryChoice[]
  readonly services: Services
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

import { foldName, Kind, kindInWords, type Locale, monetizationInWords, Quality, qualityInWords } from "@vigie/core"
import type { ServiceChoice } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { rhythmsIn } from "../account/rhythms.server.ts"
import { capital } from "../film/offer-words.server.ts"
import type { Choices } from "../site/zones.server.ts"
import { TONGUES } from "./rule-languages.server.ts"
import { PAYS, type RuleValues, WAYS } from "./rule-values.server.ts"

export interface RuleOption {
  readonly value: string
  readonly name: string
}

/** The changes a rule may ask for, in the order of a film's life: corrections go to whoever was told, asked for or not. */
const CHANGES = [
  ...(["announced", "opened", "back", "closing", "closed"] as const),
  ...(["repriced", "moved", "improved", "reduced"] as const),
]

/** What the form offers, in words. */
export interface RuleOptions {
  readonly changes: readonly RuleOption[]
  readonly pays: readonly RuleOption[]
  readonly ways: readonly RuleOption[]
  readonly kinds: readonly RuleOption[]
  readonly qualities: readonly RuleOption[]
  readonly tongues: readonly RuleOption[]
  readonly rhythms: readonly Choices[]
}

export function optionsIn(locale: Locale): RuleOptions {
  const { rule: words } = PHRASES[locale].watchlist
  return {
    changes: CHANGES.map((value) => ({ value, name: words.changeNames[value] })),
    pays: PAYS.map((value) => ({ value, name: words.pays[value] })),
    kinds: Kind.options.map((value) => ({ value, name: capital(kindInWords(value, locale)) })),
    ways: WAYS.map((value) => ({ value, name: capital(monetizationInWords(value, locale)) })),
    qualities: Quality.options.map((value) => ({ value, name: qualityInWords(value) })),
    tongues: TONGUES.map((value) => ({ value, name: words.tongues[value === "" ? "any" : value] })),
    rhythms: rhythmsIn(locale),
  }
}

/** The providers that the form names: those ticked first, then as many as fit of those that the text finds. */
export interface ProviderChoices {
  readonly ticked: readonly RuleOption[]
  readonly others: readonly RuleOption[]
  /** Found, and not shown. */
  readonly more: number
}

const SHOWN = 24

/** @param names of the ticked ones, offered in these territories or not. */
export function providerChoices(
  offered: readonly ServiceChoice[],
  { named, find }: Pick<RuleValues, "named" | "find">,
  names: ReadonlyMap<string, string>,
): ProviderChoices {
  const wanted = foldName(find)
  const found = offered.filter(({ id, name }) => !named.includes(id) && foldName(name).includes(wanted))
  return {
    ticked: named.flatMap((value) => {
      const name = names.get(value)
      return name === undefined ? [] : [{ value, name }]
    }),
    others: found.slice(0, SHOWN).map(({ id, name, parent }) => ({
      value: id,
      name: parent === null || parent === name ? name : `${name} (${parent})`,
    })),
    more: Math.max(0, found.length - SHOWN),
  }
}

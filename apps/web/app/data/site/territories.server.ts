import { TERRITORIES } from "@vigie/core"
import type { Locale } from "../../i18n/locale.ts"

export interface TerritoryChoice {
  readonly code: string
  readonly name: string
}

/** Every territory by its name, those that a pack is made for apart; each in the order of the language. */
export function territoriesInWords(
  locale: Locale,
  packs: readonly { readonly territory: string }[],
): { readonly withPack: readonly TerritoryChoice[]; readonly others: readonly TerritoryChoice[] } {
  const names = new Intl.DisplayNames([locale], { type: "region" })
  const { compare } = new Intl.Collator(locale)
  const all = TERRITORIES.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) =>
    compare(a.name, b.name),
  )
  const has = ({ code }: TerritoryChoice) => packs.some(({ territory }) => territory === code)
  return { withPack: all.filter(has), others: all.filter((one) => !has(one)) }
}

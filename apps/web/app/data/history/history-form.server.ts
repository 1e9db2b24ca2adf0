import { ChangeKind, type KeyMonetization, Kind, kindInWords, Monetization, monetizationInWords } from "@vigie/core"
import type { HistoryExtent } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { capital } from "../film/offer-words.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { territoryName } from "./history.server.ts"
import { daysOf, type HistoryAsked } from "./history-asked.server.ts"

interface Option {
  readonly value: string
  readonly name: string
}

/** The form as it was sent, its choices in words. */
export interface HistoryForm {
  readonly chosen: Readonly<Record<"from" | "to" | "unit" | "territory" | "kind" | "how" | "change" | "by", string>>
  readonly options: Readonly<Record<"unit" | "territory" | "kind" | "how" | "change" | "by", readonly Option[]>>
  readonly providers: readonly (Option & { readonly on: boolean })[]
  /** Null for a reader without a list. */
  readonly mine: boolean | null
  readonly first: boolean
  /** How many choices narrow what is shown. */
  readonly count: number
}

export function readHistoryForm(asked: HistoryAsked, extent: HistoryExtent, viewer: Viewer): HistoryForm {
  const { locale } = viewer
  const { history: words, changes } = PHRASES[locale]
  const any = { value: "", name: words.any }
  const territories = [...new Set([...viewer.territories, ...extent.territories, asked.territory])]
  const hows: readonly KeyMonetization[] = [...Monetization.options, "unknown"]
  const narrowed = [asked.kind, asked.how, asked.change, asked.from ?? asked.to, asked.unit].filter(
    (one) => one !== null,
  )
  return {
    chosen: {
      ...daysOf(asked, viewer.now, null),
      territory: asked.territory,
      unit: asked.unit ?? "",
      kind: asked.kind ?? "",
      how: asked.how ?? "",
      change: asked.change ?? "",
      by: asked.by,
    },
    options: {
      unit: [
        { value: "", name: words.units.auto },
        ...(["day", "week", "month"] as const).map((value) => ({ value, name: words.units[value] })),
      ],
      territory: territories.map((value) => ({ value, name: territoryName(value, viewer) })),
      kind: [
        { value: "", name: words.noBroadcast },
        ...Kind.options.map((value) => ({ value, name: capital(kindInWords(value, locale)) })),
      ],
      how: [any, ...hows.map((value) => ({ value, name: capital(monetizationInWords(value, locale)) }))],
      change: [any, ...ChangeKind.options.map((value) => ({ value, name: changes[value] }))],
      by: (["provider", "kind", "how", "change"] as const).map((value) => ({ value, name: words.bys[value] })),
    },
    providers: extent.providers.map(({ slug, name }) => ({ value: slug, name, on: asked.provider.includes(slug) })),
    mine: viewer.user === null ? null : asked.mine,
    first: asked.first,
    count: narrowed.length + asked.provider.length + (asked.mine ? 1 : 0) + (asked.first ? 1 : 0),
  }
}

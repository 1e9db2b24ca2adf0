import { type Kind, kindInWords, Quality, territoryInWords } from "@vigie/core"
import type { WindowView } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { capital } from "./offer-words.server.ts"

/** What narrows the offers of a film's page, as its address says it. */
export interface OffersAsked {
  readonly free: boolean
  readonly mine: boolean
  readonly kind: Kind | null
  readonly quality: "hd" | "uhd" | null
  readonly territory: string | null
}

/** One filter as a link that switches it on or off. */
export interface FilterLink {
  readonly name: string
  readonly to: string
  readonly on: boolean
}

export const NOTHING_ASKED: OffersAsked = { free: false, mine: false, kind: null, quality: null, territory: null }

const KINDS: readonly Kind[] = ["vod", "replay", "broadcast"]
const NAMES = ["free", "mine", "kind", "quality", "territory"] as const

/** Reads an address; what it says that is no filter is left aside. */
export function readAsked(address: string): OffersAsked {
  const given = new URL(address).searchParams
  const kind = given.get("kind")
  const quality = given.get("quality")
  const territory = given.get("territory")
  return {
    free: given.get("free") === "1",
    mine: given.get("mine") === "1",
    kind: KINDS.find((one) => one === kind) ?? null,
    quality: quality === "hd" || quality === "uhd" ? quality : null,
    territory: territory !== null && /^[A-Z]{2}$/.test(territory) ? territory : null,
  }
}

/** What costs nothing more to somebody who has these services (ids of providers): a rental there is still paid for. */
export function isMine({ provider, monetization }: WindowView, services: readonly string[]): boolean {
  return services.includes(provider.id) && monetization !== "rent" && monetization !== "buy"
}

export function isFree({ monetization }: WindowView): boolean {
  return monetization === "free" || monetization === "ads"
}

/** The offers that are as asked. */
export function narrow(
  windows: readonly WindowView[],
  asked: OffersAsked,
  services: readonly string[],
): readonly WindowView[] {
  const least = asked.quality === null ? 0 : Quality.options.indexOf(asked.quality)
  return windows.filter(
    (window) =>
      (!asked.free || isFree(window)) &&
      (!asked.mine || isMine(window, services)) &&
      (asked.kind === null || window.kind === asked.kind) &&
      (asked.quality === null ||
        window.terms.some(({ quality }) => quality !== null && Quality.options.indexOf(quality) >= least)) &&
      (asked.territory === null || window.territory === asked.territory),
  )
}

/** Every filter that would tell some of these offers from others, and those that are on; empty when there is nothing to choose. */
export function readFilters(
  windows: readonly WindowView[],
  asked: OffersAsked,
  path: string,
  { services, locale, territories }: Pick<Viewer, "services" | "locale" | "territories">,
): readonly FilterLink[] {
  const words = PHRASES[locale].filmPage.filters
  const options: readonly (Partial<OffersAsked> & { readonly name: string })[] = [
    { name: words.free, free: true },
    { name: words.mine, mine: true },
    ...KINDS.map((kind) => ({ name: capital(kindInWords(kind, locale)), kind })),
    { name: words.hd, quality: "hd" },
    { name: words.uhd, quality: "uhd" },
    ...territories.map((territory) => ({ name: territoryInWords(territory, locale), territory })),
  ]
  return options.flatMap(({ name, ...part }) => {
    const [key, value] = Object.entries(part)[0] as [keyof OffersAsked, OffersAsked[keyof OffersAsked]]
    const on = asked[key] === value
    const left = narrow(windows, { ...NOTHING_ASKED, ...part }, services).length
    if (!on && (left === 0 || left === windows.length)) return []
    return [{ name, on, to: addressOf(path, { ...asked, [key]: on ? NOTHING_ASKED[key] : value }) }]
  })
}

/** The page's address that asks for this. */
export function addressOf(path: string, asked: OffersAsked): string {
  const stated = NAMES.flatMap((name) => {
    const value = asked[name]
    return value === null || value === false ? [] : [[name, value === true ? "1" : value]]
  })
  return `${path}${stated.length === 0 ? "" : `?${new URLSearchParams(stated)}`}#now`
}

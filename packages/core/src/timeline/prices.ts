import type { Term } from "../sighting.ts"
import { type Monetization, type Ms, type Price, Rank } from "../words.ts"
import type { TimelineWindow } from "./span.ts"

/** What one evidence stated over [from, to); `to` null = it still does. */
export interface TermsVersion {
  readonly windowId: string
  readonly rank: Rank
  readonly from: Ms
  readonly to: Ms | null
  readonly terms: readonly Term[]
}

/** A price over [from, to). */
export interface PriceStep {
  readonly from: Ms
  readonly to: Ms
  readonly price: Price
}

export interface PriceLine {
  readonly key: string
  readonly provider: TimelineWindow["provider"]
  readonly monetization: Monetization
  readonly territory: string
  readonly currency: string
  /** By time; a gap is a time at which nothing was stated. */
  readonly steps: readonly PriceStep[]
}

/** The best price of each provider, way to pay and currency over time, as the better source of each moment states it (W14). Until `now`. */
export function priceLines(
  windows: readonly TimelineWindow[],
  versions: readonly TermsVersion[],
  now: Ms,
): readonly PriceLine[] {
  const byWindow = Map.groupBy(versions, ({ windowId }) => windowId)
  const rows = windows.flatMap((window) => {
    const { monetization } = window
    if (monetization !== "rent" && monetization !== "buy") return []
    const until = window.closedAt ?? (window.status === "open" ? now : 0)
    return stepsOf(byWindow.get(window.id) ?? [], Math.min(now, until)).map((step) => ({ window, monetization, step }))
  })
  const keyOf = ({ window, step }: (typeof rows)[number]) =>
    [window.provider.id, window.monetization, window.territory, step.price.currency].join(" ")
  return [...Map.groupBy(rows, keyOf)]
    .map(([key, [first, ...others]]) => {
      const { window, monetization, step } = first!
      const { provider, territory } = window
      const steps = merge([step, ...others.map((other) => other.step)].sort((a, b) => a.from - b.from))
      return { key, provider, monetization, territory, currency: step.price.currency, steps }
    })
    .sort(
      (a, b) => a.provider.name.localeCompare(b.provider.name, "fr") || b.monetization.localeCompare(a.monetization),
    )
}

/** At each moment the better source's best price, then that of the statement made last. */
function stepsOf(versions: readonly TermsVersion[], until: Ms): readonly PriceStep[] {
  const told = versions.flatMap((version) => {
    const price = bestOf(version.terms)
    return price === null ? [] : [{ rank: version.rank, from: version.from, to: version.to ?? until, price }]
  })
  const cuts = [...new Set(told.flatMap(({ from, to }) => [from, to]))]
    .filter((at) => at <= until)
    .sort((a, b) => a - b)
  const order = Rank.options
  return cuts.flatMap((from, index) => {
    const to = cuts[index + 1]
    if (to === undefined) return []
    const [leading] = told
      .filter((one) => one.from <= from && one.to > from)
      .sort((a, b) => order.indexOf(a.rank) - order.indexOf(b.rank) || b.from - a.from)
    return leading === undefined ? [] : [{ from, to, price: leading.price }]
  })
}

function bestOf(terms: readonly Term[]): Price | null {
  const prices = terms.flatMap(({ price }) => (price === null ? [] : [price]))
  return prices.reduce<Price | null>(
    (best, one) =>
      best === null || (one.currency === best.currency && one.amountMinor < best.amountMinor) ? one : best,
    null,
  )
}

/** One price after itself is one step. */
function merge(steps: readonly PriceStep[]): readonly PriceStep[] {
  const merged: PriceStep[] = []
  for (const step of steps) {
    const last = merged.at(-1)
    if (last !== undefined && last.to >= step.from && last.price.amountMinor === step.price.amountMinor) {
      merged[merged.length - 1] = { ...last, to: Math.max(last.to, step.to) }
    } else merged.push(step)
  }
  return merged
}

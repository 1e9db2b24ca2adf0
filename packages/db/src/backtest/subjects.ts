import type { Rule, RuleOffer, RuleSubject, TermsVersion } from "@vigie/core"
import type { PastChange, PastWindow } from "./read.ts"
import { pricesBefore, termsAt } from "./terms-at.ts"

interface Tried {
  readonly rule: Rule
  readonly user: RuleSubject["user"]
  readonly past: readonly PastChange[]
  /** Every window of the films that ever opened. */
  readonly opened: readonly PastWindow[]
}

/** What a rule was asked about each change at its time. Terms are read only where the rule looks at any. */
export async function subjects(
  { rule, user, past, opened }: Tried,
  readStated: (windowIds: readonly string[]) => Promise<readonly TermsVersion[]>,
): Promise<(change: PastChange) => RuleSubject> {
  const returns = rule.changes.includes("back") && !rule.changes.includes("opened")
  const windows = [...past.map(({ window }) => window), ...(returns || rule.allTimeLow ? opened : [])]
  const stated = asksTerms(rule) ? await readStated([...new Set(windows.map(({ id }) => id))]) : []
  const versions = Map.groupBy(stated, ({ windowId }) => windowId)
  const byFilm = Map.groupBy(opened, ({ filmId }) => filmId)
  const offer = (window: PastWindow, at: number): RuleOffer => ({
    window,
    terms: termsAt(versions.get(window.id) ?? [], at),
  })
  return (change) => {
    const { window, countries, at } = change
    const others = byFilm.get(window.filmId) ?? []
    const gone = returns ? others.filter(({ closedAt }) => closedAt !== null && closedAt <= at) : []
    const rivals = others.filter(
      (one) => one.territory === window.territory && one.monetization === window.monetization,
    )
    return {
      ...offer(window, at),
      change,
      user,
      countries,
      gone: gone.map((one) => offer(one, one.closedAt ?? at)),
      pricesBefore: rule.allTimeLow
        ? [window, ...rivals].flatMap(({ id }) => pricesBefore(versions.get(id) ?? [], at))
        : [],
    }
  }
}

function asksTerms({ minQuality, maxPrice, target, allTimeLow, ...version }: Rule): boolean {
  const { audio, subtitles, described, original } = version
  return [minQuality, maxPrice, target, allTimeLow, audio, subtitles, described, original].some(
    (one) => one !== undefined,
  )
}

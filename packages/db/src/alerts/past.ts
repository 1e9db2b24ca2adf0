import { leadingTerms, type Ms, type RuleOffer, type RuleSubject, type Term, type WindowState } from "@vigie/core"
import type { Tx } from "../client.ts"
import type { StoredChange, WindowSubject } from "./subjects.ts"

/** A price stated of a film, and since when. */
interface PriceStated extends Record<string, unknown> {
  readonly territory: string
  readonly monetization: string
  readonly at: Ms
  readonly term: Pick<Term, "quality" | "price">
}

/** What a rule may ask about a film's past; read once per film. */
export interface FilmPast {
  readonly countries: readonly string[]
  readonly prices: readonly PriceStated[]
}

/** @param priced whether a change of a price is to be judged: prices are read only then. */
export async function readPast(tx: Tx, filmId: string, priced: boolean): Promise<FilmPast> {
  const films = await tx.sql<{ countries: string[] }>("select countries from films where id = $1", [filmId])
  const prices = priced
    ? await tx.sql<PriceStated>(
        `select w.territory, w.monetization, min(t.from_at) as at, jsonb_build_object('quality', x->'quality', 'price', x->'price') as term
         from windows w join evidence e on e.window_id = w.id join terms t on t.evidence_id = e.id
           cross join lateral jsonb_array_elements(t.terms) as x
         where w.film_id = $1 and w.monetization in ('rent', 'buy') and jsonb_typeof(x->'price') = 'object'
         group by 1, 2, 4`,
        [filmId],
      )
    : []
  return { countries: films[0]?.countries ?? [], prices }
}

/** What a rule is asked about a change, but for who asks. `closed`: the film's offers that are over. */
export function subjectOf(
  change: StoredChange,
  subject: WindowSubject,
  closed: readonly ClosedOffer[],
  past: FilmPast,
  now: Ms,
): Omit<RuleSubject, "user"> {
  const { window, evidence } = subject
  return {
    change,
    window,
    terms: leadingTerms(window, evidence, now),
    countries: past.countries,
    gone: change.kind === "opened" ? goneBefore(change, closed) : [],
    pricesBefore: past.prices
      .filter((one) => one.territory === window.territory && one.monetization === window.monetization)
      .filter((one) => one.at < change.at)
      .map((one) => one.term),
  }
}

/** A window that is over, with the terms it had. */
export interface ClosedOffer extends RuleOffer {
  readonly window: WindowState
  readonly closedAt: Ms
}

export function closedOffers(windows: readonly WindowSubject[], now: Ms): readonly ClosedOffer[] {
  return windows.flatMap(({ window, evidence }) =>
    window.status === "closed" && window.closedAt !== null
      ? [
          {
            closedAt: window.closedAt,
            window,
            terms: leadingTerms(window, evidence, now),
          },
        ]
      : [],
  )
}

/** What had closed before an opening. */
export function goneBefore(
  change: Pick<StoredChange, "windowId" | "at">,
  closed: readonly ClosedOffer[],
): readonly ClosedOffer[] {
  return closed.filter(({ window, closedAt }) => window.id !== change.windowId && closedAt <= change.at)
}

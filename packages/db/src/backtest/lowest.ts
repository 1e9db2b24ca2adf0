import { type Ms, type Price, Quality, type Rule } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD } from "../queries/cards.ts"
import type { FilmCard } from "../queries/types.ts"
import type { PastChange } from "./read.ts"
import type { ScopeSql } from "./scope.ts"

/** The lowest price ever stated of what a rule looks at. */
export interface LowestPrice {
  readonly price: Price
  /** When it was stated last. */
  readonly at: Ms
  readonly film: FilmCard
  /** The change whose proof shows it; null: none of its window is that old. */
  readonly changeId: string | null
}

interface Asked {
  readonly scope: ScopeSql
  readonly rule: Rule
  readonly past: readonly PastChange[]
  readonly territories: readonly string[]
}

/** Films whose every window is looked at; of more, only those with changes. */
const FILMS = 200

/** Null where the rule names no price, or nothing in its currency was ever stated. */
export async function lowestPrice(db: Tx, { scope, rule, past, territories }: Asked): Promise<LowestPrice | null> {
  const wanted = rule.target ?? rule.maxPrice
  if (wanted === undefined) return null
  const whole = Array.isArray(scope.value) && scope.value.length <= FILMS
  const windows = [...new Set(past.map(({ windowId }) => windowId))]
  const rows = await db.sql<{ amount: number; at: Ms; film: FilmCard; changeId: string | null }>(
    `select x.amount, x.at, ${FILM_CARD} as film, (select c.id from changes c where c.window_id = x.window_id and c.at <= x.at
         order by c.version desc limit 1) as "changeId"
     from (select w.id as window_id, w.film_id, m.from_at as at, (t -> 'price' ->> 'amountMinor')::int as amount
       from windows w join evidence e on e.window_id = w.id join terms m on m.evidence_id = e.id
         cross join jsonb_array_elements(m.terms) t
       where ${whole ? "w.film_id" : "w.id"} = any($1::uuid[]) and w.territory = any($2) and w.monetization = any($3)
         and t -> 'price' ->> 'currency' = $4 and ($5::text[] is null or t ->> 'quality' = any($5))
       order by 4, 3 desc limit 1) x join films f on f.id = x.film_id`,
    [whole ? scope.value : windows, territories, soldBy(rule), wanted.currency, qualitiesOf(rule)],
  )
  const [row] = rows
  return row
    ? {
        price: { amountMinor: row.amount, currency: wanted.currency },
        at: row.at,
        film: row.film,
        changeId: row.changeId,
      }
    : null
}

function soldBy({ monetizations }: Rule): readonly string[] {
  return (["rent", "buy"] as const).filter((one) => monetizations === "any" || monetizations.includes(one))
}

function qualitiesOf({ minQuality }: Rule): readonly string[] | null {
  return minQuality === undefined ? null : Quality.options.slice(Quality.options.indexOf(minQuality))
}

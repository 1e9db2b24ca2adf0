import type { Tx } from "../client.ts"

/** The terms that the leading evidence of a window states now (W14), as JSON; null without any. `window` is its id in SQL. */
export function leadingTerms(window: string): string {
  return `(select m.terms from evidence e join terms m on m.evidence_id = e.id and m.to_at is null
    where e.window_id = ${window} and e.status = 'holding'
    order by array_position(array['provider', 'api', 'page', 'press'], e.rank), e.changed_at desc limit 1)`
}

/**
 * Writes on these windows what a catalogue is narrowed by: the best quality stated (0 sd, 1 hd, 2 uhd) and the lowest price.
 * Prices in several currencies are not compared: none is kept.
 */
export async function storeFacets(tx: Tx, windowIds: readonly string[]): Promise<void> {
  if (windowIds.length === 0) return
  await tx.sql(
    `update windows w set best_quality = x.quality, low_price = x.price, low_currency = x.currency
     from unnest($1::uuid[]) as of(id) cross join lateral (
       select max(array_position(array['sd', 'hd', 'uhd'], t ->> 'quality') - 1) as quality,
         case when count(distinct t -> 'price' ->> 'currency') = 1 then min((t -> 'price' ->> 'amountMinor')::int) end as price,
         case when count(distinct t -> 'price' ->> 'currency') = 1 then min(t -> 'price' ->> 'currency') end as currency
       from jsonb_array_elements(${leadingTerms("of.id")}) t
     ) x
     where w.id = of.id and (w.best_quality, w.low_price, w.low_currency) is distinct from (x.quality::smallint, x.price, x.currency)`,
    [windowIds],
  )
}

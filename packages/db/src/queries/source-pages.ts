import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

/** What is known of a source's work, as the worker last counted it. */
export interface SourceFigures {
  readonly source: string
  /** When its targets were counted. */
  readonly at: Ms
  readonly active: number
  readonly paused: number
  readonly failing: number
  /** Due for longer than a quarter of an hour. */
  readonly late: number
  readonly lastGoodAt: Ms | null
  readonly oldestDueAt: Ms | null
  /** Kinds of stored reasons, the most frequent first. */
  readonly failures: readonly { readonly reason: string; readonly count: number }[]
  readonly claims: number
  readonly contradicted: number
  readonly corrected: number
  readonly claimsAt: Ms | null
  /** I10: since when its withdrawals stand still; null: they do not. */
  readonly heldSince: Ms | null
}

/** Every source's figures; one that has never been counted has none. */
export function readSourceFigures(db: Tx): Promise<readonly SourceFigures[]> {
  return db.sql<SourceFigures & Record<string, unknown>>(
    `select s.source, s.at, s.active, s.paused, s.failing, s.late, s.last_good_at as "lastGoodAt", s.oldest_due_at as "oldestDueAt",
       s.failures, s.claims, s.contradicted, s.corrected, s.claims_at as "claimsAt", h.created_at as "heldSince"
     from source_figures s left join holds h on h.source = s.source and h.state = 'open' order by s.source`,
  )
}

/** A feed that a source is read by, without its address, which may be somebody's own. */
export interface SourceFeed {
  readonly id: string
  readonly territory: string
  readonly scope: "feed" | "article"
  readonly state: "active" | "paused" | "retired"
  readonly everyMs: Ms
  readonly failures: number
  readonly lastReason: string | null
  readonly lastGoodAt: Ms | null
  readonly dueAt: Ms
}

const FEEDS = 50

/** A source's feeds, the active ones first; its films' pages are only counted. */
export function readSourceFeeds(db: Tx, source: string): Promise<readonly SourceFeed[]> {
  return db.sql<SourceFeed & Record<string, unknown>>(
    `select id, territory, scope, state, every_ms as "everyMs", failures, last_reason as "lastReason", last_good_at as "lastGoodAt", due_at as "dueAt"
     from targets where source = $1 and scope = 'feed' order by state, territory, id limit ${FEEDS}`,
    [source],
  )
}

import type { Change, ChangeKind, KeyMonetization, Kind, Ms, TermsVersion } from "@vigie/core"
import type { Tx } from "../client.ts"
import type { ScopeSql } from "./scope.ts"

/** A stored change that might have rung, with its window's key. */
export interface PastChange extends Pick<Change, "id" | "kind" | "at" | "before" | "after" | "cause" | "quiet"> {
  readonly windowId: string
  readonly window: PastWindow
  /** Where its film was made. */
  readonly countries: readonly string[]
}

/** A window as far as rules and rings look at it. */
export interface PastWindow {
  readonly id: string
  readonly filmId: string
  readonly providerId: string
  readonly territory: string
  readonly kind: Kind
  readonly monetization: KeyMonetization
  readonly openedAt: Ms | null
  readonly closedAt: Ms | null
  /** A stated end, to warn of. */
  readonly endAt: Ms | null
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`
const WINDOW = `'id', w.id, 'filmId', w.film_id, 'providerId', w.provider_id, 'territory', w.territory, 'kind', w.kind,
  'monetization', w.monetization, 'openedAt', ${ms("w.opened_at")}, 'closedAt', ${ms("w.closed_at")},
  'endAt', case when w.end_basis <> 'observed' then ${ms("w.end_at")} end`

export interface PastAsked {
  readonly since: Ms
  readonly kinds: readonly ChangeKind[]
  /** Where warnings are asked for: what may state an end, rung or not. */
  readonly ends: boolean
  readonly territories: readonly string[]
  readonly demo: boolean
  readonly films: number
  readonly limit: number
}

const ENDS: readonly ChangeKind[] = ["announced", "opened", "moved"]

/** What might have rung of what is tried, the latest first, at most `limit`: along the index of its films, or the provider's. */
export function readPast(db: Tx, scope: ScopeSql, asked: PastAsked): Promise<readonly PastChange[]> {
  const { since, kinds, ends, territories, demo, films, limit } = asked
  const rings = "not c.quiet and c.cause in ('live', 'reparse') and c.kind = any($3)"
  const wanted = `c.territory = any($2) and ((${rings}) or c.kind = any($4)) and c.at >= $5`
  // Films come first where they are known: an index of all changes is never walked.
  const from = scope.films
    ? `(with of as materialized (select f.id, f.countries from films f where f.id in (${scope.films("$1")}) and ($6 or not f.demo) limit $8)
        select c.*, of.countries from of join changes c on c.film_id = of.id where ${wanted}) c`
    : `(select c.*, f.countries from changes c join films f on f.id = c.film_id
        where c.provider_id = $1::uuid and ${wanted} and ($6 or not f.demo) and $8 > 0 order by c.cursor desc limit $7) c`
  return db.sql<PastChange & Record<string, unknown>>(
    `select c.id, c.kind, c.at, c.before, c.after, c.cause, c.quiet, c.window_id as "windowId", c.countries, jsonb_build_object(${WINDOW}) as window
     from ${from} join windows w on w.id = c.window_id order by c.cursor desc limit $7`,
    [scope.value, territories, kinds, ends ? ENDS : [], new Date(since), demo, limit, films],
  )
}

/** Every window of these films there that ever opened: spells are runs of them (W23). */
export async function readOpened(
  db: Tx,
  filmIds: readonly string[],
  territories: readonly string[],
): Promise<readonly PastWindow[]> {
  const rows = await db.sql<{ window: PastWindow }>(
    `select jsonb_build_object(${WINDOW}) as window from windows w
     where w.film_id = any($1::uuid[]) and w.territory = any($2) and w.opened_at is not null`,
    [filmIds, territories],
  )
  return rows.map(({ window }) => window)
}

/** All that was stated of these windows' terms; the last version of evidence that was withdrawn is not closed by itself. */
export function readStated(db: Tx, windowIds: readonly string[]): Promise<readonly TermsVersion[]> {
  return db.sql<TermsVersion & Record<string, unknown>>(
    `select e.window_id as "windowId", e.rank, m.from_at as "from", m.terms,
       coalesce(m.to_at, case when e.status <> 'holding' then greatest(m.from_at, coalesce(e.absent_since, e.last_seen_at)) end) as "to"
     from evidence e join terms m on m.evidence_id = e.id where e.window_id = any($1::uuid[]) order by m.from_at, m.id`,
    [windowIds],
  )
}

import { type Ms, type Rank, Rank as Ranks, type Term } from "@vigie/core"
import type { Tx } from "../client.ts"
import { EVIDENCE_SELECT, type EvidenceRow, toEvidence, toWindow, WINDOW_COLUMNS, type WindowRow } from "../rows.ts"
import { PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { EvidenceView, ProviderCard, WindowView } from "./types.ts"

const WEEK: Ms = 7 * 24 * 3_600_000

/** Every window of a film with its evidence, newest first. `now` decides what is stale (W21). */
export async function readWindows(db: Tx, filmId: string, now: Ms): Promise<readonly WindowView[]> {
  const windows = await db.sql<WindowRow & { provider: ProviderCard }>(
    `select ${WINDOW_COLUMNS}, ${PROVIDER_CARD} as provider from windows w ${PROVIDER_JOINS}
     where w.film_id = $1 order by coalesce(w.opened_at, w.start_at, w.created_at) desc, w.id desc`,
    [filmId],
  )
  const rows = await db.sql<EvidenceRow>(`${EVIDENCE_SELECT} where e.film_id = $1 order by e.id`, [filmId])
  const evidence = Map.groupBy(
    rows.map((row) => viewEvidence(row, now)),
    (one) => one.windowId,
  )
  return windows.map((row) => viewWindow(row, evidence.get(row.id) ?? []))
}

type Claim = EvidenceView & { readonly windowId: string; readonly changedAt: Ms }

function viewEvidence(row: EvidenceRow, now: Ms): Claim {
  const {
    id,
    source,
    rank,
    scope,
    url,
    text,
    doubts,
    start,
    end,
    terms,
    publishedAt,
    firstSeenAt,
    lastSeenAt,
    status,
    ...rest
  } = toEvidence(row)
  return {
    id,
    source,
    rank,
    scope,
    url,
    text,
    doubts,
    start,
    end,
    terms,
    publishedAt,
    firstSeenAt,
    lastSeenAt,
    status,
    absent: rest.absence !== null,
    stale: now - lastSeenAt > Math.max(3 * rest.intervalMs, WEEK),
    windowId: rest.windowId,
    changedAt: publishedAt ?? rest.changedAt,
  }
}

function viewWindow(row: WindowRow & { provider: ProviderCard }, claims: readonly Claim[]): WindowView {
  const window = toWindow(row)
  const ranked = [...claims].sort(leadingFirst)
  const holding = ranked.filter((claim) => claim.status === "holding")
  const speaking = holding.length > 0 ? holding : ranked
  return {
    id: window.id,
    provider: row.provider,
    territory: window.territory,
    kind: window.kind,
    monetization: window.monetization,
    status: window.status,
    start: window.start,
    end: window.end,
    openedAt: window.openedAt,
    closedAt: window.closedAt,
    terms: termsOf(speaking),
    url: speaking.find((claim) => claim.url !== null && claim.scope !== "article")?.url ?? null,
    lastCheckedAt: lastCheckedOf(speaking),
    stale: holding.length > 0 && holding.every((claim) => claim.stale),
    evidence: ranked.map(({ windowId: _, changedAt: __, ...view }) => view),
  }
}

function lastCheckedOf(claims: readonly Claim[]): Ms | null {
  // An absence not yet confirmed is no check that showed it.
  const shown = claims.filter((claim) => !claim.absent)
  const seen = (shown.length > 0 ? shown : claims).map((claim) => claim.lastSeenAt)
  return seen.length > 0 ? Math.max(...seen) : null
}

/** What holds first, then W14: the better rank, then the statement that changed last. */
function leadingFirst(a: Claim, b: Claim): number {
  const held = Number(b.status === "holding") - Number(a.status === "holding")
  return held || rankOf(a.rank) - rankOf(b.rank) || b.changedAt - a.changedAt || Number(b.id) - Number(a.id)
}

function rankOf(rank: Rank): number {
  return Ranks.options.indexOf(rank)
}

function termsOf(claims: readonly Claim[]): readonly Term[] {
  const states = (term: Term) =>
    term.quality !== null || term.price !== null || term.audio.length > 0 || term.subtitles.length > 0
  const leading = claims.find((claim) => claim.terms.some(states))
  return leading?.terms ?? []
}

import { type EvidenceState, isStale, leadingTerms, type Ms, windowFacts } from "@vigie/core"
import type { Tx } from "../client.ts"
import { EVIDENCE_SELECT, type EvidenceRow, toEvidence, toWindow, WINDOW_COLUMNS, type WindowRow } from "../rows.ts"
import { PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { EvidenceView, ProviderCard, WindowView } from "./types.ts"

/** A film's windows with their evidence, newest first, those taken over by another aside (W9). `now` decides what is stale (W21). */
export async function readWindows(db: Tx, filmId: string, now: Ms): Promise<readonly WindowView[]> {
  const windows = await db.sql<WindowRow & { provider: ProviderCard }>(
    `select ${WINDOW_COLUMNS}, ${PROVIDER_CARD} as provider from windows w ${PROVIDER_JOINS}
     where w.film_id = $1 and not w.memory ? 'absorbedBy' order by coalesce(w.opened_at, w.start_at, w.created_at) desc, w.id desc`,
    [filmId],
  )
  const rows = await db.sql<EvidenceRow>(`${EVIDENCE_SELECT} where e.film_id = $1 order by e.id`, [filmId])
  const byWindow = Map.groupBy(rows, (row) => row.window_id)
  return windows.map((row) => viewWindow(row, byWindow.get(row.id) ?? [], now))
}

function viewWindow(row: WindowRow & { provider: ProviderCard }, rows: readonly EvidenceRow[], now: Ms): WindowView {
  const window = toWindow(row)
  const evidence = rows.map(toEvidence)
  const pages = new Map(rows.map((one) => [String(one.id), one.page]))
  const { leading, live, notVerifiedSince } = windowFacts(window, evidence, now)
  const speaking = live.length > 0 ? live : leading ? [leading] : []
  const ranked = [...new Set([...speaking, ...evidence])]
  const { id, territory, kind, monetization, status, start, end, openedAt, closedAt } = window
  return {
    id,
    provider: row.provider,
    territory,
    kind,
    monetization,
    status,
    start,
    end,
    openedAt,
    closedAt,
    terms: leadingTerms(window, evidence, now),
    url: speaking.find((one) => one.url !== null && one.scope !== "article")?.url ?? null,
    lastCheckedAt: lastCheckedOf(speaking),
    stale: notVerifiedSince !== null,
    evidence: ranked.map((one) => viewEvidence(one, pages.get(one.id) ?? null, now)),
  }
}

function viewEvidence(one: EvidenceState, page: string | null, now: Ms): EvidenceView {
  const { id, source, rank, scope, url, text, doubts, start, end, terms, publishedAt, firstSeenAt, lastSeenAt } = one
  const said = { id, source, rank, scope, url, page, text, doubts, start, end, terms, publishedAt }
  return {
    ...said,
    firstSeenAt,
    lastSeenAt,
    status: one.status,
    absent: one.absence !== null,
    stale: isStale(one, now),
  }
}

function lastCheckedOf(evidence: readonly EvidenceState[]): Ms | null {
  // An absence not yet confirmed is no check that showed it.
  const shown = evidence.filter((one) => one.absence === null)
  const seen = (shown.length > 0 ? shown : evidence).map((one) => one.lastSeenAt)
  return seen.length > 0 ? Math.max(...seen) : null
}

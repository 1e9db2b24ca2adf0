import type { EvidenceState, KeyMonetization, Kind, Moment, Ms, Term, WindowMemory, WindowState } from "@vigie/core"
import { fromIso, toIso } from "@vigie/core"

/** An instant as JSON for a bulk statement; null stays null. */
export function isoOrNull(at: Ms | null): string | null {
  return at === null ? null : toIso(at)
}

interface MomentColumns {
  start_at: Ms | null
  start_precision: Moment["precision"]
  start_basis: Moment["basis"]
  start_text: string | null
  end_at: Ms | null
  end_precision: Moment["precision"]
  end_basis: Moment["basis"]
  end_text: string | null
}

interface KeyColumns {
  film_id: string
  provider_id: string
  territory: string
  kind: Kind
  monetization: KeyMonetization
}

export interface WindowRow extends MomentColumns, KeyColumns {
  id: string
  status: WindowState["status"]
  period_from: Ms | null
  period_to: Ms | null
  opened_at: Ms | null
  closed_at: Ms | null
  version: number
  memory: WindowMemory
}

/** The columns of `windows` in the order `WindowRow` reads them; `isempty` keeps void windows apart from open-ended ones. */
export const WINDOW_COLUMNS = `w.id, w.film_id, w.provider_id, w.territory, w.kind, w.monetization, w.status,
  w.start_at, w.start_precision, w.start_basis, w.start_text, w.end_at, w.end_precision, w.end_basis, w.end_text,
  lower(w.period) as period_from, upper(w.period) as period_to, w.opened_at, w.closed_at, w.version, w.memory`

function momentsOf(row: MomentColumns): { start: Moment; end: Moment } {
  return {
    start: { at: row.start_at, precision: row.start_precision, basis: row.start_basis, text: row.start_text },
    end: { at: row.end_at, precision: row.end_precision, basis: row.end_basis, text: row.end_text },
  }
}

function columnsOf(start: Moment, end: Moment) {
  return {
    start_at: isoOrNull(start.at),
    start_precision: start.precision,
    start_basis: start.basis,
    start_text: start.text,
    end_at: isoOrNull(end.at),
    end_precision: end.precision,
    end_basis: end.basis,
    end_text: end.text,
  }
}

function keyOf(row: KeyColumns) {
  return {
    filmId: row.film_id,
    providerId: row.provider_id,
    territory: row.territory,
    kind: row.kind,
    monetization: row.monetization,
  }
}

export function toWindow(row: WindowRow): WindowState {
  return {
    ...keyOf(row),
    ...momentsOf(row),
    id: row.id,
    status: row.status,
    period: row.period_from === null ? null : { from: row.period_from, to: row.period_to },
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    version: row.version,
    memory: row.memory,
  }
}

/** A window as one element of a `jsonb_to_recordset` parameter. */
export function fromWindow(window: WindowState) {
  return {
    id: window.id,
    film_id: window.filmId,
    provider_id: window.providerId,
    territory: window.territory,
    kind: window.kind,
    monetization: window.monetization,
    status: window.status,
    ...columnsOf(window.start, window.end),
    period: window.period
      ? `[${toIso(window.period.from)},${window.period.to === null ? "" : toIso(window.period.to)})`
      : "empty",
    opened_at: isoOrNull(window.openedAt),
    closed_at: isoOrNull(window.closedAt),
    version: window.version,
    memory: window.memory,
  }
}

export interface EvidenceRow extends MomentColumns, KeyColumns {
  id: number
  window_id: string
  target_id: string
  source: string
  rank: EvidenceState["rank"]
  scope: EvidenceState["scope"]
  every_ms: number
  /** The page its target reads; null when the target has no address. */
  page: string | null
  stated: EvidenceState["stated"]
  url: string | null
  text: string
  doubts: string[]
  programme: string | null
  published_at: Ms | null
  first_seen_at: Ms
  last_seen_at: Ms
  changed_at: Ms
  status: EvidenceState["status"]
  absent_since: Ms | null
  absent_count: number | null
  absent_counted: Ms | null
  memory: { [key: string]: unknown }
  terms: Term[] | null
  terms_version: number | null
}

/**
 * Evidence with its window's key, its target's schedule and its current terms. What the target's last reconciled check
 * showed counts as seen at the target's last good check, since an unchanged answer moves only that.
 */
export const EVIDENCE_SELECT = `select e.id, e.window_id, e.target_id, e.source, e.rank, t.scope, t.every_ms, substring(t.reference from '^https?:.*') as page, e.stated,
    w.film_id, w.provider_id, w.territory, w.kind, w.monetization,
    e.start_at, e.start_precision, e.start_basis, e.start_text, e.end_at, e.end_precision, e.end_basis, e.end_text,
    e.url, e.text, e.doubts, e.programme, e.published_at, e.first_seen_at,
    case when e.status = 'holding' and e.absent_since is null and e.last_seen_at >= t.read_at
      then greatest(e.last_seen_at, t.last_good_at) else e.last_seen_at end as last_seen_at,
    e.changed_at, e.status, e.absent_since, e.absent_count, e.absent_counted, e.memory, m.terms, m.version as terms_version
  from evidence e
  join windows w on w.id = e.window_id
  join targets t on t.id = e.target_id
  left join terms m on m.evidence_id = e.id and m.to_at is null`

export function toEvidence(row: EvidenceRow): EvidenceState {
  return {
    ...keyOf(row),
    ...momentsOf(row),
    id: String(row.id),
    windowId: row.window_id,
    targetId: row.target_id,
    source: row.source,
    rank: row.rank,
    scope: row.scope,
    intervalMs: row.every_ms,
    stated: row.stated,
    terms: row.terms ?? [],
    url: row.url,
    text: row.text,
    doubts: row.doubts,
    programme: row.programme,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    changedAt: row.changed_at,
    publishedAt: row.published_at,
    status: row.status,
    absence:
      row.absent_since === null
        ? null
        : { since: row.absent_since, count: row.absent_count ?? 0, countedAt: row.absent_counted ?? row.absent_since },
    memory: row.memory,
  }
}

/** Evidence as one element of a `jsonb_to_recordset` parameter; `id` is null for a new row. */
export function fromEvidence(evidence: EvidenceState) {
  return {
    id: /^\d+$/.test(evidence.id) ? Number(evidence.id) : null,
    window_id: evidence.windowId,
    target_id: evidence.targetId,
    film_id: evidence.filmId,
    source: evidence.source,
    rank: evidence.rank,
    stated: evidence.stated,
    ...columnsOf(evidence.start, evidence.end),
    url: evidence.url,
    text: evidence.text,
    doubts: evidence.doubts,
    programme: evidence.programme,
    published_at: isoOrNull(evidence.publishedAt),
    first_seen_at: toIso(evidence.firstSeenAt),
    last_seen_at: toIso(evidence.lastSeenAt),
    changed_at: toIso(evidence.changedAt),
    status: evidence.status,
    absent_since: isoOrNull(evidence.absence?.since ?? null),
    absent_count: evidence.absence?.count ?? null,
    absent_counted: isoOrNull(evidence.absence?.countedAt ?? null),
    memory: evidence.memory,
  }
}

/** An instant of a JSON value read back. */
export function msOf(text: string | null): Ms | null {
  return text === null ? null : fromIso(text)
}

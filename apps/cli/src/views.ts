import type { Moment } from "@vigie/core"
import type { ChangeView, EvidenceView, FeedState, PackTarget, TargetRow, WindowView } from "@vigie/db"
import { isoOf, sayEvery } from "./options.ts"
import type { Row } from "./output.ts"

/* What is printed of a row: instants as ISO 8601 UTC, keys in the order of the contract. */

export function targetRow({ id, source, reference, territory, film, everyMs, dueAt, state }: TargetRow): Row {
  return { id, source, reference, territory, film, every: sayEvery(everyMs), dueAt: isoOf(dueAt), state }
}

/** How a feed stands after the set-up; `host` is the one it asks. */
export function feedRow(state: FeedState, feeds: readonly PackTarget[]): Row {
  const host = feeds.find((feed) => feed.source === state.source && feed.reference === state.reference)?.host ?? null
  return {
    source: state.source,
    target: state.targetId,
    host,
    every: sayEvery(state.everyMs),
    outcome: state.state,
    sightings: state.sightings,
    films: state.films,
    readAt: isoOf(state.lastGoodAt),
    error: state.state === "failed" ? state.lastReason : null,
  }
}

export function changeRow(change: Omit<ChangeView, "id" | "proof" | "source">, film: string): Row {
  const { cursor, at, kind, windowId, provider, territory, before, after, cause, quiet } = change
  return {
    cursor,
    at: isoOf(at),
    kind,
    film,
    window: windowId,
    provider: provider.name,
    territory,
    before,
    after,
    cause,
    quiet,
  }
}

export function windowRow(window: WindowView): Row {
  const { id, provider, territory, kind, monetization, status, terms, url, stale } = window
  return {
    id,
    provider: provider.name,
    territory,
    kind,
    monetization,
    status,
    start: momentRow(window.start),
    end: momentRow(window.end),
    openedAt: isoOf(window.openedAt),
    closedAt: isoOf(window.closedAt),
    terms,
    url,
    lastCheckedAt: isoOf(window.lastCheckedAt),
    stale,
    evidence: window.evidence.map(evidenceRow),
  }
}

function evidenceRow(evidence: EvidenceView): Row {
  const { source, url, text, status, absent, stale, doubts, terms } = evidence
  return {
    source,
    url,
    text,
    status,
    absent,
    stale,
    doubts,
    start: momentRow(evidence.start),
    end: momentRow(evidence.end),
    terms,
    publishedAt: isoOf(evidence.publishedAt),
    firstSeenAt: isoOf(evidence.firstSeenAt),
    lastSeenAt: isoOf(evidence.lastSeenAt),
  }
}

function momentRow({ at, precision, basis, text }: Moment): Row {
  return { at: isoOf(at), precision, basis, text }
}

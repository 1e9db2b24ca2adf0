import type { KeyMonetization } from "../words.ts"
import { findBroadcast } from "./broadcast.ts"
import { type Draft, emit, evidenceOf } from "./draft.ts"
import type { Claim } from "./fill.ts"
import { isLapsed } from "./hold.ts"
import { findPlace, type Place } from "./join.ts"
import { continuedEvidence, ownEvidence, type Placing, sameDates, sameStatement } from "./own.ts"
import { findKnownPast, findPast, isOver } from "./past.ts"
import { claimedSpan, NO_MOMENT } from "./spans.ts"
import type { EvidenceState, WindowState } from "./state.ts"

/**
 * Puts the claims of a snapshot on their windows, as evidence. Stated monetizations come first, since a loose row may join
 * them (W2); of each, rows already known, so that no other takes their evidence; rows that are over come last. Returns those
 * that are over and new to us: `placePast` takes them once all else is settled.
 */
export function placeClaims(draft: Draft, placing: Placing): Claim[] {
  const ranked = placing.claims.map((claim) => {
    const known = ownEvidence(draft, placing, claim).some((one) => sameDates(one, claim))
    const over = isOver(claim, draft.now)
    const loose = claim.monetization === null
    return { claim, over, rank: over ? (known ? 8 : 12) + (loose ? 1 : 0) : (loose ? 4 : 0) + (known ? 0 : 2) }
  })
  const past: Claim[] = []
  for (const { claim, over } of ranked.sort((a, b) => a.rank - b.rank)) {
    const place = over ? findKnownPast(draft, placing, claim) : findAny(draft, placing, claim)
    if (place) put(draft, placing, claim, place)
    else past.push(claim)
  }
  return past
}

export function placePast(draft: Draft, placing: Placing, past: readonly Claim[]): void {
  // Proof first: it may name the window that would keep another row from being history (W2).
  const left = past.filter((claim) => {
    const place = findPast(draft, placing, claim)
    if (place.to === "attach") put(draft, placing, claim, place)
    return place.to !== "attach"
  })
  for (const claim of left) put(draft, placing, claim, findPast(draft, placing, claim))
}

function findAny(draft: Draft, placing: Placing, claim: Claim): Place {
  return claim.kind === "broadcast" ? findBroadcast(draft, placing, claim) : findPlace(draft, placing, claim)
}

function put(draft: Draft, placing: Placing, claim: Claim, place: Place): void {
  switch (place.to) {
    case "skip":
      return
    case "keep":
      renew(draft, place.evidence)
      return
    case "create":
      record(draft, placing, claim, createWindow(draft, placing, claim, place.monetization))
      return
    case "attach":
      rename(draft, place.windowId, claim)
      record(draft, placing, claim, place.windowId)
      return
    case "reopen":
      reopen(draft, place.windowId, claim)
      rename(draft, place.windowId, claim)
      record(draft, placing, claim, place.windowId)
      return
    case "join":
      for (const absorbed of place.absorbed) absorb(draft, absorbed, place.windowId)
      rename(draft, place.windowId, claim)
      record(draft, placing, claim, place.windowId)
      return
  }
}

/** W8: words already known. They keep what holds fresh; what stopped holding stays so. */
function renew(draft: Draft, one: EvidenceState): void {
  draft.voice!.shown.add(one.id)
  draft.evidence.set(one.id, { ...one, lastSeenAt: draft.now })
  draft.touched.add(one.windowId)
}

function record(draft: Draft, placing: Placing, claim: Claim, windowId: string): void {
  const { now } = draft
  const window = draft.windows.get(windowId)!
  const known = continuedEvidence(draft, placing, claim, windowId)
  const over = claim.end.at !== null && claim.end.at <= now
  const returned = known?.status === "withdrawn" && !isLapsed(known)
  const same = known !== null && !returned && sameStatement(known, claim)
  const { target } = draft.voice!
  const one: EvidenceState = {
    ...keyOf(window),
    id: known?.id ?? `new-${draft.evidence.size - draft.stored.evidence.size + 1}`,
    windowId,
    targetId: target.id,
    source: target.source,
    rank: target.rank,
    scope: target.scope,
    intervalMs: target.intervalMs,
    stated: claim.stated,
    start: claim.start,
    end: claim.end,
    terms: claim.terms,
    url: claim.url,
    text: claim.text,
    doubts: claim.doubts,
    programme: claim.programme,
    firstSeenAt: known?.firstSeenAt ?? now,
    lastSeenAt: now,
    changedAt: same ? known.changedAt : now,
    publishedAt: same && known.publishedAt !== null ? known.publishedAt : target.publishedAt,
    status: over ? "ended" : "holding",
    absence: null,
    memory: claim.monetization === null && claim.kind !== "broadcast" ? { loose: true } : {},
  }
  draft.evidence.set(one.id, one)
  draft.voice!.shown.add(one.id)
  draft.touched.add(windowId)
}

function keyOf(window: WindowState) {
  const { filmId, providerId, territory, kind, monetization } = window
  return { filmId, providerId, territory, kind, monetization }
}

/** Until it is settled the window stays as it was, but for a period that the snapshot's next claims can join. */
function reopen(draft: Draft, windowId: string, claim: Claim): void {
  draft.reopened.add(windowId)
  const window = draft.windows.get(windowId)!
  const from = Math.min(window.period?.from ?? draft.now, claimedSpan(claim, draft.now).from)
  draft.windows.set(windowId, { ...window, period: { from, to: claim.end.at } })
}

function createWindow(draft: Draft, placing: Placing, claim: Claim, monetization: KeyMonetization): string {
  const id = draft.newId()
  const span = claimedSpan(claim, draft.now)
  draft.windows.set(id, {
    id,
    filmId: placing.filmId,
    providerId: claim.providerId,
    territory: claim.territory,
    kind: claim.kind,
    monetization,
    status: span.to <= draft.now ? "closed" : "announced",
    start: NO_MOMENT,
    end: NO_MOMENT,
    // Provisional, so that the snapshot's next claims see it; cut when all is settled (W12).
    period: { from: span.from, to: Number.isFinite(span.to) ? span.to : null },
    openedAt: null,
    closedAt: null,
    version: 0,
    memory: {},
  })
  draft.created.add(id)
  return id
}

/** W2: the first stated monetization renames an `unknown` window; its evidence follows. No change is recorded. */
function rename(draft: Draft, windowId: string, claim: Claim): void {
  const window = draft.windows.get(windowId)!
  if (window.monetization !== "unknown" || claim.monetization === null) return
  draft.windows.set(windowId, { ...window, monetization: claim.monetization })
  for (const one of evidenceOf(draft, windowId)) {
    draft.evidence.set(one.id, { ...one, monetization: claim.monetization })
  }
}

/** W9: an absorbed window becomes void and its evidence goes to the one that stays. Quiet. */
export function absorb(draft: Draft, windowId: string, into: string): void {
  const window = draft.windows.get(windowId)!
  for (const one of evidenceOf(draft, windowId)) draft.evidence.set(one.id, { ...one, windowId: into })
  const memory = { ...window.memory, absorbedBy: into }
  draft.windows.set(windowId, { ...window, status: "void", period: null, closedAt: draft.now, memory })
  draft.touched.delete(windowId)
  draft.touched.add(into)
  if (draft.created.has(windowId) && window.version === 0) {
    draft.created.delete(windowId)
    draft.windows.delete(windowId)
    return
  }
  emit(draft, windowId, {
    kind: "corrected",
    quiet: true,
    before: { status: window.status },
    after: { status: "void", reason: "absorbed" },
  })
}

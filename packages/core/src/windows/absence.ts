import type { Ms } from "../words.ts"
import type { Draft } from "./draft.ts"
import type { ProviderFacts, ReconcileInput, ResolvedSighting } from "./exchange.ts"
import { isLapsed, isStanding } from "./hold.ts"
import { DAY } from "./spans.ts"
import type { EvidenceState } from "./state.ts"

/** What the target's silence about its own evidence did. */
export interface Silence {
  /** When the next good check can confirm an absence; null = nothing pending. */
  readonly confirmAt: Ms | null
  /** Windows some evidence of which was withdrawn. */
  readonly withdrawnFrom: ReadonlySet<string>
  /** An absence waits for its confirmation, or for the end of a hold. */
  readonly pending: boolean
}

/** W5-W8: the target's evidence that this snapshot does not show. */
export function countAbsences(draft: Draft, input: ReconcileInput, unused: readonly ResolvedSighting[]): Silence {
  const withdrawnFrom = new Set<string>()
  let confirmAt: Ms | null = null
  let pending = false
  for (const one of [...draft.evidence.values()]) {
    if (!isUnshown(draft, input, one)) continue
    const next = hear(draft, input, unused, one)
    if (next !== one) {
      draft.evidence.set(one.id, next)
      draft.touched.add(one.windowId)
    }
    const confirmed = next.status === "withdrawn" && !isLapsed(next)
    if (confirmed) withdrawnFrom.add(one.windowId)
    else if (next.absence !== null) {
      const at = confirmableAt(draft, input, next)
      confirmAt = confirmAt === null ? at : Math.min(confirmAt, at)
    }
    pending ||= !confirmed && (next.absence !== null || next.memory.removedAt !== undefined)
    pending ||= input.holdWithdrawals && isCovered(input, one)
  }
  return { confirmAt, withdrawnFrom, pending }
}

/** W8: an article never says "gone". An end that passed is no absence. */
function isUnshown(draft: Draft, input: ReconcileInput, one: EvidenceState): boolean {
  if (one.targetId !== input.target.id || one.scope === "article") return false
  return !draft.voice!.shown.has(one.id) && isStanding(one, draft.now)
}

function hear(
  draft: Draft,
  input: ReconcileInput,
  unused: readonly ResolvedSighting[],
  one: EvidenceState,
): EvidenceState {
  const removed = one.memory.removedAt !== undefined || isRemoved(input, one)
  if (!removed && isDoubtful(input, unused, one)) return one.absence === null ? one : { ...one, absence: null }
  if (!removed && !isCovered(input, one)) return one
  if (input.holdWithdrawals) {
    if (!removed || one.memory.removedAt !== undefined) return one
    return { ...one, memory: { ...one.memory, removedAt: draft.now } }
  }
  const absence = count(input, one, removed)
  const confirmed =
    absence.count >= input.target.confirmations.close && draft.now >= slowFlapUntil(draft, one, absence.since)
  if (!confirmed && absence === one.absence) return one
  const { removedAt, lapsed, ...memory } = one.memory
  // What outweighs others is the confirmation (W21): a slow flap's last check may confirm without being counted (W11).
  if (confirmed) return { ...one, status: "withdrawn", absence: { ...absence, countedAt: draft.now }, memory }
  const awaiting = {
    ...(removed ? { removedAt: removedAt ?? draft.now } : {}),
    ...(isLapsed(one) ? { lapsed: true } : {}),
  }
  return { ...one, absence, memory: { ...memory, ...awaiting } }
}

/** W5: consecutive good checks at least `apartMs` apart; a stated removal needs no second one. */
function count(input: ReconcileInput, one: EvidenceState, removed: boolean): NonNullable<EvidenceState["absence"]> {
  const { now } = input
  const { close, apartMs } = input.target.confirmations
  const { absence } = one
  if (removed) {
    if (absence !== null && absence.count >= close) return absence
    return { since: absence?.since ?? now, count: close, countedAt: now }
  }
  if (absence === null) return { since: now, count: 1, countedAt: now }
  if (now <= absence.countedAt || now - absence.countedAt < apartMs) return absence
  return { since: absence.since, count: absence.count + 1, countedAt: now }
}

/** W11: what came back once is gone only after 24 h of absence. */
function slowFlapUntil(draft: Draft, one: EvidenceState, since: Ms): Ms {
  return draft.windows.get(one.windowId)?.memory.returnedAt === undefined ? since : since + DAY
}

function confirmableAt(draft: Draft, input: ReconcileInput, one: EvidenceState): Ms {
  const { since, count: counted, countedAt } = one.absence!
  const until = slowFlapUntil(draft, one, since)
  const enough = counted >= input.target.confirmations.close
  return enough ? until : Math.max(countedAt + input.target.confirmations.apartMs, until)
}

/** W5, W6: whether the snapshot's silence is a claim about this evidence. */
function isCovered({ coverage, coverageProviders }: ReconcileInput, one: EvidenceState): boolean {
  if (coverage.claims === "none") return false
  if (coverage.claims === "complete") return true
  const { at } = one.start
  if (at === null || (coverageProviders !== null && !coverageProviders.includes(one.providerId))) return false
  return at >= instant(coverage.from, Number.NEGATIVE_INFINITY) && at < instant(coverage.to, Number.POSITIVE_INFINITY)
}

function instant(iso: string | undefined, otherwise: Ms): Ms {
  return iso === undefined ? otherwise : Temporal.Instant.from(iso).epochMilliseconds
}

function isRemoved(input: ReconcileInput, one: EvidenceState): boolean {
  return input.removals.some(
    (removal) =>
      removal.filmId === one.filmId &&
      (removal.providerId === null || removal.providerId === one.providerId) &&
      mayBeKind(removal.kind, one, input.providers),
  )
}

/** W7: a row that was read and not used may be this one. A "coming soon" may only be what is announced (W4). */
function isDoubtful(input: ReconcileInput, unused: readonly ResolvedSighting[], one: EvidenceState): boolean {
  const rows = input.unsure.some(
    (row) =>
      (row.filmId === null || row.filmId === one.filmId) &&
      (row.providerId === null || row.providerId === one.providerId) &&
      (row.territory === null || row.territory === one.territory) &&
      mayBeKind(row.kind, one, input.providers),
  )
  if (rows) return true
  const ahead = one.start.at !== null && one.start.at > input.now
  return unused.some(
    (row) =>
      row.providerId === one.providerId &&
      row.territory === one.territory &&
      mayBeKind(row.kind, one, input.providers) &&
      (row.kind === "broadcast" || ahead),
  )
}

/** W1: what a catch-up provider calls VOD may be kept as replay. */
function mayBeKind(kind: string | null, one: EvidenceState, providers: ReadonlyMap<string, ProviderFacts>): boolean {
  if (kind === null || kind === one.kind) return true
  return kind === "vod" && one.kind === "replay" && providers.get(one.providerId)?.catchUp === true
}

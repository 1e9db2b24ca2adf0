import type { ChangeKind, Price } from "../words.ts"
import { type Draft, emit } from "./draft.ts"
import { endFacts, toldFacts, toldOf } from "./facts-of.ts"
import type { View } from "./merge.ts"
import { sameValue } from "./same.ts"
import { DAY, MINUTE, sameLocalDay } from "./spans.ts"
import type { EvidenceState, Moment, PriceList, Told, WindowState } from "./state.ts"
import { bestPrices, compareLists, languagesOf, qualitiesOf } from "./terms.ts"

/** W16, W17: what changed on a window whose status stays, against what was last told. */
export function tellDifferences(draft: Draft, windowId: string, view: View, evidenceId: string | null): void {
  const window = draft.windows.get(windowId)!
  const told = window.memory.told
  if (!told) {
    remember(draft, windowId, toldOf(view))
    return
  }
  const dates = movedDates(draft, window, told, view)
  if (dates) tell(draft, windowId, "moved", dates, evidenceId, "end" in dates ? view.end : null)
  const prices = repriced(draft, told, view)
  if (prices) tell(draft, windowId, "repriced", { prices }, view.terms.by.prices?.id ?? null, null)
  tellLists(draft, windowId, told, view)
  const { prices: now, qualities, languages } = view.terms
  remember(draft, windowId, { prices: now, qualities, languages })
}

function movedDates(draft: Draft, window: WindowState, told: Told, view: View): Partial<Told> | null {
  const zone = draft.zoneOf(window.territory)
  const broadcast = window.kind === "broadcast"
  const apart = (a: number, b: number) => (broadcast ? Math.abs(a - b) >= 15 * MINUTE : !sameLocalDay(a, b, zone))
  const start = view.start.at
  const startMoved = window.openedAt === null && start !== null && told.start !== null && apart(start, told.start)
  const endMoved = isEndMoved(told, view.end, apart, broadcast)
  if (!startMoved && !endMoved) return null
  return { ...(startMoved ? { start } : {}), ...(endMoved ? { end: view.end.at } : {}) }
}

/** Ends compare on the last instant included. From nothing to a stated end counts, to nothing does not. */
function isEndMoved(told: Told, end: Moment, apart: (a: number, b: number) => boolean, broadcast: boolean): boolean {
  if (end.at === null || (broadcast && end.basis !== "stated")) return false
  if (told.end === null) return end.basis === "stated"
  return apart(end.at - 1, told.end - 1)
}

/** W17: the leading evidence itself changed its price: both stated, one currency, and not what was told already. */
function repriced(draft: Draft, told: Told, view: View): PriceList | null {
  const own = itselfBefore(draft, view.terms.by.prices)
  if (!own) return null
  const before = bestPrices(own.terms)
  const changed = Object.entries(view.terms.prices).some(([slot, price]) => {
    const was = before[slot]
    if (!was || was.currency !== price.currency || was.amountMinor === price.amountMinor) return false
    return !samePrice(told.prices[slot], price)
  })
  return changed ? view.terms.prices : null
}

function samePrice(a: Price | undefined, b: Price): boolean {
  return a !== undefined && a.amountMinor === b.amountMinor && a.currency === b.currency
}

/** The evidence as it was stored: time and other sources change no terms, a snapshot changes its own target's. */
function itselfBefore(draft: Draft, one: EvidenceState | null): EvidenceState | null {
  return (one && draft.stored.evidence.get(one.id)) ?? null
}

function tellLists(draft: Draft, windowId: string, told: Told, view: View): void {
  const gained: Partial<Record<"qualities" | "languages", readonly string[]>> = {}
  const lost: typeof gained = {}
  const read = { qualities: qualitiesOf, languages: languagesOf }
  const by: { improved?: string; reduced?: string } = {}
  for (const field of ["qualities", "languages"] as const) {
    const own = itselfBefore(draft, view.terms.by[field])
    const after = view.terms[field]
    const before = own ? read[field](own.terms) : []
    if (before.length === 0 || compareLists(before, after) === 0) continue
    const step = told[field].length === 0 ? compareLists(before, after) : compareLists(told[field], after)
    if (step > 0) gained[field] = after
    if (step < 0) lost[field] = after
    by[step > 0 ? "improved" : "reduced"] = own!.id
  }
  if (Object.keys(gained).length > 0) tell(draft, windowId, "improved", gained, by.improved ?? null, null)
  if (Object.keys(lost).length > 0) tell(draft, windowId, "reduced", lost, by.reduced ?? null, null)
}

/** Emits a change of told values; one that brings back values told within the last 24 h is `corrected` (W11). */
function tell(
  draft: Draft,
  windowId: string,
  kind: ChangeKind,
  values: Partial<Told>,
  evidenceId: string | null,
  end: Moment | null,
): void {
  const { memory } = draft.windows.get(windowId)!
  const fields = Object.keys(values) as (keyof Told)[]
  const former = fields.map((field) => memory.former?.[field])
  const returns = former.every(
    (was, at) => was !== undefined && draft.now - was.at <= DAY && sameValue(was.value, values[fields[at]!]),
  )
  const old = Object.fromEntries(fields.map((field) => [field, memory.told![field]])) as Partial<Told>
  const id = emit(draft, windowId, {
    kind: returns ? "corrected" : kind,
    before: toldFacts(old),
    after: { ...toldFacts(values), ...(end ? endFacts(end) : {}), ...(returns ? { reason: "value_returned" } : {}) },
    evidenceId,
    correctsId: returns ? former[0]!.changeId : null,
  })
  const window = draft.windows.get(windowId)!
  const kept = Object.fromEntries(fields.map((field) => [field, { value: old[field], at: draft.now, changeId: id }]))
  const told = { ...window.memory.told!, ...values }
  draft.windows.set(windowId, {
    ...window,
    memory: { ...window.memory, told, former: { ...window.memory.former, ...kept } },
  })
}

/** Replaces told values without a change (nothing of them was told, or another source now leads). */
export function remember(draft: Draft, windowId: string, values: Partial<Told>): void {
  const window = draft.windows.get(windowId)!
  const told = {
    ...(window.memory.told ?? { start: null, end: null, prices: {}, qualities: [], languages: [] }),
    ...values,
  }
  if (sameValue(told, window.memory.told)) return
  draft.windows.set(windowId, { ...window, memory: { ...window.memory, told } })
}

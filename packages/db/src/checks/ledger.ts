import type { Change, EvidenceState, ReconcileResult, TideResult, WindowState } from "@vigie/core"
import { applyTo, type FilmState } from "./film-state.ts"
import type { Outcome } from "./store.ts"

/** Gathers what many reconciles bring, each seeing what the ones before it did. */
export interface Ledger {
  readonly states: ReadonlyMap<string, FilmState>
  add(state: FilmState, result: ReconcileResult | TideResult): void
  /** A copy to try things on: what is added to it leaves this one as it is, and new evidence is named as it will be here. */
  fork(): Ledger
  outcome(): Outcome
}

/** Evidence that core made is named `new-…` anew in each call: the ledger keeps the names apart until they are stored. */
export function openLedger(states: ReadonlyMap<string, FilmState>, callsBefore = 0): Ledger {
  const windows = new Map<string, WindowState>()
  const evidence = new Map<string, EvidenceState>()
  const changes: Change[] = []
  const seen = new Set<string>()
  const oldTerms = new Map<string, string>()
  for (const state of states.values())
    for (const one of state.evidence.values()) oldTerms.set(one.id, JSON.stringify(one.terms))
  let calls = callsBefore
  return {
    states,
    add(state, result) {
      calls += 1
      const rename = (id: string) => (id.startsWith("new-") ? `fresh-${calls}-${id.slice(4)}` : id)
      const renamed = result.evidence.map((one) => ({ ...one, id: rename(one.id) }))
      applyTo(state, { windows: result.windows, evidence: renamed })
      for (const window of result.windows) windows.set(window.id, window)
      for (const one of renamed) evidence.set(one.id, one)
      if ("seen" in result) for (const id of result.seen) seen.add(rename(id))
      for (const change of result.changes)
        changes.push({ ...change, evidenceId: change.evidenceId === null ? null : rename(change.evidenceId) })
    },
    fork() {
      const copies = [...states].map(([id, state]): [string, FilmState] => [
        id,
        { ...state, windows: new Map(state.windows), evidence: new Map(state.evidence) },
      ])
      return openLedger(new Map(copies), calls)
    },
    outcome() {
      const all = [...states.values()]
      return {
        windows,
        evidence,
        seen,
        changes,
        oldTerms,
        proofs: new Map(all.flatMap((state) => [...state.evidence])),
        termsVersions: new Map(all.flatMap((state) => [...state.termsVersions])),
      }
    },
  }
}

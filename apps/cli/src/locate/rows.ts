import type { LocatedTarget, LocateView } from "@vigie/db"
import type { Stages } from "@vigie/stages"
import { type SourceState, sourceStates } from "@vigie/stages/source-states"
import type { Row } from "../output.ts"

/** One row for each target of a source, or for the source where it has none. */
export function stateRows({ sources, config }: Stages, { locations, targets }: LocateView): readonly Row[] {
  return sourceStates([...sources.values()], config.settings, locations, targets).flatMap((state) => {
    const own = targets.filter((target) => target.source === state.source && target.state !== "retired")
    return state.state === "watched" ? own.map((target) => rowOf(state, target)) : [rowOf(state, null)]
  })
}

function rowOf(state: SourceState, target: LocatedTarget | null): Row {
  return {
    source: state.source,
    state: state.state,
    reason: target?.lastOutcome === "failed" ? target.lastReason : reasonOf(state),
    target: target?.id ?? null,
    outcome: target?.lastOutcome ?? null,
    sightings: target?.sightings ?? null,
  }
}

function reasonOf({ state, reason, missing, candidates }: SourceState): string | null {
  if (state === "needs_key") return missing.join(", ")
  if (state !== "choose") return reason
  return candidates.map(({ reference, title, year }) => `${reference}: ${title ?? "?"} (${year ?? "?"})`).join("; ")
}

import { type FilmFacts, type FilmRef, type Ms, workKey } from "@vigie/core"
import {
  armLocations,
  beginLocating,
  type Claim,
  ClaimLost,
  claimOutbox,
  endLocating,
  failLocating,
  type Located,
  type LocateView,
  matchWorks,
  putOffClaim,
  readLocatable,
  readyOutbox,
  recordLocated,
  renewClaim,
} from "@vigie/db"
import { type Source, withoutSecrets } from "@vigie/sources"
import { type AskOptions, askSource, mayAsk, targetsAt } from "./ask-source.ts"
import { chooseCandidate, ELSEWHERE, lacksBasics, stepFor, territoriesFor } from "./locate-plan.ts"
import { hasFilmTargets, locatingSources, onlyFinds } from "./locating.ts"
import type { Stages } from "./stages.ts"

const LEASE_MS = 15_000
const RENEW_MS = 5_000
/** How long after a busy host the rest is tried again (ms). */
const PUT_OFF_MS = 5_000

export interface LocateOptions extends AskOptions {
  /** The longest that one source may take before the others go on (ms); none unless stated. */
  readonly sourceMs?: Ms
}

/** `taken`: done already, or in other hands; `put_off`: the rest is tried again by itself. */
export interface LocateResult {
  readonly outcome: "done" | "again" | "put_off" | "taken"
  /** The targets made. */
  readonly targets: readonly string[]
}

/**
 * Finds a watched film's targets on every enabled source: by the ids it has, else by a look-up of which only a certain
 * match is taken. What one source came to is kept at once; a failure concludes nothing and is tried again (I2).
 */
export async function locate(stages: Stages, filmId: string, options: LocateOptions = {}): Promise<LocateResult> {
  const claim = await claimOutbox(stages.db, "locate", filmId, LEASE_MS)
  if (claim === null) return { outcome: "taken", targets: [] }
  await stages.refresh()
  const renewing = setInterval(() => void renewClaim(stages.db, claim, LEASE_MS).catch(() => {}), RENEW_MS)
  try {
    return await locateAll(stages, claim, options)
  } catch (error) {
    if (error instanceof ClaimLost) return { outcome: "taken", targets: [] }
    const reason = `internal: ${error instanceof Error ? error.message : String(error)}`
    await failLocating(stages.db, claim, reason, { now: stages.now(), random: stages.random() }).catch(() => {})
    throw error
  } finally {
    clearInterval(renewing)
  }
}

/** Arms the films whose targets are to be looked for; each minute's tick. */
export function armDue(stages: Stages): Promise<number> {
  const sources = locatingSources(stages.sources.values(), stages.config.settings)
  return armLocations(stages.db, sources, { now: stages.now(), reachable: stages.installation().contact !== null })
}

/** Locates the films whose time has come in this process, without a queue, `most` at a time; returns how many ended. */
export async function locateDue(stages: Stages, most: number, onError: (error: Error) => void): Promise<number> {
  await armDue(stages)
  const rows = await readyOutbox(stages.db, most, 0, ["locate"])
  let ended = 0
  for (const { ref } of rows) {
    const result = await locate(stages, ref).catch(onError)
    if (result?.outcome === "done") ended += 1
  }
  return ended
}

async function locateAll(stages: Stages, claim: Claim, options: LocateOptions): Promise<LocateResult> {
  const targets: string[] = []
  const first = await readLocatable(stages.db, claim.ref)
  if (first === null || first.demo || !first.watched) return { outcome: await endLocating(stages.db, claim), targets }
  const sources = locatingSources(stages.sources.values(), stages.config.settings)
  const known = (view: LocateView) =>
    sources.filter((source) => stepFor(source, view, stages.now(), stages.installation().contact !== null) !== "none")
  await beginLocating(
    stages.db,
    claim.ref,
    known(first).map((source) => source.id),
  )
  const late = new Set<string>()
  const asked = new Set<string>()
  // What one source says (an id) may lead to another that was asked before it.
  for (let round = 0; round < 2; round++) {
    for (const source of sources) {
      const view = await readLocatable(stages.db, claim.ref)
      if (view === null || late.has(source.id) || (asked.has(source.id) && !isLed(source, view))) continue
      const located = await locateAt(stages, source, view, options)
      if (located === "none") continue
      if (located === "busy") late.add(source.id)
      else {
        asked.add(source.id)
        const context = { now: stages.now(), random: stages.random() }
        targets.push(...(await recordLocated(stages.db, claim, source.id, located, context)))
      }
    }
  }
  if (late.size === 0) return { outcome: await endLocating(stages.db, claim), targets }
  await putOffClaim(stages.db, claim, PUT_OFF_MS, `${[...late].join(", ")}: not asked yet`)
  return { outcome: "put_off", targets }
}

/** Asked already, and not found, before an id came that leads to it. */
function isLed(source: Source, view: LocateView): boolean {
  const row = view.locations.find((location) => location.source === source.id)
  const undecided = row?.state === "not_found" || row?.state === "choose"
  return undecided && (source.refOf?.(view.film.ids) ?? null) !== null
}

async function locateAt(
  stages: Stages,
  source: Source,
  view: LocateView,
  options: LocateOptions,
): Promise<Located | "busy" | "none"> {
  switch (stepFor(source, view, stages.now(), stages.installation().contact !== null)) {
    case "none":
      return "none"
    case "elsewhere":
      return { state: "not_found", reason: ELSEWHERE }
    case "by_hand":
      return { state: "found", reference: null, facts: null, targets: [] }
    case "extend": {
      const reference = view.locations.find((location) => location.source === source.id)?.reference ?? ""
      return found(stages, source, view, reference, null)
    }
    case "ask":
      return ask(stages, source, view, bounded(options))
  }
}

function bounded({ sourceMs, signal, ...rest }: LocateOptions): AskOptions {
  if (sourceMs === undefined) return signal ? { ...rest, signal } : rest
  const timeout = AbortSignal.timeout(sourceMs)
  return { ...rest, patienceMs: sourceMs, signal: signal ? AbortSignal.any([signal, timeout]) : timeout }
}

async function ask(stages: Stages, source: Source, view: LocateView, options: AskOptions): Promise<Located | "busy"> {
  const reference = source.refOf?.(view.film.ids) ?? null
  if (reference !== null && !onlyFinds(source)) {
    const facts = source.lookup && lacksBasics(view.film) ? await factsOf(stages, source, view, options) : null
    return found(stages, source, view, reference, facts)
  }
  // A feed names its films itself; what it is asked for by id is one of them.
  if (!source.lookup || source.scope === "feed")
    return { state: "not_found", reason: "no_id: it is found by its own id only, which is not known" }
  const answer = await askSource(stages, source, view.film, options)
  if (answer === "busy") return answer
  if (answer.outcome === "failed") return failedWith(answer)
  const refs = answer.candidates.map((candidate) => candidate.film)
  const outcomes = await matchWorks(stages.db, source.id, refs)
  const chosen = chooseCandidate(
    { id: view.filmId, ref: view.film },
    answer.candidates,
    (candidate) => outcomes.get(workKey(source.id, candidate.film)) ?? { outcome: "none" },
  )
  if (chosen.state === "found") return found(stages, source, view, chosen.candidate.reference, chosen.candidate.film)
  return chosen.state === "choose" ? chosen : { state: "not_found", reason: null }
}

/** One line that begins with the kind of failure. */
function failedWith({
  kind,
  message,
  retryAfterMs,
}: {
  kind: string
  message: string
  retryAfterMs: Ms | null
}): Located {
  const line = message.replace(/\s+/g, " ")
  return { state: "failed", reason: line.startsWith(`${kind}:`) ? line : `${kind}: ${line}`, retryAfterMs }
}

/** What a source says of a film it knows by its id; null when it did not answer, which keeps nothing from its target. */
async function factsOf(
  stages: Stages,
  source: Source,
  view: LocateView,
  options: AskOptions,
): Promise<FilmFacts | null> {
  const answer = await askSource(stages, source, view.film, options)
  if (answer === "busy" || answer.outcome === "failed") return null
  const outcomes = await matchWorks(
    stages.db,
    source.id,
    answer.candidates.map((candidate) => candidate.film),
  )
  const mine = answer.candidates.filter(({ film }) => {
    const outcome = outcomes.get(workKey(source.id, film))
    return outcome?.outcome === "matched" && outcome.filmId === view.filmId && outcome.by === "id"
  })
  return mine.length === 1 ? (mine[0]?.film ?? null) : null
}

/** Its targets, unless their host may not be asked. */
function found(stages: Stages, source: Source, view: LocateView, reference: string, facts: FilmFacts | null): Located {
  if (!hasFilmTargets(source)) return { state: "found", reference, facts, targets: [] }
  const film: FilmRef = view.film
  try {
    const targets = targetsAt(stages, source, film, reference, territoriesFor(source, view))
    const closed = targets.find((target) => !mayAsk(stages, target.host))
    if (closed)
      return { state: "failed", reason: `no_contact: ${closed.host}: VIGIE_CONTACT is not set`, retryAfterMs: null }
    return { state: "found", reference, facts, targets }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const { settings } = stages.config
    return failedWith({ kind: "reference", message: withoutSecrets(source, settings, message), retryAfterMs: null })
  }
}

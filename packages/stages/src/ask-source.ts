import { setTimeout as sleep } from "node:timers/promises"
import { type FilmRef, type Ms, zoneOf } from "@vigie/core"
import { claimHost, type NewLocatedTarget, releaseHost, renewBatch } from "@vigie/db"
import { hostOf, openPacer } from "@vigie/net"
import { type LookUp, lookUp, type Source } from "@vigie/sources"
import { allowedHosts } from "./config.ts"
import { intervalOf, TURN_MS } from "./pace.ts"
import type { Stages } from "./stages.ts"

const LEASE_MS = 15_000
const RENEW_MS = 5_000
/** How often a busy host is tried again, and for how long before the look-up is put off (ms). */
const AGAIN_MS = 100
const PATIENCE_MS = 5_000

export interface AskOptions {
  /** The look-up is given up, and is no failure, when it aborts. */
  readonly signal?: AbortSignal
  readonly patienceMs?: Ms
}

/** Looks a film up at one source, at its host's pace and alone there; "busy" when it did not come to it, which says nothing. */
export async function askSource(
  stages: Stages,
  source: Source,
  film: FilmRef,
  { signal, patienceMs = PATIENCE_MS }: AskOptions = {},
): Promise<LookUp | "busy"> {
  const host = hostAsked(stages, source, film)
  const asking = { net: stages.net, source, film, settings: stages.config.settings, now: stages.now() }
  // Nothing to ask, or a refusal that says why without asking.
  if (host === null || !mayAsk(stages, host)) return lookUp(asking)
  const held = await holdHost(stages, host, patienceMs, signal)
  if (held === null) return "busy"
  const interval = intervalOf(host, [source])
  const pacer = openPacer({
    minIntervalMs: interval,
    maxWaitMs: TURN_MS,
    now: stages.clock,
    sleep: (ms) => sleep(ms, undefined, signal ? { signal } : {}),
  })
  const renewing = setInterval(() => void renewBatch(stages.db, held, LEASE_MS).catch(() => {}), RENEW_MS)
  try {
    const pace = (each: string, hint: number | null) => pacer.wait(each, hint)
    const answer = await lookUp({ ...asking, pace, ...(signal ? { signal } : {}) })
    return answer.outcome === "failed" && signal?.aborted ? "busy" : answer
  } finally {
    clearInterval(renewing)
    await releaseHost(stages.db, held, interval)
  }
}

async function holdHost(stages: Stages, host: string, patienceMs: Ms, signal: AbortSignal | undefined) {
  const until = stages.clock() + patienceMs
  for (;;) {
    if (signal?.aborted) return null
    const held = await claimHost(stages.db, host, LEASE_MS)
    if (held !== null || stages.clock() >= until) return held
    await sleep(AGAIN_MS)
  }
}

function hostAsked(stages: Stages, source: Source, film: FilmRef): string | null {
  try {
    const request = source.lookup?.request(film, stages.config.settings)
    return request ? hostOf(request.url) : null
  } catch {
    // `lookUp` says what is wrong with it.
    return null
  }
}

/** Whether a host may be asked at all: without a contact, only those allowed by name (I11). */
export function mayAsk(stages: Stages, host: string): boolean {
  return stages.installation().contact !== null || allowedHosts(stages.config).has(host)
}

/** A film's targets at a source under this reference. Throws what the source says of a reference that it cannot use. */
export function targetsAt(
  stages: Stages,
  source: Source,
  film: FilmRef,
  reference: string,
  territories: readonly string[],
): readonly NewLocatedTarget[] {
  return territories.map((territory) => {
    const target = { source: source.id, reference, territory, zone: zoneOf(territory), film, publishedAt: null }
    const { url } = source.request(target, stages.config.settings)
    return { reference, territory, everyMs: source.everyMs, host: hostOf(url) }
  })
}

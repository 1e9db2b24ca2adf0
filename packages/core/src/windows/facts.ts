import type { Term } from "../sighting.ts"
import type { Ms } from "../words.ts"
import { isStale } from "./hold.ts"
import { leadingFirst, mergeEvidence } from "./merge.ts"
import type { EvidenceState, PriceList, WindowState } from "./state.ts"

/** What a page or a mail says of a window besides its own columns. */
export interface WindowFacts {
  /** The proof to show first (I13): of a window that is over, the evidence of its latest statement. Null: none is stored. */
  readonly leading: EvidenceState | null
  /** Evidence that holds, leading first (W14). Empty once the window is over. */
  readonly live: readonly EvidenceState[]
  /** Lowest price per quality (`any`: none stated), of the leading evidence that states one (W17). */
  readonly prices: PriceList
  /** `sd`, `hd`, `uhd`, best last. */
  readonly qualities: readonly string[]
  /** BCP 47 tags. */
  readonly audio: readonly string[]
  readonly subtitles: readonly string[]
  /** Set when nothing that holds was renewed in time (W21): the last time anything was seen, UTC. */
  readonly notVerifiedSince: Ms | null
}

/** @param evidence all evidence of the film, or of this window. */
export function windowFacts(window: WindowState, evidence: readonly EvidenceState[], now: Ms): WindowFacts {
  const all = evidence.filter((one) => one.windowId === window.id)
  const over = window.status === "closed" || window.status === "void"
  const live = over ? [] : all.filter((one) => one.status === "holding" && (one.end.at === null || one.end.at > now))
  const { order, terms } = mergeEvidence(over ? [...all] : live, now)
  const stale = live.length > 0 && live.every((one) => isStale(one, now))
  const tags = (prefix: string) =>
    terms.languages.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length))
  return {
    leading: order[0] ?? [...all].sort(leadingFirst)[0] ?? null,
    live: over ? [] : order,
    prices: terms.prices,
    qualities: terms.qualities,
    audio: tags("audio:"),
    subtitles: tags("subtitles:"),
    notVerifiedSince: stale ? Math.max(...live.map((one) => one.lastSeenAt)) : null,
  }
}

/** The terms to show as they were stated: of the leading evidence that states any, else none (W14, W17). */
export function leadingTerms(window: WindowState, evidence: readonly EvidenceState[], now: Ms): readonly Term[] {
  const { leading, live } = windowFacts(window, evidence, now)
  const stating = live.find((one) => one.terms.some(states)) ?? leading
  return stating?.terms.filter(states) ?? []
}

function states(term: Term): boolean {
  return term.quality !== null || term.price !== null || term.audio.length > 0 || term.subtitles.length > 0
}

import type { Ms } from "../words.ts"
import { isLive } from "./draft.ts"
import { isStale } from "./hold.ts"
import { sameValue } from "./same.ts"
import { isoOf } from "./spans.ts"
import type { Change, EvidenceState, Told, WindowKey, WindowState } from "./state.ts"

/**
 * W25: whether what a change says still holds at `now`; an alert is made only then. `window` and `evidence` are the present
 * ones (all of the film, or of this window). Whether it rings at all is `change.quiet`.
 */
export function stillHolds(
  change: Pick<Change, "kind" | "after">,
  window: WindowState,
  evidence: readonly EvidenceState[],
  now: Ms,
): boolean {
  const over = window.end.at !== null && window.end.at <= now
  const { after } = change
  switch (change.kind) {
    case "announced":
      return window.status === "announced" && !over
    case "opened":
      return window.status === "open" && !over && isVerified(window, evidence, now)
    case "closing":
      return window.status === "open" && !over && isSameEnd(after, window) && isVerified(window, evidence, now)
    case "closed":
      return window.status === "closed"
    case "corrected":
      return after.status === undefined ? isLive(window) && isStillTold(after, window) : after.status === window.status
    default:
      return isLive(window) && !over && isStillTold(after, window)
  }
}

/** W21: stale evidence rings nothing. */
function isVerified(window: WindowState, evidence: readonly EvidenceState[], now: Ms): boolean {
  return evidence.some((one) => one.windowId === window.id && one.status === "holding" && !isStale(one, now))
}

/** The end it warned of is the one told now; a small step of it is no other end (W16, W22). */
function isSameEnd(after: Change["after"], { memory, end }: WindowState): boolean {
  const told = memory.told?.end ?? end.at
  return memory.closing?.some((one) => one.end === told && one.leadMs === after.leadMs) === true
}

/** No later change told other values of the same fields. */
function isStillTold(after: Change["after"], window: WindowState): boolean {
  const { told } = window.memory
  if (!told) return true
  if (after.start !== undefined && after.start !== isoOf(told.start)) return false
  if (after.end !== undefined && after.end !== isoOf(told.end)) return false
  const lists: readonly (keyof Told & keyof Change["after"])[] = ["prices", "qualities", "languages"]
  return lists.every((field) => after[field] === undefined || sameValue(after[field], told[field]))
}

/** W23: windows with one key ring once together: free VOD (ads included) and replay of a provider are one offer. */
export function ringKey(window: WindowKey): string {
  const { filmId, providerId, territory, kind, monetization } = window
  const free = kind === "replay" || (kind === "vod" && (monetization === "free" || monetization === "ads"))
  return [filmId, providerId, territory, ...(free ? ["free"] : [kind, monetization])].join(" ")
}

/** A window as far as its spells go. */
type SpellWindow = WindowKey & Pick<WindowState, "id" | "openedAt" | "closedAt">

/**
 * W23: when the spell in which this window is open began: the earliest opening of the unbroken run of open windows that share
 * its `ringKey`. `opened` rings once per user, `ringKey` and this instant.
 * @param windows all windows of the film.
 */
export function openSpellStart(window: SpellWindow, windows: readonly SpellWindow[]): Ms {
  const key = ringKey(window)
  const group = windows.filter((one) => one.openedAt !== null && one.id !== window.id && ringKey(one) === key)
  let start = window.openedAt ?? Number.POSITIVE_INFINITY
  for (let found = true; found; ) {
    const earlier = group.find((one) => one.openedAt! < start && (one.closedAt === null || one.closedAt >= start))
    found = earlier !== undefined
    if (earlier) start = earlier.openedAt!
  }
  return start
}

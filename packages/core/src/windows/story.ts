import type { Kind, Ms } from "../words.ts"
import { DAY } from "./spans.ts"
import type { Moment, WindowStatus } from "./state.ts"

/** A service as far as broadcasts and replays are one story: a channel's parent replays it. */
export interface StoryProvider {
  readonly id: string
  readonly parentId: string | null
  readonly catchUp: boolean
}

/** A window as far as its story goes. */
export interface StoryWindow {
  readonly id: string
  readonly provider: StoryProvider
  readonly territory: string
  readonly kind: Kind
  readonly status: WindowStatus
  readonly start: Moment
  readonly end: Moment
  readonly openedAt: Ms | null
}

/** A broadcast and the replay that goes with it, by window. */
export interface StoryLink {
  readonly broadcast: string
  readonly replay: string
}

/** A replay may be put online so long before its broadcast, or after it. */
const BEFORE: Ms = 14 * DAY
const AFTER: Ms = 3 * DAY

/**
 * Which broadcasts and replays of one film are one story: the channel's service replays it in that territory, from within
 * 14 days before the slot to 3 days after it, and still does once the slot is over. Nothing that was withdrawn before it
 * opened counts. A replay may go with several slots, a slot with several replays.
 * @param windows all windows of one film.
 */
export function linkStory(windows: readonly StoryWindow[]): readonly StoryLink[] {
  const standing = windows.filter((window) => window.status !== "void")
  const replays = standing.filter((window) => window.kind === "replay")
  return standing
    .filter((window) => window.kind === "broadcast" && window.start.at !== null)
    .flatMap((broadcast) =>
      replays
        .filter((replay) => isReplayed(broadcast, replay))
        .map((replay) => ({ broadcast: broadcast.id, replay: replay.id })),
    )
}

function isReplayed(broadcast: StoryWindow, replay: StoryWindow): boolean {
  if (broadcast.territory !== replay.territory || !isServiceOf(replay.provider, broadcast.provider)) return false
  const slot = { start: broadcast.start.at!, end: broadcast.end.at ?? broadcast.start.at! }
  const start = replay.start.at ?? replay.openedAt
  if (start === null || start < slot.start - BEFORE || start > slot.end + AFTER) return false
  return replay.end.at === null || replay.end.at > slot.end
}

/** The channel's parent, or the channel itself where it replays what it shows; a part of that service too. */
function isServiceOf(service: StoryProvider, channel: StoryProvider): boolean {
  const home = channel.parentId ?? (channel.catchUp ? channel.id : null)
  if (home === null) return false
  return service.id === home || service.id === channel.id || service.parentId === home
}

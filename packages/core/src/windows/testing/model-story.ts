import type { Ms } from "../../words.ts"
import { DAY } from "../spans.ts"
import { type Claim, isPress, lapsedAt, type ModelRow, type ModelTarget, staleAt } from "./model-claims.ts"

export type Status = "none" | "announced" | "open" | "closed" | "void"
export type Tell = (kind: string, quiet?: boolean) => void

export interface Story {
  status: Status
  end: Ms | null
  /** Whether `end` was stated. */
  stated: boolean
  start: Ms | null
  closedAt: Ms
  openedOnce: boolean
  openedAt: Ms
  openedEnd: Ms | null
  toldEnd: Ms | null
  formerEnd: { readonly value: Ms | null; readonly at: Ms } | null
  returned: boolean
  owed: boolean
  closings: Ms[]
}

export const fresh = (): Story => ({
  status: "none",
  end: null,
  stated: false,
  start: null,
  closedAt: 0,
  openedOnce: false,
  openedAt: 0,
  openedEnd: null,
  toldEnd: null,
  formerEnd: null,
  returned: false,
  owed: false,
  closings: [],
})

/** W10: whether a row joins a story that is over. */
export function isReturn(
  story: Story,
  target: ModelTarget,
  row: ModelRow,
  mine: Claim | null,
  previousGoodAt: Ms | null,
  now: Ms,
): boolean {
  if (story.status === "void") return now - story.closedAt <= DAY
  if (row.start !== null && row.start > now) return false
  if (now - story.closedAt <= Math.max(DAY, 2 * target.intervalMs)) return true
  return story.stated && mine !== null && previousGoodAt !== null && previousGoodAt < story.end!
}

export function lose(story: Story, claims: readonly Claim[], now: Ms, tell: Tell): void {
  const ends: { at: Ms; stated: boolean }[] = []
  for (const claim of claims) {
    // Left behind by an end (W20): its own later one dates nothing.
    if (claim.dead) continue
    const gone = claim.gone
    const lapsed = lapsedAt(claim, claims)
    const spoke = lapsed === null || (claim.row.end !== null && claim.row.end <= lapsed)
    if (gone !== null) ends.push({ at: claim.missed[0]!, stated: false })
    else if (spoke && claim.row.end !== null && claim.row.end <= now) ends.push({ at: claim.row.end, stated: true })
    else if (!isPress(claim)) ends.push({ at: claim.seenAt, stated: false })
  }
  if (story.end !== null && story.stated && story.end <= now) ends.push({ at: story.end, stated: true })
  const last = ends.reduce((best, one) => (one.at > best.at || (one.at === best.at && one.stated) ? one : best))
  if (story.status === "announced" && !last.stated) {
    tell("corrected")
    story.status = "void"
    story.closedAt = now
    return
  }
  const unseen = story.status === "announced"
  if (unseen) {
    tell("opened", true)
    story.openedAt = now
    story.openedEnd = last.at
  }
  const verified = claims.some((claim) => claim.gone !== null || (!claim.dead && now < staleAt(claim)))
  tell("closed", unseen || story.owed || !verified)
  story.openedOnce = true
  story.status = "closed"
  story.owed = false
  story.end = last.stated || story.start === null ? last.at : Math.max(last.at, story.start)
  story.stated = last.stated
  story.closedAt = last.stated ? last.at : now
}

export interface Hand {
  readonly baseline: boolean
  /** The event shows a claim that holds. */
  readonly shown: boolean
  readonly time: boolean
}

/** Something holds: the story begins, opens, is announced again, comes back, or its end moves. */
export function hold(story: Story, holding: readonly Claim[], now: Ms, tell: Tell, hand: Hand): void {
  const was = story.status
  const begun = (claim: Claim) => claim.row.start === null || claim.row.start <= now
  const byPage = holding.some((claim) => !isPress(claim) && begun(claim))
  const speaking = byPage ? holding.filter(begun) : holding
  story.start = speaking.find((claim) => claim.row.start !== null)?.row.start ?? null
  story.end =
    (speaking.find((claim) => claim.row.end !== null) ?? holding.find((claim) => claim.row.end !== null))?.row.end ??
    null
  story.stated = story.end !== null
  const due = story.start === null || story.start <= now
  const sure = was === "open" || was === "closed" || holding.some((claim) => claim.missed.length === 0)
  story.status = due && sure ? "open" : "announced"
  const stale = holding.every((claim) => now >= staleAt(claim))
  const came = was === "closed" || was === "void"
  if (came) story.returned = true
  if (story.status === was) {
    if (story.owed && was === "open" && hand.shown) {
      story.owed = false
      tell("opened")
    }
    moveEnd(story, now, tell)
  } else if (story.status === "open" && (was === "none" || was === "announced" || !story.openedOnce)) {
    tell("opened", stale || (was === "none" && hand.baseline))
    story.owed = stale
    story.openedOnce = true
    story.openedAt = now
    story.openedEnd = story.end
    story.toldEnd = story.end
  } else {
    tell(was === "none" ? "announced" : "corrected", was === "none" && hand.baseline)
    if (story.status === "announced") story.openedOnce = false
    story.owed = false
    story.toldEnd = story.end
  }
  if (hand.time) warn(story, holding, now, tell)
}

/** W16, for ends that are days apart. */
function moveEnd(story: Story, now: Ms, tell: Tell): void {
  if (story.end === null || story.end === story.toldEnd) return
  const back = story.formerEnd !== null && story.formerEnd.value === story.end && now - story.formerEnd.at <= DAY
  tell(back ? "corrected" : "moved")
  story.formerEnd = { value: story.toldEnd, at: now }
  story.toldEnd = story.end
}

/** W22, for the default lead. */
function warn(story: Story, holding: readonly Claim[], now: Ms, tell: Tell): void {
  if (story.status !== "open" || story.end === null || story.toldEnd === null) return
  if (now < story.end - 2 * DAY || story.closings.includes(story.toldEnd)) return
  if (story.openedEnd === story.toldEnd && story.toldEnd - 2 * DAY <= story.openedAt) return
  if (!holding.some((claim) => claim.missed.length === 0 && now < staleAt(claim))) return
  story.closings.push(story.toldEnd)
  tell("closing")
}

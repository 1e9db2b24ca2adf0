import type { Ms } from "../../words.ts"
import { DAY } from "../spans.ts"

/**
 * A slow, plain re-statement of W5, W8-W11, W14-W16, W18-W22 and W24 for one key whose rows all overlap, told from the raw
 * history. It shares nothing with the rules it checks but the length of a day.
 */
export interface ModelTarget {
  readonly id: string
  /** 0 is the best source; 3 is press. */
  readonly standing: number
  readonly article: boolean
  readonly intervalMs: Ms
  readonly close: number
  readonly apartMs: Ms
  readonly publishedAt: Ms
}

export interface ModelRow {
  readonly start: Ms | null
  readonly end: Ms | null
}

/** A good check of a target (row null: it does not show it), or time alone. Failed checks are not told: they say nothing. */
export interface ModelEvent {
  readonly at: Ms
  readonly target: ModelTarget | null
  readonly row: ModelRow | null
}

interface Claim {
  readonly target: ModelTarget
  readonly row: ModelRow
  readonly saidAt: Ms
  readonly seenAt: Ms
  /** Good checks since `seenAt` that did not show it. */
  readonly missed: readonly Ms[]
  /** When its absence was confirmed; null = it was not. */
  readonly gone: Ms | null
  /** Press left behind by a stated end: counts again only with new words. */
  readonly dead: boolean
}

export interface Tale {
  readonly status: "none" | "announced" | "open" | "closed" | "void"
  readonly end: Ms | null
  /** What the last event told: `opened`, `closed quiet`, … */
  readonly told: readonly string[]
}

interface Story {
  status: Tale["status"]
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

const fresh = (): Story => ({
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

const staleAt = (claim: Claim) => claim.seenAt + Math.max(3 * claim.target.intervalMs, 7 * DAY)
const isPress = (claim: Claim) => claim.target.standing === 3

/** W5, W11: one more good check without it. */
function miss(claim: Claim, now: Ms, returned: boolean): Claim {
  const missed = [...claim.missed, now]
  return { ...claim, missed, gone: confirmedAt(claim, missed, returned) }
}

function confirmedAt(claim: Claim, missed: readonly Ms[], returned: boolean): Ms | null {
  const counted: Ms[] = []
  for (const at of missed) {
    if (counted.length === 0 || at - counted.at(-1)! >= claim.target.apartMs) counted.push(at)
    if (counted.length >= claim.target.close && (!returned || at - counted[0]! >= DAY)) return at
  }
  return null
}

/** Tells the whole history of one key and returns how it stands after the last event. */
export function retell(events: readonly ModelEvent[]): Tale {
  let story = fresh()
  let claims: readonly Claim[] = []
  let told: string[] = []
  /** What articles said in stories that are over (W8). */
  let spoken: readonly Claim[] = []
  const goodAt = new Map<string, Ms>()
  for (const { at: now, target, row } of events) {
    told = []
    const previousGoodAt = target ? (goodAt.get(target.id) ?? null) : null
    if (target) goodAt.set(target.id, now)
    const tell = (kind: string, quiet = false) => told.push(quiet || isOldNews(target, now) ? `${kind} quiet` : kind)

    let returning = false
    let shown: Claim | null = null
    if (target) {
      const mine = claims.find((claim) => claim.target.id === target.id) ?? null
      const before =
        target.article && spoken.some((claim) => claim.target.id === target.id && !isNews(claim, row, target))
      const lives = story.status === "announced" || story.status === "open"
      if (before) continue
      if (row && isNews(mine, row, target)) {
        if (!lives && story.status !== "none") {
          returning = isReturn(story, target, row, mine, previousGoodAt, now)
          if (!returning) {
            story = fresh()
            spoken = [...spoken, ...claims]
            claims = []
          }
        }
        const kept = claims.find((claim) => claim.target.id === target.id)
        const same = kept !== undefined && kept.row.start === row.start && kept.row.end === row.end
        const wasGone = kept !== undefined && kept.gone !== null
        shown = {
          target,
          row,
          saidAt: same && !wasGone ? kept.saidAt : now,
          seenAt: now,
          missed: [],
          gone: null,
          dead: false,
        }
        claims = [...claims.filter((claim) => claim.target.id !== target.id), shown]
      } else if (row && mine) {
        shown = { ...mine, seenAt: now }
        claims = claims.map((claim) => (claim === mine ? { ...mine, seenAt: now } : claim))
      } else if (!row && mine && !target.article && holdsAlone(mine, now)) {
        claims = claims.map((claim) => (claim === mine ? miss(mine, now, story.returned) : claim))
      }
    }

    const holding = holders(claims, story, now)
    const live = story.status === "announced" || story.status === "open"
    if (live || returning || story.status === "none") {
      const past = claims.filter((claim) => outlived(claim, claims, story, now))
      claims = claims.map((claim) => (past.includes(claim) ? { ...claim, dead: true } : claim))
    }
    if (holding.length === 0) {
      if (live) lose(story, claims, now, tell)
      continue
    }
    if (!live && story.status !== "none" && !returning) continue
    hold(story, holding, now, tell, {
      baseline: target !== null && previousGoodAt === null && !target.article,
      shown: shown !== null && holding.some((claim) => claim.target.id === shown.target.id),
      time: target === null,
    })
  }
  return { status: story.status, end: story.end, told }
}

/** I8: an article is news for 7 days. */
function isOldNews(target: ModelTarget | null, now: Ms): boolean {
  return target?.article === true && now - target.publishedAt > 7 * DAY
}

/** W8: an article says a thing once. */
function isNews(mine: Claim | null, row: ModelRow | null, target: ModelTarget): boolean {
  if (row === null) return true
  return !target.article || mine === null || mine.row.start !== row.start || mine.row.end !== row.end
}

function isReturn(
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

/** A claim its own target still stands by. */
function holdsAlone(claim: Claim, now: Ms): boolean {
  return claim.gone === null && (claim.row.end === null || claim.row.end > now) && !claim.dead
}

/** W20, W21: the claims that hold, leading first (W14). */
function holders(claims: readonly Claim[], story: Story, now: Ms): Claim[] {
  const standing = claims.filter((claim) => {
    if (!holdsAlone(claim, now)) return false
    const lapsed = lapsedAt(claim, claims)
    return lapsed === null || lapsed > now
  })
  const left = standing.filter((claim) => !outlived(claim, standing, story, now))
  const said = (claim: Claim) => (claim.target.article ? claim.target.publishedAt : claim.saidAt)
  return left.sort(
    (a, b) => a.target.standing - b.target.standing || said(b) - said(a) || (a.target.id < b.target.id ? -1 : 1),
  )
}

/** W21: when another's withdrawal outweighs press, or what went stale. */
function lapsedAt(claim: Claim, claims: readonly Claim[]): Ms | null {
  const renewed = isPress(claim) ? claim.saidAt : claim.seenAt
  const against = claims.flatMap((other) =>
    other !== claim && other.gone !== null && other.gone > renewed ? [other.gone] : [],
  )
  if (against.length === 0) return null
  return isPress(claim) ? Math.min(...against) : Math.max(staleAt(claim), Math.min(...against))
}

/** W20: a stated end passed, and only press that spoke before it is left. */
function outlived(claim: Claim, standing: readonly Claim[], story: Story, now: Ms): boolean {
  if (!isPress(claim) || standing.some((other) => !isPress(other) && holdsAlone(other, now))) return false
  return story.end !== null && story.stated && story.end <= now && claim.saidAt < story.end
}

function lose(story: Story, claims: readonly Claim[], now: Ms, tell: (kind: string, quiet?: boolean) => void): void {
  const ends: { at: Ms; stated: boolean }[] = []
  for (const claim of claims) {
    const gone = claim.gone
    const lapsed = lapsedAt(claim, claims)
    const spoke = lapsed === null || (claim.row.end !== null && claim.row.end <= lapsed)
    if (gone !== null) ends.push({ at: claim.missed[0]!, stated: false })
    else if (spoke && claim.row.end !== null && claim.row.end <= now) ends.push({ at: claim.row.end, stated: true })
    else if (!isPress(claim)) ends.push({ at: claim.seenAt, stated: false })
  }
  if (story.end !== null && story.stated && story.end <= now) ends.push({ at: story.end, stated: true })
  const last = ends.reduce((best, one) => (one.at > best.at ? one : best))
  if (story.status === "announced" && !last.stated) {
    tell("corrected")
    story.status = "void"
    story.closedAt = now
    return
  }
  const unseen = story.status === "announced"
  if (unseen) tell("opened", true)
  const unverified = claims.every(
    (claim) => claim.row.end !== null && claim.row.end <= now && staleAt(claim) <= now && claim.gone === null,
  )
  tell("closed", unseen || story.owed || unverified)
  story.openedOnce = true
  story.status = "closed"
  story.owed = false
  story.end = last.stated || story.start === null ? last.at : Math.max(last.at, story.start)
  story.stated = last.stated
  story.closedAt = last.stated ? last.at : now
}

interface Hand {
  readonly baseline: boolean
  /** The event shows a claim that holds. */
  readonly shown: boolean
  readonly time: boolean
}

/** Something holds: the story begins, opens, is announced again, comes back, or its end moves. */
function hold(
  story: Story,
  holding: readonly Claim[],
  now: Ms,
  tell: (kind: string, quiet?: boolean) => void,
  hand: Hand,
): void {
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
function moveEnd(story: Story, now: Ms, tell: (kind: string) => void): void {
  if (story.end === null || story.end === story.toldEnd) return
  const back = story.formerEnd !== null && story.formerEnd.value === story.end && now - story.formerEnd.at <= DAY
  tell(back ? "corrected" : "moved")
  story.formerEnd = { value: story.toldEnd, at: now }
  story.toldEnd = story.end
}

/** W22, for the default lead. */
function warn(story: Story, holding: readonly Claim[], now: Ms, tell: (kind: string) => void): void {
  if (story.status !== "open" || story.end === null || story.toldEnd === null) return
  if (now < story.end - 2 * DAY || story.closings.includes(story.toldEnd)) return
  if (story.openedEnd === story.toldEnd && story.toldEnd - 2 * DAY <= story.openedAt) return
  if (!holding.some((claim) => claim.missed.length === 0 && now < staleAt(claim))) return
  story.closings.push(story.toldEnd)
  tell("closing")
}

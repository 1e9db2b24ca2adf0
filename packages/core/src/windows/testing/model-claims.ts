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

export interface Claim {
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

export const staleAt = (claim: Claim) => claim.seenAt + Math.max(3 * claim.target.intervalMs, 7 * DAY)
export const isPress = (claim: Claim) => claim.target.standing === 3

/** W5, W11: one more good check without it. */
export function miss(claim: Claim, now: Ms, returned: boolean): Claim {
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

/** I8: an article is news for 7 days. */
export function isOldNews(target: ModelTarget | null, now: Ms): boolean {
  return target?.article === true && now - target.publishedAt > 7 * DAY
}

/** W8: an article says a thing once. */
export function isNews(mine: Claim | null, row: ModelRow | null, target: ModelTarget): boolean {
  if (row === null) return true
  return !target.article || mine === null || mine.row.start !== row.start || mine.row.end !== row.end
}

/** A claim its own target still stands by. */
export function holdsAlone(claim: Claim, now: Ms): boolean {
  return claim.gone === null && (claim.row.end === null || claim.row.end > now) && !claim.dead
}

/** The end of the story so far, and whether a source stated it. */
interface StatedEnd {
  readonly end: Ms | null
  readonly stated: boolean
}

/** W20, W21: the claims that hold, leading first (W14). */
export function holders(claims: readonly Claim[], end: StatedEnd, now: Ms): Claim[] {
  const standing = claims.filter((claim) => {
    return holdsAlone(claim, now) && !isLapsed(claim, claims, now)
  })
  const left = standing.filter((claim) => !outlived(claim, standing, end, now))
  const said = (claim: Claim) => (claim.target.article ? claim.target.publishedAt : claim.saidAt)
  return left.sort(
    (a, b) => a.target.standing - b.target.standing || said(b) - said(a) || (a.target.id < b.target.id ? -1 : 1),
  )
}

/** W21: when another's withdrawal outweighs press, or what went stale. */
export function lapsedAt(claim: Claim, claims: readonly Claim[]): Ms | null {
  const renewed = isPress(claim) ? claim.saidAt : claim.seenAt
  const against = claims.flatMap((other) =>
    other !== claim && other.gone !== null && other.gone > renewed ? [other.gone] : [],
  )
  if (against.length === 0) return null
  return isPress(claim) ? Math.min(...against) : Math.max(staleAt(claim), Math.min(...against))
}

export function isLapsed(claim: Claim, claims: readonly Claim[], now: Ms): boolean {
  const at = lapsedAt(claim, claims)
  return at !== null && at <= now
}

/** W20: a stated end passed, and only press that spoke before it is left. */
export function outlived(claim: Claim, standing: readonly Claim[], end: StatedEnd, now: Ms): boolean {
  if (!isPress(claim) || standing.some((other) => !isPress(other) && holdsAlone(other, now))) return false
  return end.end !== null && end.stated && end.end <= now && claim.saidAt < end.end
}

import type { Ms } from "../../words.ts"
import {
  type Claim,
  holders,
  holdsAlone,
  isLapsed,
  isNews,
  isOldNews,
  type ModelEvent,
  type ModelRow,
  type ModelTarget,
  miss,
  outlived,
} from "./model-claims.ts"
import { fresh, hold, isReturn, lose, type Status, type Story } from "./model-story.ts"

export type { ModelEvent, ModelTarget } from "./model-claims.ts"

export interface Tale {
  readonly status: Status
  readonly end: Ms | null
  /** What the last event told: `opened`, `closed quiet`, … */
  readonly told: readonly string[]
}

interface Telling {
  story: Story
  claims: readonly Claim[]
  /** What articles said in stories that are over (W8). */
  spoken: readonly Claim[]
  readonly goodAt: Map<string, Ms>
  told: string[]
}

/** Tells the whole history of one key and returns how it stands after the last event. */
export function retell(events: readonly ModelEvent[]): Tale {
  const telling: Telling = { story: fresh(), claims: [], spoken: [], goodAt: new Map(), told: [] }
  for (const event of events) {
    telling.told = []
    hearAndJudge(telling, event)
  }
  return { status: telling.story.status, end: telling.story.end, told: telling.told }
}

function hearAndJudge(telling: Telling, { at: now, target, row }: ModelEvent): void {
  const previousGoodAt = target ? (telling.goodAt.get(target.id) ?? null) : null
  if (target) telling.goodAt.set(target.id, now)
  if (target?.article && row && telling.spoken.some((claim) => isOf(claim, target) && !isNews(claim, row, target)))
    return
  const heard = target ? hear(telling, target, row, previousGoodAt, now) : null
  const returning = heard?.returning ?? false
  const { story } = telling
  const holding = holders(telling.claims, story, now)
  if (isLive(story) || returning || story.status === "none") {
    const standing = telling.claims.filter((claim) => !isLapsed(claim, telling.claims, now))
    const past = telling.claims.filter((claim) => holdsAlone(claim, now) && outlived(claim, standing, story, now))
    telling.claims = telling.claims.map((claim) => (past.includes(claim) ? { ...claim, dead: true } : claim))
  }
  const tell = (kind: string, quiet = false) =>
    void telling.told.push(quiet || isOldNews(target, now) ? `${kind} quiet` : kind)
  if (holding.length === 0) {
    if (isLive(story)) lose(story, telling.claims, now, tell)
    return
  }
  if (!isLive(story) && story.status !== "none" && !returning) return
  hold(story, holding, now, tell, {
    baseline: target !== null && previousGoodAt === null && !target.article,
    shown: heard?.shown === true && holding.some((claim) => claim.target === target),
    time: target === null,
  })
}

function isLive(story: Story): boolean {
  return story.status === "announced" || story.status === "open"
}

function isOf(claim: Claim, target: ModelTarget): boolean {
  return claim.target.id === target.id
}

/** What a good check does to the claims, and whether it brings back a story that was over. */
function hear(telling: Telling, target: ModelTarget, row: ModelRow | null, previousGoodAt: Ms | null, now: Ms) {
  const { story } = telling
  const mine = telling.claims.find((claim) => isOf(claim, target)) ?? null
  const replace = (claim: Claim) => {
    telling.claims = [...telling.claims.filter((other) => !isOf(other, target)), claim]
  }
  if (!row) {
    if (mine && !target.article && holdsAlone(mine, now)) replace(miss(mine, now, story.returned))
    return { returning: false, shown: false }
  }
  if (mine && !isNews(mine, row, target)) {
    replace({ ...mine, seenAt: now })
    return { returning: false, shown: true }
  }
  const over = !isLive(story) && story.status !== "none"
  const returning = over && isReturn(story, target, row, mine, previousGoodAt, now)
  if (over && !returning) {
    telling.spoken = [...telling.spoken, ...telling.claims]
    telling.story = fresh()
    telling.claims = []
  }
  const kept = over && !returning ? null : mine
  const same = kept !== null && kept.gone === null && kept.row.start === row.start && kept.row.end === row.end
  const saidAt = same ? kept.saidAt : now
  replace({ target, row, saidAt, seenAt: now, missed: [], gone: null, dead: false })
  return { returning, shown: true }
}

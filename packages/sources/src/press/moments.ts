import { fromIso, type Kind, type StatedMoment, toIso } from "@vigie/core"
import { type Clock, clockOf } from "./clocks.ts"
import type { Mention, Role } from "./readers.ts"
import { type Published, type Resolved, resolve } from "./resolve.ts"

/** The start and end of one way to watch; null where the words give none. */
interface Moments {
  readonly start: StatedMoment | null
  readonly end: StatedMoment | null
  readonly doubts: readonly string[]
}

export const NOTHING: StatedMoment = { at: null, precision: "unknown", basis: "observed", text: null }
/** Broadcasts of one sentence that are read at most. */
const MOST_SLOTS = 12

/** The periods that the days and hours of a clause make: one, or one for each slot of a broadcast. */
export function momentsOf(
  kind: Kind,
  mentions: readonly Mention[],
  clocks: readonly Clock[],
  published: Published,
): Moments[] {
  return kind === "broadcast" ? slotsOf(mentions, clocks, published) : [periodOf(mentions, clocks, published)]
}

/** Each day with an hour of its own is a slot; days told one after another share the hour that follows them. */
function slotsOf(mentions: readonly Mention[], clocks: readonly Clock[], published: Published): Moments[] {
  const days = mentions.filter(({ role }) => role === "on" || role === "start")
  const [first] = days
  if (!first) return [{ start: null, end: null, doubts: [] }]
  const timed = days.filter((day) => clocks.some((clock) => clock === clockOf(day, days, clocks)))
  const sameSpan = days.filter((day) => day.from === first.from)
  const kept = sameSpan.length > 1 ? sameSpan : timed.length > 1 ? timed : [bestDay(days, first)]
  return kept.slice(0, MOST_SLOTS).map((day) => {
    const clock = sameSpan.length > 1 ? (clocks[0] ?? null) : clockOf(day, days, clocks)
    const { moment, doubt } = resolve(day, clock ?? (days.length > 1 ? (clocks[0] ?? null) : null), published, "slot")
    return { start: moment, end: null, doubts: doubt ? [doubt] : [] }
  })
}

/** "ce soir, jeudi 28 janvier": a date says more than the words beside it. */
function bestDay(days: readonly Mention[], first: Mention): Mention {
  return days.find(({ when }) => when.is === "date" && when.month !== null) ?? first
}

const ENDS: ReadonlySet<Role> = new Set(["end", "before", "leaves"])

/** The day of the first of these roles that is told; a full date before a vaguer one. */
function pickFrom(mentions: readonly Mention[], ...roles: Role[]): Mention | undefined {
  const found = roles.map((role) => mentions.filter((each) => each.role === role)).find((each) => each.length > 0)
  return found?.find(({ when }) => when.is === "date" && when.month !== null) ?? found?.[0]
}

function periodOf(mentions: readonly Mention[], clocks: readonly Clock[], published: Published): Moments {
  const pick = (...roles: Role[]) => pickFrom(mentions, ...roles)
  const beside = (mention: Mention) => clocks.find(({ from }) => from >= mention.to && from - mention.to < 8) ?? null
  const first = pick("start", "on")
  // "Plus que quelques jours: il disparaît le 31" gives its day after words that give none.
  const ends = mentions.filter(({ role, when }) => ENDS.has(role) && when.is !== "vague")
  const last = ends.length > 0 ? pickFrom(ends, "end", "before", "leaves") : pick("end", "before", "leaves")
  // "dernier jour aujourd'hui": today is then no first day.
  const today = first?.role === "on" && first.when.is === "offset" && first.when.amount === 0 && last !== undefined
  const start = first && !today ? resolve(first, beside(first), published, "start") : null
  const end = last ? resolve(last, beside(last), published, "end") : lasting(pick("lasts"), first, published)
  const doubts = [start?.doubt, end?.doubt].flatMap((doubt) => doubt ?? [])
  const [from, to] = [start?.moment.at, end?.moment.at]
  if (end && from && to && fromIso(to) <= fromIso(from)) {
    const moment = { at: null, precision: "unknown", basis: "stated", text: end.moment.text } as const
    return { start: start?.moment ?? null, end: moment, doubts: [...doubts, `ends before it starts: "${moment.text}"`] }
  }
  return { start: start?.moment ?? null, end: end?.moment ?? null, doubts }
}

/** "dès le 5 mars, pendant 30 jours": counted from the stated start; without one, no end is known. */
function lasting(time: Mention | undefined, first: Mention | undefined, published: Published): Resolved | null {
  if (!time) return null
  const start = first && resolve(first, null, published, "start").moment.at
  if (!start) {
    const moment: StatedMoment = { at: null, precision: "unknown", basis: "stated", text: time.text }
    return { moment, doubt: `no day in "${time.text}"` }
  }
  const { moment } = resolve({ ...time, role: "end" }, null, { ...published, at: fromIso(start) }, "end")
  return {
    moment: moment.at ? { ...moment, at: toIso(fromIso(moment.at)) } : moment,
    doubt: `counted from the start: "${time.text}"`,
  }
}

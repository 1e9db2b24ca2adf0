import { dayInWords } from "@vigie/core"
import type { MarkedChange } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { Reading } from "../site/viewer.server.ts"
import { round, type Side, sideOf } from "./ticks.server.ts"

/** A change on a bar, or several too near one another to be told apart: x in % of the chart's width. */
export interface ChangeMark {
  readonly id: string
  readonly x: number
  readonly side: Side
  readonly words: string
  /** The page of its proof; of several, of the latest. */
  readonly to: string
}

export interface ChangeLinkWords {
  readonly id: string
  readonly words: string
  readonly to: string
}

/** So far apart that each can be touched on a phone, in % of its chart. */
const APART = 7.5

/** Marks of one bar, from left to right; `within`: the bar, in % of the chart. */
export function readMarks(
  changes: readonly MarkedChange[],
  scale: (at: number) => number,
  within: { readonly from: number; readonly to: number },
  reading: Reading,
): readonly ChangeMark[] {
  const groups: { readonly x: number; readonly changes: MarkedChange[] }[] = []
  for (const change of changes.toSorted((a, b) => a.at - b.at)) {
    const x = Math.min(within.to, Math.max(within.from, scale(change.at)))
    const last = groups.at(-1)
    if (last !== undefined && x - last.x < APART) last.changes.push(change)
    else groups.push({ x, changes: [change] })
  }
  return groups.map(({ x, changes: some }) => {
    const latest = some.at(-1)!
    const { one, several } = PHRASES[reading.locale].filmPage.marks
    const [what, when] = saidOf(latest, reading)
    const words = some.length === 1 ? one(what, when) : several(some.length, what, when)
    return { id: latest.id, x: round(x), side: sideOf(x), words, to: `/changes/${latest.id}` }
  })
}

/** The same changes for the table, latest first. */
export function readMarkLinks(changes: readonly MarkedChange[], reading: Reading): readonly ChangeLinkWords[] {
  const { one } = PHRASES[reading.locale].filmPage.marks
  return changes
    .toSorted((a, b) => b.at - a.at)
    .map((change) => ({ id: change.id, words: one(...saidOf(change, reading)), to: `/changes/${change.id}` }))
}

function saidOf({ kind, at }: MarkedChange, { locale, zone, now }: Reading): readonly [string, string] {
  return [PHRASES[locale].changes[kind], dayInWords(at, locale, zone, now)]
}

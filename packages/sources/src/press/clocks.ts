import { foldInPlace } from "../text.ts"
import type { Mention } from "./readers.ts"
import { remembering } from "./remember.ts"

/** An hour of a sentence; `hour` 24 is midnight at the end of the day named ("à minuit"). */
export interface Clock {
  readonly hour: number
  readonly minute: number
  readonly text: string
  readonly from: number
  readonly to: number
}

const HOUR = "(?<![\\d,.])(?<hour>[01]?\\d|2[0-4])"
const FORMS = [
  `${HOUR}(?: ?h(?:eures?)? ?(?<minute>[0-5]\\d)?|:(?<minute>[0-5]\\d))(?!\\d|[a-z])`,
  // "20.55" is an hour only where one is expected: after "à", a dash, a comma, a colon, or first in its line.
  "(?<=(?:\\ba|-|,|:|\\||·|•|>) |^)(?<hour>[012]?\\d)\\.(?<minute>[0-5]\\d)(?![\\d.]| ?[€%]| ?euros)",
  "\\b(?<word>minuit|midi)(?: (?<minute>[0-5]\\d))?\\b",
].map((form) => new RegExp(form, "gu"))

/** What stands before a running time: it is no hour of the day. */
const RUNNING = /(?:duree|dure|pendant|durant|encore|que|reste|restent|moins de|plus de|toutes les)[ :]*$/u
/** The same before the hours that a film may last: "un film de 2h10", "(1h35)". */
const LASTING = /(?:\ben|(?<!partir )\bde|\bd'|\()[ :]*$/u

/** The hours a sentence gives: "20h55", "20 h", "20:55", "21 heures", "22.30", "minuit"; running times are left out. */
export const clocksIn = remembering((sentence: string): readonly Clock[] => {
  const folded = foldInPlace(sentence)
  const found = FORMS.flatMap((form) => [...folded.matchAll(form)]).sort((a, b) => a.index - b.index)
  const clocks = found.flatMap((match) => {
    const before = folded.slice(Math.max(0, match.index - 14), match.index)
    const { hour, minute, word } = match.groups ?? {}
    const at = word === "minuit" ? 24 : word === "midi" ? 12 : Number(hour)
    if (RUNNING.test(before) || (at > 0 && at < 5 && LASTING.test(before))) return []
    if (at > 23 && word === undefined) return []
    const text = sentence.slice(match.index, match.index + match[0].length).trim()
    return [{ hour: at, minute: Number(minute ?? 0), text, from: match.index, to: match.index + text.length }]
  })
  return withoutRunningTimes(clocks, folded)
})

/** "20h55 : La Halte, 1h35": beside an hour of the evening, a bare "1h35" is how long it lasts. */
function withoutRunningTimes(clocks: readonly Clock[], folded: string): Clock[] {
  const said = (clock: Clock) => /\b(?:a|vers|des|apres) $/u.test(folded.slice(0, clock.from))
  const evening = clocks.some((clock) => said(clock) || clock.hour > 4)
  return clocks.filter((clock) => !(evening && clock.hour <= 4 && !said(clock)))
}

/** The hour that goes with a day: the first after it and before the next day, else the only one of the sentence. */
export function clockOf(mention: Mention, mentions: readonly Mention[], clocks: readonly Clock[]): Clock | null {
  const next = mentions.find(({ from }) => from > mention.from)
  const after = clocks.find((clock) => clock.from >= mention.to && (!next || clock.from < next.from))
  return after ?? (mentions.length === 1 || clocks.length === 1 ? (clocks[0] ?? null) : null)
}

import { foldTitle, withoutArticle } from "../fold.ts"
import { isMisspelt, shapeOf } from "./misspelt.ts"

/**
 * `equal`: folded titles are equal; `loose`: but for article, "et"/"and"/"&" or spaces; `lead`: but for a subtitle;
 * `misspelt`: but for a letter or two.
 */
export type TitleFit = "equal" | "loose" | "lead" | "misspelt" | "differ" | "unknown"

const PART =
  /^(\d+|[ivx]{2,}|[vx]|\d*(er|re|e|eme|nd|rd|th|st)|part|partie|parts|parties|volume|vol|tome|chapitre|chapter|episode|saison|season)$/

/** The parts of a title before each comma, colon, dash or bracket; none when what follows says that it is one of several parts. */
export function leadsOfTitle(title: string): readonly string[] {
  const cuts = [...title.matchAll(/\s*[:,–—(]\s*|\s+[-/]\s+/g)]
  return cuts.flatMap((cut) => {
    const lead = foldTitle(title.slice(0, cut.index))
    const rest = foldTitle(title.slice(cut.index + cut[0].length)).split(" ")
    return lead === "" || rest.some((word) => PART.test(word)) ? [] : [lead]
  })
}

/** The best fit of any title of one side with any of the other; `unknown` when a side has none. */
export function compareTitles(ours: readonly string[], theirs: readonly string[]): TitleFit {
  if (ours.length === 0 || theirs.length === 0) return "unknown"
  if (meet(ours.map(foldTitle), theirs.map(foldTitle))) return "equal"
  if (meet(ours.map(loosely), theirs.map(loosely))) return "loose"
  const lead =
    meet(ours.flatMap(leadsOfTitle), theirs.map(foldTitle)) || meet(ours.map(foldTitle), theirs.flatMap(leadsOfTitle))
  if (lead) return "lead"
  const [left, right] = [ours, theirs].map((titles) => titles.map((title) => shapeOf(foldTitle(title))))
  return left!.some((one) => right!.some((other) => isMisspelt(one, other))) ? "misspelt" : "differ"
}

function loosely(title: string): string {
  const words = withoutArticle(foldTitle(title)).split(" ")
  return words.filter((word) => !["et", "and"].includes(word)).join("") || foldTitle(title)
}

function meet(a: readonly string[], b: readonly string[]): boolean {
  return a.some((text) => text !== "" && b.includes(text))
}

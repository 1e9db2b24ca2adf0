import type { Context } from "./announces.ts"
import { mentionsIn } from "./grammar.ts"
import { providersIn } from "./providers.ts"

/** One film of a sentence that lists several, each with its day in brackets; what the sentence says for all is `above`. */
export interface Item {
  readonly text: string
  readonly above: Context
}

const LEAVING = /\b(?:quitt[a-z]+|disparai[a-z]+|s'en (?:vont|iront)|departs?|derniers? jours?)\b/u

/** A sentence longer than this, UTF-16 units, is no list that a reader would follow. */
const LONGEST = 2_000

/** "Netflix : La Halte (12 mai), Les Marées (26 mai)": two items or more, else the sentence as it is. */
export function itemsOf(sentence: string, above: Context): Item[] {
  if (sentence.length > LONGEST) return [{ text: sentence, above }]
  const dated = mentionsIn(sentence).filter(({ when }) => when.is === "date")
  const ends = dated.flatMap(({ from, to }) => {
    const opens = sentence.slice(0, from).trimEnd().endsWith("(")
    const closes = /^\s*\)/u.exec(sentence.slice(to))
    return opens && closes ? [to + closes[0].length] : []
  })
  if (ends.length < 2 || ends.length !== dated.length) return [{ text: sentence, above }]
  const said = providersIn(sentence).filter(({ placed }) => placed)
  const [only] = said
  const inList: Context = {
    provider: said.length === 1 && only ? { ...only, from: 0, to: 0 } : said.length > 1 ? null : above.provider,
    day: null,
    leaving: above.leaving || LEAVING.test(sentence.toLowerCase()),
  }
  return ends.map((end, index) => {
    const text = sentence
      .slice(ends[index - 1] ?? 0, end)
      .replace(/^[\s,;]*(?:(?:et|puis|ainsi que|mais aussi)\s)?\s*/u, "")
    return { text, above: inList }
  })
}

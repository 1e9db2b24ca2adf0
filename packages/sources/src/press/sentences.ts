import type { Page } from "../page/page.ts"
import { squeeze } from "../text.ts"

/** A sentence, with the paragraph it stands in; sentences of one paragraph share its number. */
export interface Sentence {
  readonly text: string
  readonly paragraph: number
  /** The page's own rank of the line: 1-6 for a heading. */
  readonly level: number
}

/** Abbreviations whose dot ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:M|MM|Mme|Mlle|Dr|St|P|p|vol|n°|cf|etc|env|av|apr|janv|févr|fév|avr|juil|sept|oct|nov|déc|jan|fev|dispo|réal|min|lun|mar|mer|jeu|ven|sam|dim|[A-Z])\.$/iu

/** The sentences of a page, tables' cells included, in order. */
export function sentencesOf(page: Page): Sentence[] {
  const found: Sentence[] = []
  for (const [paragraph, block] of page.blocks.entries()) {
    const level = block.kind === "line" ? block.level : 0
    const texts =
      block.kind === "line" ? [block.text] : block.rows.map((row) => row.map((cell) => cell.text).join(" – "))
    for (const text of texts.flatMap((each) => splitSentences(readable(each)))) found.push({ text, paragraph, level })
  }
  return found
}

/** Control characters separate words; soft hyphens do not. */
function readable(text: string): string {
  return text.replace(/\u00AD/gu, "").replace(/\p{Cc}+/gu, " ")
}

/** Splits after a full stop, an exclamation or a question mark that a capital or a quotation mark follows. */
export function splitSentences(line: string): string[] {
  const sentences: string[] = []
  let from = 0
  for (const match of line.matchAll(/[.!?…]["»”)]?\s+(?!Ce sera |C[’']est (?:pour )?le \d)(?=[\p{Lu}\d«"“(])/gu)) {
    const end = match.index + match[0].length
    const sentence = line.slice(from, end).trim()
    if (ABBREVIATION.test(sentence.slice(-12))) continue
    sentences.push(sentence)
    from = end
  }
  const last = squeeze(line.slice(from))
  return last ? [...sentences, last] : sentences
}

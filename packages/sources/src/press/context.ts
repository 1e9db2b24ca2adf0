import { foldInPlace } from "../text.ts"
import type { Context } from "./announces.ts"
import { clocksIn } from "./clocks.ts"
import { mentionsIn } from "./grammar.ts"
import { providersIn } from "./providers.ts"
import type { Sentence } from "./sentences.ts"

const NONE: Context = { provider: null, day: null, leaving: false }
/** Paragraphs below a heading that it still speaks for. */
const REACH = 40
const LEAVING =
  /\b(?:quitt[a-z]+|departs?|retraits?|retires?|disparai[a-z]+|s'en vont|derniers? jours?|derniere chance|plus disponibles?|au revoir)\b/u
const COMING = /\b(?:arriv[a-z]+|nouveaut[a-z]+|sorties?|sortent|debarqu[a-z]+|ajouts?|a venir|entrees?|programme)\b/u

/** What the headings above each sentence say for it, in order: a list's platform, its day, whether it lists departures. */
export function contextsOf(sentences: readonly Sentence[]): Context[] {
  let said = { ...NONE, provider: at<Context["provider"]>(), day: at<Context["day"]>(), leaving: at<boolean>() }
  return sentences.map((sentence, index) => {
    const here = sentence.paragraph
    const context = {
      provider: read(said.provider, here),
      day: read(said.day, here),
      leaving: read(said.leaving, here) ?? false,
    }
    const alone = sentences[index - 1]?.paragraph !== here && sentences[index + 1]?.paragraph !== here
    if (alone || sentence.level > 0) said = headingOf(sentence, said)
    return context
  })
}

interface At<T> {
  readonly value: T | null
  readonly paragraph: number
}
type Said = { readonly [Key in keyof Context]: At<Context[Key]> }

function at<T>(value: T | null = null, paragraph = 0): At<T> {
  return { value, paragraph }
}

function read<T>({ value, paragraph }: At<T>, here: number): T | null {
  return here - paragraph <= REACH ? value : null
}

/** A heading is a title, or a short line that is no sentence. What it does not say, the one above it still does. */
function headingOf({ text, level, paragraph }: Sentence, said: Said): Said {
  if (text.length > 110 || (level === 0 && /[.!?…»]$/u.test(text)) || clocksIn(text).length > 0) return said
  const folded = foldInPlace(text)
  const providers = providersIn(text)
  const mentions = mentionsIn(text)
  const [day] = mentions
  const rest = day ? `${folded.slice(0, day.from)}${folded.slice(day.to)}` : folded
  const dayAlone =
    mentions.length === 1 &&
    /^(?:[^a-z]|\b(?:le|ce|programme|tele|a|la|de|du|soir|soiree|films?|les|voir|au|selection|notre)\b)*$/u.test(rest)
  if (day && !dayAlone) return said
  const [only] = providers
  return {
    provider:
      providers.length === 0
        ? said.provider
        : at(providers.length === 1 && only ? { ...only, from: 0, to: 0 } : null, paragraph),
    day: dayAlone && day ? at({ ...day, role: "on" as const }, paragraph) : said.day,
    leaving: LEAVING.test(folded) ? at(true, paragraph) : COMING.test(folded) ? at(false, paragraph) : said.leaving,
  }
}

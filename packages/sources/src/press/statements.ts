import type { Kind, StatedMoment } from "@vigie/core"
import { foldInPlace, shorten, squeeze } from "../text.ts"
import { announces, type Context, isListed, type Read } from "./announces.ts"
import { clocksIn } from "./clocks.ts"
import { governorsOf, isEvent, isNoStatement } from "./governors.ts"
import { mentionsIn } from "./grammar.ts"
import { momentsOf, NOTHING } from "./moments.ts"
import { type ProviderMention, providersIn } from "./providers.ts"
import type { Mention } from "./readers.ts"
import type { Published } from "./resolve.ts"
import { excludes } from "./territories.ts"
import { kindOf, type Way, waysOf } from "./ways.ts"

/** One announcement of a sentence: where, how, from when and until when. */
export interface Statement extends Way {
  readonly provider: string | null
  readonly kind: Kind
  readonly start: StatedMoment
  readonly end: StatedMoment
  readonly doubts: readonly string[]
  readonly text: string
  readonly excluded: boolean
}

export interface Reader extends Published {
  readonly territory: string
}

/** A sentence longer than this, UTF-16 units, or of more days, is no announcement. */
const LONGEST = 2_000
const MOST_DAYS = 40

/**
 * The announcements of a sentence. `next` is the sentence after it, where a territory may still be excluded; `titled` tells
 * whether it names a film, `above` what its list's headings say.
 */
export function statementsIn(
  sentence: string,
  next: string,
  titled: () => boolean,
  above: Context,
  reader: Reader,
): Statement[] {
  if (sentence.length > LONGEST) return []
  const text = squeeze(sentence.normalize("NFC"))
  const folded = foldInPlace(text)
  if (isNoStatement(folded) || mentionsIn(text).length > MOST_DAYS) return []
  const read = readSentence(text, folded, above)
  if (!announces(read, titled, above) || (isEvent(folded) && !titled())) return []
  const excluded = excludes(`${folded} ${foldInPlace(next)}`, reader.territory)
  const made = (provider: ProviderMention | null, part: Read) => statementsOf(provider, part, reader, excluded)
  if (read.placed.length === 0) return made(read.silent ? above.provider : null, read)
  return read.placed.flatMap((provider, index) => made(provider, clauseOf(read, index)))
}

function readSentence(text: string, folded: string, above: Context): Read {
  const providers = providersIn(text)
  const placed = providers.filter((provider) => provider.placed)
  const governors = governorsOf(folded, placed)
  const clocks = clocksIn(text)
  const own = mentionsIn(text).filter((mention) => governors.governs(mention) !== "elsewhere")
  const listed = own.length === 0 && clocks.length > 0 && above.day ? [{ ...above.day, from: 0, to: 0 }] : own
  const silent = providers.length === 0 && listed.length > 0
  const said = listed.map((each, index) => (goesAfter(folded, each, listed[index + 1]) ? leaving(each) : each))
  const read = { text, folded, mentions: said, clocks, placed, governors, silent }
  const gone = said.some((mention) => isAfterDeparture(folded, mention))
  if (gone) return { ...read, mentions: said.map((each) => (isAfterDeparture(folded, each) ? leaving(each) : each)) }
  return above.leaving && silent && isListed(read, above) ? { ...read, mentions: said.map(leaving) } : read
}

/** "Ils quittent Netflix : La Halte (15 mars)". */
function isAfterDeparture(folded: string, { from }: Mention): boolean {
  return /\b(?:quitt(?:ent|eront|era)|disparai(?:ssent|tront)|s'en vont|departs?)\b[^.!?]{0,80}:/u.test(
    folded.slice(0, from),
  )
}

/** "Le 15 mars, La Halte quittera Netflix": the verb follows its day. */
function goesAfter(folded: string, { to, when }: Mention, next: Mention | undefined): boolean {
  const dated = when.is === "date" || when.is === "weekday" || when.is === "offset"
  return dated && GOES.test(folded.slice(to, next?.from ?? folded.length))
}

const GOES =
  /^[^.!?;:]{0,100}?\b(?:quitt(?:e|ent|era|eront)|disparai(?:t|ssent|tra|tront)|(?:va|vont) (?:quitter|disparaitre)|s'en (?:va|vont|ira|iront)|tir(?:e|ent|era) (?:sa|leur) reverence|ne (?:sera|seront|est|sont) plus (?:disponibles?|visibles?|accessibles?|sur|au catalogue)|(?:sera|seront|est|sont) (?:retiree?s?|supprimee?s?))\b/u

/** In a list of departures, a bare day is the one of the departure. */
function leaving(mention: Mention): Mention {
  if (mention.role === "start") return { ...mention, role: "before" }
  return mention.role === "on" ? { ...mention, role: "leaves" } : mention
}

/** The part of a sentence that belongs to one of its providers; a part that says no day takes the sentence's. */
function clauseOf(read: Read, index: number): Read {
  const { folded, placed } = read
  if (placed.length === 1) return read
  const [before, here, after] = [placed[index - 1], placed[index], placed[index + 1]]
  const cut = (from: number, to: number) => {
    const match = /[,;:]? (?:puis|et|ou|ainsi|mais|avant)\b|[,;]/u.exec(folded.slice(from, to))
    return match ? from + match.index : Math.floor((from + to) / 2)
  }
  const from = before && here ? cut(before.to, here.from) : 0
  const to = here && after ? cut(here.to, after.from) : folded.length
  const inside = (each: { from: number; to: number }) => each.from >= from && each.to <= to
  const own = { mentions: read.mentions.filter(inside), clocks: read.clocks.filter(inside) }
  const words = folded.slice(from, to)
  const silent = own.mentions.length === 0 && own.clocks.length === 0
  const shares =
    silent &&
    !/^[,;:]? ?(?:puis|ensuite|avant)\b|\b(?:replay|rattrapage|vod|des a present|des maintenant|deja|actuellement)\b/u.test(
      words,
    )
  return { ...read, folded: words, ...(shares ? {} : own) }
}

/** W4: what comes some day opens nothing; nor does a first day that could not be told. */
function isNotYet(folded: string, start: StatedMoment | null, end: StatedMoment | null): boolean {
  if (start) return start.at === null
  return end === null && SOME_DAY.test(folded)
}

const SOME_DAY =
  /\b(?:bientot|prochainement|a venir|plus tard|courant|dans les prochains|(?:sera|seront) (?:bientot |aussi |enfin |egalement )*(?:disponib|propos|diffus|mis|visible|accessible|a (?:re)?(?:voir|decouvrir)|ajout)|(?:arriv|debarqu)er(?:a|ont)|sortir(?:a|ont)|rejoindr(?:a|ont)|proposer(?:a|ont)|diffuser(?:a|ont)|mettr(?:a|ont)|en (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre))\b/u

function statementsOf(
  provider: ProviderMention | null,
  { text, folded, mentions, clocks }: Read,
  reader: Reader,
  excluded: boolean,
): Statement[] {
  const { kind, sure } = kindOf(folded, provider, mentions, clocks)
  return momentsOf(kind, mentions, clocks, reader).flatMap(({ start, end, doubts }) => {
    const all = [...doubts]
    if (!sure) all.push("the text does not say whether it is broadcast, replay or VOD")
    if (isNotYet(folded, start, end)) all.push("not_yet")
    if (excluded) all.push("the text excludes the territory")
    if (/\d ?dollars\b/u.test(folded)) all.push("US dollars assumed")
    return waysOf(folded, kind).map((way) => ({
      ...way,
      provider: provider?.name ?? null,
      kind,
      start: start ?? NOTHING,
      end: end ?? NOTHING,
      doubts: all,
      text: shorten(text),
      excluded,
    }))
  })
}

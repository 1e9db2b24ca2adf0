import type { Kind, StatedMoment } from "@vigie/core"
import { foldInPlace, shorten, squeeze } from "../text.ts"
import { type Clock, clocksIn } from "./clocks.ts"
import { type Governors, governorsOf, isEvent, isNoStatement } from "./governors.ts"
import { mentionsIn } from "./grammar.ts"
import { momentsOf, NOTHING } from "./moments.ts"
import { type ProviderMention, providersIn } from "./providers.ts"
import type { Mention } from "./readers.ts"
import type { Published } from "./resolve.ts"
import { excludes } from "./territories.ts"
import { kindOf, pricesIn, type Way, waysOf } from "./ways.ts"

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

/** What the lines above a line say for it: a list's platform, its day, and that its days are last ones. */
export interface Context {
  readonly provider: ProviderMention | null
  readonly day: Mention | null
  readonly leaving: boolean
}

/** A sentence taken apart. */
interface Read {
  readonly text: string
  readonly folded: string
  readonly mentions: readonly Mention[]
  readonly clocks: readonly Clock[]
  readonly placed: readonly ProviderMention[]
  readonly governors: Governors
  /** It names a day and no provider: a list's heading may give its own. */
  readonly listed: boolean
}

/** A sentence longer than this is no announcement, UTF-16 units. */
const LONGEST = 2_000

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
  if (isNoStatement(folded)) return []
  const read = readSentence(text, folded, above)
  const inList = above.provider !== null || above.leaving
  if (!announces(read, titled, inList) || (isEvent(folded) && !titled())) return []
  const excluded = excludes(`${folded} ${foldInPlace(next)}`, reader.territory)
  const made = (provider: ProviderMention | null, part: Read) => statementsOf(provider, part, reader, excluded)
  if (read.placed.length === 0) return made(read.listed ? above.provider : null, read)
  return read.placed.flatMap((provider, index) => made(provider, clauseOf(read, index)))
}

function readSentence(text: string, folded: string, above: Context): Read {
  const providers = providersIn(text)
  const placed = providers.filter((provider) => provider.placed)
  const governors = governorsOf(folded, placed)
  const clocks = clocksIn(text)
  const own = mentionsIn(text).filter((mention) => governors.governs(mention) !== "elsewhere")
  const listed = own.length === 0 && clocks.length > 0 && above.day ? [{ ...above.day, from: 0, to: 0 }] : own
  const leaving = above.leaving && providers.length === 0
  const mentions = listed.map((mention) =>
    leaving && mention.role === "on" ? { ...mention, role: "leaves" as const } : mention,
  )
  return { text, folded, mentions, clocks, placed, governors, listed: providers.length === 0 && mentions.length > 0 }
}

/** A day, a provider or a price said of a way to watch; a day in a sentence about other things is none. */
function announces(read: Read, titled: () => boolean, inList: boolean): boolean {
  const { folded, mentions, clocks, placed, governors } = read
  if (governors.elsewhere && mentions.length === 0 && !/\b(?:vod|replay)\b/u.test(folded) && placed.length === 0)
    return false
  if (isLaunch(read.text) && !titled()) return false
  const dated = mentions.filter(({ when }) => when.is !== "vague")
  if (placed.length > 0) return clocks.length > 0 || hasCue(read) || dated.some(({ role }) => role !== "on" || titled())
  if (pricesIn(folded).length > 0 && /\b(?:vod|location|louer|achat|acheter)\b/u.test(folded)) return true
  if (dated.some(({ role }) => role === "end" || role === "before" || role === "leaves")) return governors.watches
  const slot = isSlot(mentions, clocks)
  if (isTold(read)) return true
  if (hasCue(read)) return dated.length > 0 && (slot || /\b(?:[ts]?vod|replay)\b/u.test(folded) || titled())
  return (slot || isListed(read, inList)) && titled()
}

const TOLD =
  /(?:\b(?:disponib[a-z]*|dispo\b\.?|a (?:re)?(?:voir|decouvrir)|visibles?|accessibles?|(?:re)?diffus[a-z]*|en ligne|replay|rendez-vous|[ts]?vod|streaming)\b[^.;]{0,24})$/u

/** "Disponible le 10 novembre": a day said right after a word of watching, whatever else is not said. */
function isTold({ folded, mentions }: Read): boolean {
  return mentions.some(({ when, from }) => when.is === "date" && TOLD.test(folded.slice(Math.max(0, from - 50), from)))
}

/** Words of watching that are not a provider's name. */
function hasCue({ folded }: Read): boolean {
  return governorsOf(folded, []).watches
}

/** "Disney+ débarque en France le 24 mars": a service, not a film, arrives. */
function isLaunch(text: string): boolean {
  const first = providersIn(text)[0]
  if (!first || first.placed || first.from > 30) return false
  return /^(?:[^.;]|\.(?=\S)){0,40}?\b(?:debarqu|arriv|est lance|sera lance|ouvr|ferm|s'install|fait(?: enfin)? ses debuts|prevu pour|disponible|rejoin|remplac|devien|cess|chang|fusionn)/u.test(
    foldInPlace(text.slice(first.to)),
  )
}

/** A slot as programme lists write it: a weekday with its date, or a date right before an hour. */
function isSlot(mentions: readonly Mention[], clocks: readonly Clock[]): boolean {
  return mentions.some(({ when, to }) => {
    if (when.is === "offset" || when.is === "weekday") return clocks.length > 0
    if (when.is !== "date") return false
    return when.weekday !== null || clocks.some(({ from }) => from >= to && from - to <= 4)
  })
}

/** "« La Halte » – le 13 avril", "13 avril : La Halte": a line of a list, which begins or ends with its day. */
function isListed({ text, folded, mentions }: Read, inList: boolean): boolean {
  const [first, last] = [mentions[0], mentions.at(-1)]
  if (!first || !last || first.when.is !== "date" || text.length > 160) return false
  const before = folded.slice(0, last.from).trimEnd()
  const ends = /^[\s.)]*$/u.test(text.slice(last.to)) && (inList ? /[,:(»"”)→>-]$/u : /[:(»"”)→>-]$/u).test(before)
  const after = text.slice(first.to)
  const begins = /^[\s•*·>–—-]*$/u.test(text.slice(0, first.from)) && /^ ?(?:[:–—→>-]| (?=\p{Lu}))/u.test(after)
  return ends || (begins && (/^ ?[:–—→>-]/u.test(after) || /\d\/\d/u.test(first.text)))
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
  const shares = silent && !/\b(?:replay|rattrapage|vod)\b/u.test(words)
  return { ...read, folded: words, ...(shares ? {} : own) }
}

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

import { foldInPlace } from "../text.ts"
import type { Clock } from "./clocks.ts"
import { type Governors, governorsOf } from "./governors.ts"
import { type ProviderMention, providersIn } from "./providers.ts"
import type { Mention } from "./readers.ts"
import { pricesIn } from "./ways.ts"

/** What the lines above a line say for it: a list's platform, its day, and that its days are last ones. */
export interface Context {
  readonly provider: ProviderMention | null
  readonly day: Mention | null
  readonly leaving: boolean
}

/** A sentence taken apart. */
export interface Read {
  readonly text: string
  readonly folded: string
  readonly mentions: readonly Mention[]
  readonly clocks: readonly Clock[]
  readonly placed: readonly ProviderMention[]
  readonly governors: Governors
  /** It names a day and no provider: a list's heading may give its own. */
  readonly silent: boolean
}

/** A day, a provider or a price said of a way to watch; a day in a sentence about other things is none. */
export function announces(read: Read, titled: () => boolean, above: Context): boolean {
  const { folded, mentions, clocks, placed, governors } = read
  if (governors.elsewhere && mentions.length === 0 && !/\b(?:vod|replay)\b/u.test(folded) && placed.length === 0)
    return false
  if (isLaunch(read.text) && !titled()) return false
  if (placed.length === 0 && ARRIVES.test(folded)) return false
  const dated = mentions.filter(({ when }) => when.is !== "vague")
  if (placed.length > 0)
    return (
      clocks.length > 0 || hasCue(read) || dated.some(({ role }) => role !== "on" || titled()) || isShort(read, dated)
    )
  if (pricesIn(folded).length > 0 && /\b(?:vod|location|louer|achat|acheter)\b/u.test(folded)) return true
  const listed = isListed(read, above)
  if (listed && titled()) return true
  // Under "ils quittent Netflix", a first day told in passing is another matter.
  if (above.leaving && dated.every(({ role }) => role === "start" || role === "on")) return false
  if (dated.some(({ role }) => role === "end" || role === "before" || role === "leaves")) return governors.watches
  const slot = isSlot(mentions, clocks)
  if (isTold(read)) return true
  if (hasCue(read)) return dated.length > 0 && (slot || /\b(?:[ts]?vod|replay)\b/u.test(folded) || titled())
  // A film that "sort mercredi", without more, comes to theatres.
  return slot && titled() && !/\bsort(?:ent|ira|iront)?\b/u.test(folded)
}

/** "Le 8 mars sur Netflix.": a day and a place, and little else. */
function isShort({ text, governors }: Read, dated: readonly Mention[]): boolean {
  return (
    text.length <= 80 && !governors.elsewhere && dated.some(({ when }) => when.is === "date" && when.month !== null)
  )
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

/** "Max arrivera en France le 11 juin": what arrives in a country and nowhere else is a service, or in theatres. */
const ARRIVES =
  /^(?!.*\b(?:[ts]?vod|replay|streaming|location|a la demande)\b).*\b(?:arriv|debarqu|lanc|deploy)[a-z]* (?:officiellement |enfin )?(?:en france|dans l'hexagone)\b/u

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
export function isListed({ text, folded, mentions }: Read, above: Context): boolean {
  const inList = above.provider !== null || above.leaving
  const [first, last] = [mentions[0], mentions.at(-1)]
  if (!first || !last || first.when.is !== "date" || text.length > 160) return false
  const before = folded.slice(0, last.from).trimEnd()
  const ends = /^[\s.)]*$/u.test(text.slice(last.to)) && (inList ? /[,:(»"”)→>-]$/u : /[:(»"”)→>-]$/u).test(before)
  const after = text.slice(first.to)
  const begins = /^[\s•*·>–—-]*$/u.test(text.slice(0, first.from)) && /^ ?(?:[:–—→>-]| (?=\p{Lu}))/u.test(after)
  return ends || (begins && (/^ ?[:–—→>-]/u.test(after) || /\d\/\d/u.test(first.text)))
}

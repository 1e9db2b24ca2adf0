import { type Kind, type StatedMoment, territoryInWords } from "@vigie/core"
import { foldInPlace, shorten, squeeze } from "../text.ts"
import { type Clock, clocksIn, type Mention, mentionsIn } from "./grammar.ts"
import { type ProviderMention, providersIn } from "./providers.ts"
import { type Published, type Resolved, resolve } from "./resolve.ts"
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

/** Words that make a sentence an announcement of a way to watch. */
const CUE =
  /\b(?:a (?:re)?(?:voir|decouvrir)|disponibles?|visibles?|dispo\b|(?:re)?diffus[a-z]*|(?:re)?programm[a-z]*|propos(?:e|ee|es|ent|era)\b|replay|rattrapage|vod|streaming|en ligne|rendez-vous|quitte[a-z]*|disparai[a-z]*|arriv(?:e|era|ent)\b|debarqu(?:e|era)\b|rejoin[a-z]+|a la (?:location|demande)|a l'achat|a louer|a regarder|met a l'honneur|dernier jour|des ce|des le)\b/u
/** Sentences about other ways to see a film: discs, theatres, events. */
const ELSEWHERE =
  /\b(?:blu-?ray|dvd|en salles?|au cinema (?:le|des)|projection|conference|theatre|musee|avant-premiere)\b/u
/** When the page came out, which is no day to watch anything. */
const DATELINE = /^(?:article )?(?:publie|poste|mise? (?:a jour|en ligne)|modifie|actualise)e?s? (?:le|a|:)/u
const NOTHING: StatedMoment = { at: null, precision: "unknown", basis: "observed", text: null }

/** The announcements of a sentence. `next` is the sentence after it, where a territory may still be excluded. */
export function statementsIn(sentence: string, next: string, reader: Reader): Statement[] {
  if (sentence.length > 2_000) return []
  const text = squeeze(sentence.normalize("NFC"))
  const folded = foldInPlace(text)
  if (DATELINE.test(folded)) return []
  if (ELSEWHERE.test(folded) && !/\b(?:vod|replay)\b/u.test(folded)) return []
  const mentions = mentionsIn(text)
  const clocks = clocksIn(text)
  const placed = providersIn(text).filter((provider) => provider.placed)
  const slot = isSlot(mentions, clocks)
  const listed = slot && (clocks.length > 0 || /^[a-z]+ \d{1,2}(?:er)? [a-z]+ ?:/u.test(folded))
  if (!CUE.test(folded) && !listed && (clocks.length === 0 || placed.length === 0)) return []
  const excluded = excludes(`${folded} ${foldInPlace(next)}`, reader.territory)
  if (placed.length === 0) {
    const told = slot || /\b(?:vod|replay)\b/u.test(folded)
    const dated = mentions.some(({ role, when }) => (role === "end" || told) && when.is !== "vague")
    return dated || pricesIn(folded).length > 0 ? statementsOf(text, null, mentions, clocks, reader, excluded) : []
  }
  return placed.flatMap((provider, index) => {
    const clause = clauseOf(folded, placed, index)
    const inside = (each: { from: number; to: number }) => each.from >= clause.from && each.to <= clause.to
    const own = { mentions: mentions.filter(inside), clocks: clocks.filter(inside) }
    const shared =
      own.mentions.length > 0 || own.clocks.length > 0 ? own : sharesDates(folded, clause) ? { mentions, clocks } : own
    return statementsOf(
      text,
      provider,
      shared.mentions,
      shared.clocks,
      reader,
      excluded,
      folded.slice(clause.from, clause.to),
    )
  })
}

function statementsOf(
  text: string,
  provider: ProviderMention | null,
  mentions: readonly Mention[],
  clocks: readonly Clock[],
  reader: Reader,
  excluded: boolean,
  words = foldInPlace(text),
): Statement[] {
  const { kind, sure } = kindOf(words, provider, mentions, clocks)
  const clock = clocks[0] ?? null
  const pick = (roles: readonly Mention["role"][], at: Clock | null): Resolved | null => {
    const mention = roles.map((role) => mentions.find((each) => each.role === role)).find((each) => each !== undefined)
    return mention ? resolve(mention, at, reader) : null
  }
  const start = pick(["start", "on"], kind === "broadcast" ? clock : null)
  const end = pick(["end"], kind === "broadcast" ? null : endClock(mentions, clock))
  const doubts = [start?.doubt, end?.doubt].filter((doubt) => doubt !== undefined && doubt !== null)
  if (!sure) doubts.push("the text does not say whether it is broadcast, replay or VOD")
  if (excluded) doubts.push("the text excludes the territory")
  if (/\d ?dollars\b/u.test(words)) doubts.push("US dollars assumed")
  return waysOf(words, kind).map((way) => ({
    ...way,
    provider: provider?.name ?? null,
    kind,
    start: start?.moment ?? NOTHING,
    end: end?.moment ?? NOTHING,
    doubts,
    text: shorten(text),
    excluded,
  }))
}

/** A slot as programme lists write it: a weekday with its date, or a date right before an hour. */
function isSlot(mentions: readonly Mention[], clocks: readonly Clock[]): boolean {
  return mentions.some(({ when, to }) => {
    if (when.is !== "date") return false
    return when.weekday !== null || clocks.some(({ from }) => from >= to && from - to <= 4)
  })
}

function endClock(mentions: readonly Mention[], clock: Clock | null): Clock | null {
  const end = mentions.find(({ role }) => role === "end")
  return end && clock && clock.from >= end.to && clock.from - end.to < 8 ? clock : null
}

/** The part of a sentence that belongs to one of its providers: between the conjunctions or commas around it. */
function clauseOf(folded: string, providers: readonly ProviderMention[], index: number): { from: number; to: number } {
  const [before, here, after] = [providers[index - 1], providers[index], providers[index + 1]]
  const cut = (from: number, to: number) => {
    const match = /[,;:]? (?:puis|et|ou|ainsi|mais|avant)\b|[,;]/u.exec(folded.slice(from, to))
    return match ? from + match.index : Math.floor((from + to) / 2)
  }
  return {
    from: before && here ? cut(before.to, here.from) : 0,
    to: here && after ? cut(here.to, after.from) : folded.length,
  }
}

/** "sur A et B jusqu'au 4": a clause that says nothing of its own takes the sentence's days. */
function sharesDates(folded: string, clause: { from: number; to: number }): boolean {
  return !/\b(?:replay|rattrapage|vod)\b/u.test(folded.slice(clause.from, clause.to))
}

const EXCLUSIONS = new Map<string, RegExp>()

function excludes(folded: string, territory: string): boolean {
  const pattern = EXCLUSIONS.get(territory) ?? exclusionOf(territory)
  EXCLUSIONS.set(territory, pattern)
  return pattern.test(folded)
}

function exclusionOf(territory: string): RegExp {
  const name = foldInPlace(territoryInWords(territory, "fr")).replace(/[^a-z' -]/gu, ".")
  const names = territory === "FR" ? "(?:la )?france|l'hexagone" : `(?:la |le |les |l')?${name}`
  const but = "(?:sauf|excepte|hors|hormis|indisponibles?|pas (?:disponibles? )?)(?: (?:en|au|aux|pour))?"
  return new RegExp(`\\b${but} (?:${names})\\b|qui ne l'aur[a-z]+ pas ?: ?(?:c'est )?(?:${names})\\b`, "u")
}

import {
  agoInWords,
  type ChangeFacts,
  dayInWords,
  type Locale,
  languageInWords,
  priceInWords,
  type Quality,
  qualityInWords,
  untilInWords,
  zoneOf,
} from "@vigie/core"
import type { ChangeView } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { Reading } from "../site/viewer.server.ts"
import { momentInWords, type Proof, sourceName, webAddress } from "./offer.server.ts"
import { modelInWords } from "./offer-words.server.ts"

/** A change in words. */
export interface ChangeLine {
  readonly id: string
  readonly iso: string
  readonly when: string
  readonly kind: ChangeView["kind"]
  readonly title: string
  /** "La Toile · Location". */
  readonly what: string
  readonly details: readonly { readonly label: string; readonly before: string | null; readonly after: string }[]
  readonly reason: string | null
  readonly quiet: boolean
  readonly proof: Proof | null
}

export function readChange(change: ChangeView, reading: Reading): ChangeLine {
  const { locale, now } = reading
  const words = PHRASES[locale]
  const { proof } = change
  const said = proof && words.film.read(sourceName(proof.source), agoInWords(proof.readAt, locale, now))
  return {
    id: change.id,
    iso: new Date(change.at).toISOString(),
    when: momentInWords(change.at, reading),
    kind: change.kind,
    title: words.changes[change.kind],
    what: `${change.provider.name} · ${modelInWords(change.windowKind, change.monetization, locale)}`,
    details: readDetails(change, reading),
    reason: reasonOf(change.after.reason, locale),
    quiet: change.quiet,
    proof: proof && said ? { words: proof.text, said, url: webAddress(proof.url) } : null,
  }
}

function reasonOf(reason: string | undefined, locale: Locale): string | null {
  if (reason === undefined) return null
  const { reasons } = PHRASES[locale].changes
  return Object.hasOwn(reasons, reason) ? reasons[reason as keyof typeof reasons] : reasons.other
}

type Field = "start" | "end" | "price" | "qualities" | "languages"
const FIELDS: readonly Field[] = ["start", "end", "price", "qualities", "languages"]

function readDetails(change: ChangeView, reading: Reading): ChangeLine["details"] {
  const labels = PHRASES[reading.locale].changes
  return FIELDS.flatMap((field) => {
    const after = sayFact(field, change.after, change.territory, reading)
    const before = sayFact(field, change.before, change.territory, reading)
    if (after === null && before === null) return []
    return after === before ? [] : [{ label: labels[field], before, after: after ?? labels.nothing }]
  })
}

/** One fact of a change; null where it says nothing of it. */
function sayFact(field: Field, facts: ChangeFacts, territory: string, reading: Reading): string | null {
  const { locale, now } = reading
  const zone = zoneOf(territory)
  if (field === "start") return facts.start ? dayInWords(Date.parse(facts.start), locale, zone, now) : null
  if (field === "end") {
    if (!facts.end) return null
    const { endPrecision: precision = "day", endBasis: basis = "stated" } = facts
    return untilInWords({ at: Date.parse(facts.end), precision, basis, text: null }, locale, zone, now)
  }
  if (field === "price") return sayPrices(facts, locale)
  const list = field === "qualities" ? facts.qualities : facts.languages
  if (list === undefined || list.length === 0) return null
  return list.map((one) => (field === "qualities" ? sayQuality(one) : sayLanguage(one, locale))).join(", ")
}

function sayPrices({ prices = {} }: ChangeFacts, locale: Locale): string | null {
  const { inQuality } = PHRASES[locale].model
  const said = Object.entries(prices).map(([quality, price]) =>
    quality === "any"
      ? priceInWords(price, locale)
      : `${priceInWords(price, locale)} ${inQuality(sayQuality(quality))}`,
  )
  return said.length === 0 ? null : said.join(", ")
}

function sayQuality(quality: string): string {
  return ["sd", "hd", "uhd"].includes(quality) ? qualityInWords(quality as Quality) : quality
}

function sayLanguage(tag: string, locale: Locale): string {
  const [kind, code = tag] = tag.split(":")
  const { model } = PHRASES[locale]
  const name = languageInWords(code, locale)
  return kind === "subtitles" ? model.subtitles(name) : kind === "audio" ? model.audio(name) : name
}

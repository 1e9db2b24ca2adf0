import type { Rule } from "./rules.ts"
import type { Term } from "./sighting.ts"
import { isTerritory, territoryNamed } from "./territories.ts"
import { Quality } from "./words.ts"

/** Who asks, and of which film, as far as languages go. */
export interface VersionReader {
  /** The reader's own language. */
  readonly locale: string
  /** Where the film was made: ISO 3166-1, or a name in French or English. */
  readonly countries: readonly string[]
}

export function isGoodEnough({ minQuality }: Pick<Rule, "minQuality">, quality: string | null): boolean {
  if (minQuality === undefined) return true
  const qualities: readonly (string | null)[] = Quality.options
  return qualities.indexOf(quality) >= qualities.indexOf(minQuality)
}

export function isCheapEnough({ maxPrice }: Pick<Rule, "maxPrice">, { price }: Pick<Term, "price">): boolean {
  if (maxPrice === undefined || price === null) return maxPrice === undefined
  return price.currency === maxPrice.currency && price.amountMinor <= maxPrice.amountMinor
}

/** Whether these terms state the version that a rule asks for; each thing asked for must be stated of the same terms. */
export function isVersion(rule: Rule, { audio, subtitles }: Pick<Term, "audio" | "subtitles">, reader: VersionReader) {
  if (rule.audio !== undefined && !meets(rule.audio, audio)) return false
  if (rule.subtitles !== undefined && !meets(rule.subtitles, subtitles)) return false
  if (rule.described === true && !audio.some(isDescribed)) return false
  return rule.original !== true || audio.some((tag) => isOriginal(tag, reader))
}

/** Whether a rule asks for a version at all. */
export function asksVersion({ audio, subtitles, described, original }: Rule): boolean {
  return audio !== undefined || subtitles !== undefined || described === true || original === true
}

/**
 * Whether an audio tag is the film's original version, as far as a source lets it be told: marked so (`-x-original`), or a
 * language spoken where the film was made; where that is not known, any language that is not the reader's own.
 */
export function isOriginal(tag: string, { locale, countries }: VersionReader): boolean {
  if (isDescribed(tag)) return false
  if (/-x-(?:.*-)?original(?:-|$)/i.test(tag)) return true
  const spoken = countries.flatMap((country) => languageOf(country) ?? [])
  return spoken.length > 0 ? spoken.includes(primaryOf(tag)) : primaryOf(tag) !== primaryOf(locale)
}

/** The language most spoken in a country; null for what is no country. */
function languageOf(country: string): string | null {
  const code = isTerritory(country) ? country : territoryNamed(country)
  return code === null ? null : new Intl.Locale(`und-${code}`).maximize().language
}

function isDescribed(tag: string): boolean {
  return /-x-(?:.*-)?ad(?:-|$)/i.test(tag)
}

function meets(asked: readonly string[], stated: readonly string[]): boolean {
  return asked.some((one) => stated.some((tag) => primaryOf(tag) === primaryOf(one)))
}

/** "fr" of "fr-FR". */
function primaryOf(tag: string): string {
  return tag.split("-", 1)[0]!.toLowerCase()
}

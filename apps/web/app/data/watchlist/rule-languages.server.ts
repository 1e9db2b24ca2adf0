import { type Locale, languageInWords, type Rule } from "@vigie/core"

/** How one wants to hear a film: dubbed, in its own language, with subtitles, or in languages said one by one. */
export const TONGUES = ["", "dubbed", "original", "subtitled", "custom"] as const
type Tongue = (typeof TONGUES)[number]

type Languages = Pick<Rule, "audio" | "subtitles" | "original">

/** In French "VF, VO, VOST", in English their like: the reader's own language is that of the pages. */
export function tongueOf({ audio, subtitles, original }: Languages, locale: Locale): Tongue {
  const own = (tags: readonly string[] | undefined) => tags?.length === 1 && tags[0] === locale
  if (original) return audio ? "custom" : subtitles === undefined ? "original" : own(subtitles) ? "subtitled" : "custom"
  if (audio === undefined && subtitles === undefined) return ""
  return own(audio) && subtitles === undefined ? "dubbed" : "custom"
}

/** What a choice says of a rule; null: `custom`, or none of them. */
export function languagesBy(tongue: string, locale: Locale): Languages | null {
  switch (tongue) {
    case "":
      return {}
    case "dubbed":
      return { audio: [locale] }
    case "original":
      return { original: true }
    case "subtitled":
      return { original: true, subtitles: [locale] }
    default:
      return null
  }
}

/** The languages of a rule as its form shows them, whichever choice says the same. */
export function saysLanguages(rule: Rule, locale: Locale): { readonly audio: string; readonly subtitles: string } {
  if (tongueOf(rule, locale) !== "custom") return { audio: "", subtitles: "" }
  const say = (tags: readonly string[] = []) => tags.map((tag) => languageInWords(tag, locale)).join(", ")
  return {
    audio: [...(rule.original ? [ORIGINAL[locale]] : []), say(rule.audio)].filter(Boolean).join(", "),
    subtitles: say(rule.subtitles),
  }
}

/** "VO": what no list of languages can say. */
const ORIGINAL: Readonly<Record<Locale, string>> = { fr: "VO", en: "original" }
const IS_ORIGINAL = /^(vo|v\.o\.|originale?|version originale)$/i

/** Languages of names or tags, with commas between; `wrong`: the first that is none. */
export function readLanguages(
  text: string,
): { readonly tags: readonly string[]; readonly original: boolean } | { readonly wrong: string } {
  const names = text.split(/[,;/]/).flatMap((part) => part.trim() || [])
  const spoken = names.filter((name) => !IS_ORIGINAL.test(name))
  const tags = spoken.map(languageNamed)
  const wrong = spoken.find((_, index) => tags[index] === null)
  if (wrong !== undefined) return { wrong }
  return { tags: [...new Set(tags.filter((tag) => tag !== null))], original: spoken.length < names.length }
}

let named: ReadonlyMap<string, string> | null = null

/** The tag of a language by its name in French or English, or by the tag itself. */
function languageNamed(name: string): string | null {
  named ??= readNames()
  const folded = fold(name)
  return named.get(folded) ?? (/^[a-z]{2,3}(-[a-z0-9]+)*$/.test(folded) && isKnown(folded) ? folded : null)
}

function isKnown(tag: string): boolean {
  return [...(named ?? [])].some(([, known]) => known === tag.split("-")[0])
}

const fold = (name: string) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim()

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"]

/** Every language of two letters that has a name. */
function readNames(): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const tags = LETTERS.flatMap((one) => LETTERS.map((other) => `${one}${other}`))
  for (const locale of ["en", "fr"] as const)
    for (const tag of tags) {
      const name = languageInWords(tag, locale)
      if (name !== tag) names.set(fold(name), tag)
    }
  return names
}

import { foldInPlace } from "../text.ts"

/** `catch-up` replays a broadcaster's films, `channel` broadcasts them, `service` and `store` are VOD. */
export type ProviderRole = "catch-up" | "channel" | "service" | "store"

export interface ProviderMention {
  /** As written in the text. */
  readonly name: string
  readonly role: ProviderRole
  readonly from: number
  readonly to: number
  /** Said as the place to watch ("sur X", "X diffuse …"), not merely named. */
  readonly placed: boolean
}

/** Names as the French press writes them, folded; the more telling first ("Canal VOD" before "Canal+"). */
const NAMES: readonly (readonly [ProviderRole, string])[] = [
  [
    "store",
    "canal ?vod|orange vod|vod d'orange|premiere max|pathe home|rakuten(?: tv)?|google play|itunes|(?:arte boutique|boutique (?:d')?arte)",
  ],
  [
    "catch-up",
    "france ?[.•·]? ?tv(?! (?:studio|distribution))|arte\\.tv|(?<=plateforme d')arte|arte replay|tf1 ?\\+|mytf1|m6 ?\\+|6play|auvio|play rts|rts play|tv5 ?monde ?(?:\\+|plus)|culturebox",
  ],
  [
    "service",
    "netflix|prime video|amazon prime(?: video)?|disney ?(?:\\+|plus)|hbo max|(?<=sur )max|apple tv ?\\+|paramount ?(?:\\+|plus)|mycanal",
  ],
  [
    "service",
    "mubi|la ?cinetek|univers ?cine|filmo ?tv|(?<=sur )filmo|madelen|salto|shadowz|tenk|molotov|youtube|ocs(?! (?:max|choc|city|geants))",
  ],
  [
    "channel",
    "france [2-5](?! (?:cinema|films))|francetelevisions|arte(?! (?:france|boutique|editions|video|cinema|kino))|tf1(?: series films)?(?! (?:studio|films|pub))",
  ],
  [
    "channel",
    "m6(?! (?:films|video))|canal ?(?:\\+|plus)(?! (?:cinema|series) films)|cine ?\\+[a-z ]{0,8}|ocs (?:max|choc|city|geants)|paris premiere|c8|cstar|w9|tmc|tfx|6ter|gulli",
  ],
  [
    "channel",
    "rmc (?:story|decouverte)|cherie 25|lcp|public senat|tv5 ?monde|histoire tv|planete ?\\+?|rtbf|rts (?:un|deux|1|2)|la trois|tcm cinema",
  ],
]

const PATTERNS = NAMES.map(
  ([role, names]) => [role, new RegExp(`(?<![\\p{L}\\d@./-])(?:${names})(?![\\p{L}\\d]|\\+)`, "gu")] as const,
)

/** The providers a sentence names, in order, each once per place. */
export function providersIn(sentence: string): ProviderMention[] {
  let folded = foldInPlace(sentence)
  const found: ProviderMention[] = []
  for (const [role, pattern] of PATTERNS) {
    for (const match of folded.matchAll(pattern)) {
      const name = sentence.slice(match.index, match.index + match[0].length).trim()
      const to = match.index + name.length
      found.push({ name, role, from: match.index, to, placed: isPlaced(folded, match.index, to) })
    }
    folded = folded.replace(pattern, (name) => "#".repeat(name.length))
  }
  return alike(
    found.sort((a, b) => a.from - b.from),
    folded,
  )
}

const PLACE_BEFORE =
  /(?:\b(?:sur|via|chez|par|avec|quitte(?:r|ra|nt|ront)?|rejoin[a-z]+|plateforme|chaine|site)(?: (?:la|le|les|l'|sa|son))?(?: (?:plateforme|chaine|site|service)s?(?: d[eu]?)?)?[ ']?|[-|:(,]) ?$/u
const ACT_AFTER =
  /^[ ,]*(?:(?:re)?diffus|propos|programm|met(?:tra)? (?:en ligne|a disposition|a l'honneur)|mettra|offre|ajoute|accueille|a propose)/u

function isPlaced(folded: string, from: number, to: number): boolean {
  return (
    PLACE_BEFORE.test(folded.slice(Math.max(0, from - 40), from)) ||
    ACT_AFTER.test(folded.slice(to, to + 60)) ||
    /^ ?[:,-]? ?\d{1,2} ?(?:h|:)/u.test(folded.slice(to, to + 8))
  )
}

/** "sur A, B et C": what joins a provider that is a place to watch is one too. */
function alike(found: readonly ProviderMention[], folded: string): ProviderMention[] {
  const read: ProviderMention[] = []
  for (const each of found) {
    const before = read.at(-1)
    const joined = before?.placed && /^ ?(?:,|,? (?:et|ou))(?: sur)? $/u.test(folded.slice(before.to, each.from))
    read.push(joined ? { ...each, placed: true } : each)
  }
  return read
}

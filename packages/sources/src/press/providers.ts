import { foldInPlace } from "../text.ts"
import { NAMES, type ProviderRole } from "./provider-names.ts"
import { remembering } from "./remember.ts"

export interface ProviderMention {
  /** As written in the text. */
  readonly name: string
  readonly role: ProviderRole
  readonly from: number
  readonly to: number
  /** Said as the place to watch ("sur X", "X diffuse …"), not merely named. */
  readonly placed: boolean
}

const PATTERNS = NAMES.map(
  ([role, names]) =>
    [role, new RegExp(`(?<![\\p{L}\\d@.-]|[/.]\\w)(?:${names.join("|")})(?![\\p{L}\\d]|\\+)`, "gu")] as const,
)

/** Names that are words too: they count only as names are written. */
const WORDS =
  /^(?:la (?:une|deux|trois|5|cinquième|toile)|action|viva|max|plex|henri|crave|mezzo|insomnia|sooner|uncut|adn|salto|tva|t[ée]va)$/u

/** The providers a sentence names, in order, each once per place. */
export const providersIn = remembering((sentence: string): readonly ProviderMention[] => {
  let folded = foldInPlace(sentence)
  const whole = folded
  const found: ProviderMention[] = []
  for (const [role, pattern] of PATTERNS) {
    for (const match of folded.matchAll(pattern)) {
      const name = sentence.slice(match.index, match.index + match[0].length).trim()
      const to = match.index + name.length
      if (WORDS.test(name)) continue
      found.push({ name, role, from: match.index, to, placed: isPlaced(whole, match.index, to) })
    }
    folded = folded.replace(pattern, (name) => "#".repeat(name.length))
  }
  return joined(
    found.sort((a, b) => a.from - b.from),
    whole,
  )
})

const AT =
  "(?:sur|via|chez|par|avec|dans|pour|quitte(?:r|ra|nt|ront)?|rejoin[a-z]+|(?:disparai|retir|supprim)[a-z]* d[eu]|abonnes?(?: a| de)?|plateforme|plate-forme|chaine|site|catalogue|antenne)"
const OF_SERVICE =
  "(?:catalogue|plateforme|plate-forme|chaine|site|service|applis?|application|antenne|offre|bouquet|boutique|page|geant|abonnes?|videotheque)s?(?: (?:de|du|d'|des|internet|web|gratuite?s?|payante?s?|cryptee?|francaise?|en ligne|streaming|svod|vod|replay|video a la demande))*"
const PLACE_BEFORE = new RegExp(
  `(?:\\b${AT}(?: (?:la|le|les|l'|sa|son|a|aux))?(?: ?${OF_SERVICE})?[ ']?|[-|:(,/•·>] ?|\\d ?h ?(?:\\d\\d)? |\\d:\\d\\d )$`,
  "u",
)
const ACT_AFTER =
  /^[ ,]*(?:vous |nous |le |la |les )?(?:(?:re)?diffus|(?:re)?propos|(?:re)?programm|met(?:tra)? (?:en ligne|a disposition|a l'honneur|a l'affiche)|mettra|offr|ajout|accueill|recuper|perd|sort(?:ira)? |devoil|lance(?:ra)? |donne(?:ra)? a (?:re)?voir|consacre|permet)/u
/** "Netflix : …", "Arte, 20h55", "M6 21h10", "FRANCE 2/20H55". */
const LIST_AFTER =
  /^(?:, ?(?:jusqu|des |du \d)| ?[,:/|–-] ?(?:ce |le |des )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain)| ?[:,/|–-]? ?\d{1,2} ?(?:h|:|\.\d)| ?[:–|-] | ?[,:–-]? ?(?:des )?le \d| (?:a|vers) \d)/u

function isPlaced(folded: string, from: number, to: number): boolean {
  return (
    PLACE_BEFORE.test(folded.slice(Math.max(0, from - 70), from)) ||
    ACT_AFTER.test(folded.slice(to, to + 60)) ||
    LIST_AFTER.test(folded.slice(to, to + 24))
  )
}

/** "sur A, B et C": what joins a provider that is a place to watch is one too. */
function joined(found: readonly ProviderMention[], folded: string): ProviderMention[] {
  const read: ProviderMention[] = []
  for (const each of found) {
    const before = read.at(-1)
    // "La Une (RTBF)": what brackets add is whose it is.
    if (before?.placed && /^ ?\($/u.test(folded.slice(before.to, each.from)) && folded[each.to] === ")") continue
    const and =
      before?.placed && /^ ?(?:[,/]|,? (?:et|ou|&|ainsi que))(?: sur)? ?$/u.test(folded.slice(before.to, each.from))
    read.push(and ? { ...each, placed: true } : each)
  }
  return read
}

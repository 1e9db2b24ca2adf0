import { foldInPlace } from "../text.ts"
import { phrase } from "./lexicon.ts"
import {
  type Groups,
  type Mention,
  type Role,
  readClose,
  readCount,
  readNight,
  readOne,
  readRange,
  readSeveral,
  type Unplaced,
} from "./readers.ts"
import { remembering } from "./remember.ts"

type Read = (groups: Groups, role: Role) => Unplaced[]

/** One way to tell days: the phrase, the part its day plays, and how it is read. */
interface Rule {
  readonly says: string
  readonly role: Role | "nothing"
  readonly read?: Read
}

const UNTIL = "(?:jusqu'(?:aux?|a|en)|jusque(?: au)?|au plus tard|d'ici(?: au)?)"
/** What stands between the verb that ends something and its day: a few words of the same clause. */
const SAME_CLAUSE = "(?:[^.!?;:]|[.](?=\\S)){0,70}?"
const LAST_DAY = `(?:derniers? jours?(?: ${SAME_CLAUSE})? ?(?::|le|ce|-)|(?:date|jour) (?:de fin|d'expiration|limite)(?: de disponibilite)? ?:?|fin (?:de (?:la )?(?:disponibilite|mise en ligne|diffusion) ?:?|le))`
const EXPIRES =
  "\\b(?:expire(?:nt|ra|ront)?|pren(?:d|nent|dra|dront) fin|se termine(?:nt|ra|ront)?|s'acheve(?:nt|ra|ront)?|s'arrete(?:nt|ra|ront)?)"
/** The title goes: the day named is the first one without it. */
const LEAVES =
  "\\b(?:quitt(?:e|ent|era|eront|er|ant)|disparai(?:t|ssent|tra|tront|tre|ssant)|retir(?:e|es|ee|ees|era|eront|ait)|supprim(?:e|es|ee|ees)|(?:s'en (?:va|vont|ira|iront|aller))|tir(?:e|ent|era|eront) (?:sa|leur) reverence|(?:fait|font|fera|feront|dit|disent|dira) (?:ses |leurs )?adieux?|per(?:d|dra|dre)|(?:depart|retrait)s?)"
const NO_MORE = "\\b(?:ne (?:sera|seront|est|sont)|n'(?:est|etait)) plus\\b"
const FROM_DAY = "(?:des|a partir (?:de|du)|a compter (?:de|du)|a dater du|depuis)"
const THE = "(?:le |ce |cette |la |au )?"
const FROM_NEAR = `${FROM_DAY.replace("(?:de|du)", "(?:de |d'|du )?").replace("(?:de|du)", "(?:de |d'|du )?")}`

/** The more telling first: the words a rule has read are no longer there for those below it. */
const RULES: readonly Rule[] = [
  // Habits, ages and running counts name no day.
  { says: "\\b(?:un|certains|ces) <weekday>s?", role: "nothing" },
  { says: "\\bun <numbered>(?! [a-z]+ \\d{4})", role: "nothing" },
  { says: "\\b(?:tou(?:te)?s les|chaque|les) <weekday>s?(?: et <weekday>s?)?", role: "nothing" },
  {
    says: "\\bdu (?:lundi|mardi|mercredi) au (?:jeudi|vendredi|samedi|dimanche)(?! \\d)(?! (?:soir )?prochain)",
    role: "nothing",
  },
  { says: "\\ble <weekday>(?: et le <weekday>)?(?= a \\d| des \\d|,? sur )", role: "nothing" },
  {
    says: "\\b(?:il y a|depuis|ces|vieux de) (?:plus de |pres de |<count>|quelques|un peu)[^,;.]{0,20}?<unit>",
    role: "nothing",
  },
  // Nights belong to two days; the hour says which.
  { says: "\\bnuit d[ue] <bare> au <date>", role: "on", read: readNight },
  { says: "\\bnuit d[ue] <date> au <date>", role: "on", read: readNight },
  { says: "\\bnuit d[eu] <weekday> (?:a|au) <weekday>", role: "on", read: readNight },
  // Ranges.
  { says: "\\b(?:du|entre le) <date> (?:jusqu')?(?:au|et le) <date>", role: "start", read: readRange },
  { says: "\\b(?:du|entre le) <bare> (?:jusqu')?(?:au|et le) <date>", role: "start", read: readRange },
  { says: "\\b(?:du|entre le) <date> (?:jusqu')?(?:au|et le) <alone>", role: "start", read: readRange },
  { says: "\\bdu <bare> au <alone>", role: "start", read: readRange },
  { says: "\\b(?:du|de ce) <numbered> au <numbered>", role: "start", read: readRange },
  { says: "\\b(?:de|entre) (?:ce )?<weekday> (?:a|et|jusqu'a) <weekday>", role: "start", read: readRange },
  { says: "(?<![\\d/.])<date> ?(?:-|au|>|→) ?<date>", role: "start", read: readRange },
  { says: "(?<![\\d/.])<bare>(?:-| ?(?:au|>|→) ?)<date>", role: "start", read: readRange },
  // Departures.
  { says: `${NO_MORE}${SAME_CLAUSE} (?:apres|au-dela d[ue]) ${THE}<date>`, role: "end" },
  { says: `${NO_MORE}${SAME_CLAUSE} ${FROM_DAY} ${THE}<date>`, role: "before" },
  { says: `${NO_MORE}${SAME_CLAUSE} ${THE}<date>`, role: "leaves" },
  { says: `${LEAVES}${SAME_CLAUSE} (?:apres|au-dela d[ue]) ${THE}<date>`, role: "end" },
  { says: `${LEAVES}${SAME_CLAUSE} ${FROM_DAY} ${THE}<date>`, role: "before" },
  { says: `${LEAVES}${SAME_CLAUSE}(?: |\\()${THE}<date>`, role: "leaves" },
  { says: `${LEAVES}${SAME_CLAUSE} (?:le|ce) <alone>`, role: "leaves" },
  { says: `${LEAVES}${SAME_CLAUSE} dans (?:moins de )?<count> <unit>`, role: "end", read: readCount },
  { says: `${LEAVES}${SAME_CLAUSE} (?:des )?<near>`, role: "leaves" },
  { says: `${LEAVES}${SAME_CLAUSE} (?:ce |des )?<weekday>`, role: "leaves" },
  // Last days.
  { says: `${UNTIL} ${THE}<date>,? \\(?(?:exclu|non (?:inclus|compris))\\b`, role: "before" },
  { says: `${UNTIL} ${THE}<date>(?:,? (?:inclus|compris))?`, role: "end" },
  { says: `${UNTIL} (?:la )?fin (?:de |du mois de |d')?<month>`, role: "end", read: readClose },
  {
    says: `${UNTIL} (?:la )?fin (?:du |de la |de l'|de )(?<period>mois|annee|semaine|week-end)`,
    role: "end",
    read: readClose,
  },
  {
    says: `${UNTIL} (?:la |le )?(?<feast>noel|saint-sylvestre|nouvel an|jour de l'an|toussaint|saint-valentin)`,
    role: "end",
  },
  { says: `${UNTIL} (?:le |ce |au )?<alone>(?: inclus| compris)?`, role: "end" },
  { says: `${UNTIL} (?:ce |au )?<weekday>(?: inclus)?`, role: "end" },
  { says: `${UNTIL} <near>`, role: "end" },
  { says: `${UNTIL} (?<today>minuit)`, role: "end" },
  { says: `\\b${LAST_DAY} ?${THE}<date>`, role: "end" },
  { says: `\\b${LAST_DAY} ?${THE}(?:<near>|<weekday>)`, role: "end" },
  { says: "\\b(?<today>dernier jour) pour", role: "end" },
  { says: `${EXPIRES}${SAME_CLAUSE} ${THE}<date>`, role: "end" },
  { says: `${EXPIRES}${SAME_CLAUSE} le <alone>`, role: "end" },
  { says: `${EXPIRES}${SAME_CLAUSE} dans (?:moins de )?<count> <unit>`, role: "end", read: readCount },
  { says: `${EXPIRES}${SAME_CLAUSE} (?:ce |des )?(?:<near>|<weekday>)`, role: "end" },
  { says: `\\bavant (?:le |ce |la )?<date>`, role: "before" },
  { says: "\\bavant le <alone>", role: "before" },
  { says: "\\bavant (?:ce )?(?:<near>|<weekday>)", role: "before" },
  {
    says: "\\breste(?:nt|ra|ront)? (?:disponibles?|visibles?|en (?:ligne|replay|acces libre)|accessibles?)[^.;:,\\d]{0,30}? (?:pendant|durant) (?!encore)(?:les )?<count> (?:petits? |derniers? )?<unit>",
    role: "lasts",
    read: readCount,
  },
  {
    says: "\\b(?:encore|pendant encore|plus que|reste(?:nt)?(?: plus que| encore| plus)?|moins de) (?:pendant |moins de |plus que |encore |disponibles? |visibles? |en (?:ligne|replay|acces libre) )*<count> (?:petits? |derniers? )?<unit>",
    role: "end",
    read: readCount,
  },
  { says: "\\b<count> (?:petits? )?<unit> restants?", role: "end", read: readCount },
  {
    says: "\\b(?:pendant|durant|pour|replay|rattrapage|visible|disponible) (?:une duree de )?<count> (?:petits? |derniers? )?<unit>",
    role: "lasts",
    read: readCount,
  },
  { says: "\\b<count> <unit> en (?:replay|rattrapage)", role: "lasts", read: readCount },
  { says: "\\b(?:encore|plus que) quelques (?:heures|jours|semaines)|\\bderniers jours", role: "end" },
  { says: `${UNTIL} (?:la |l'|fin |debut |mi-)?[a-z]+`, role: "end" },
  // First days.
  { says: `\\b(?<since>depuis) (?:le |ce )?<alone>`, role: "start" },
  { says: `\\b(?<since>depuis) (?:ce )?<weekday>`, role: "start" },
  { says: `\\b${FROM_DAY} ${THE}<date>`, role: "start" },
  {
    says: `\\b${FROM_NEAR} ?(?:le |ce |au )?<alone>`,
    role: "start",
  },
  { says: `\\b${FROM_NEAR} ?<near>`, role: "start" },
  { says: `\\b${FROM_NEAR} ?(?:ce )?<weekday>`, role: "start" },
  { says: "\\bdans <count> <unit>", role: "on", read: readCount },
  // Days as such.
  { says: "\\b(?:le |les )?<bare>, <bare> (?:et|&) <date>", role: "on", read: readSeveral },
  { says: "\\b(?:le |les )?<bare> (?:et|&|ou) (?:le )?<date>", role: "on", read: readSeveral },
  { says: "(?<![\\d/.])<date>", role: "on" },
  { says: "\\b<near>", role: "on" },
  { says: "\\b<numbered>", role: "on" },
  { says: "\\ble <alone>", role: "on" },
  { says: "\\b(?<since>(?:a|ont|avait|etait|ete) (?:ete )?(?:re)?diffuse[a-z]*)[^.,;]{0,40} <weekday>", role: "on" },
  { says: "\\b<weekday>\\b", role: "on" },
]

const PATTERNS = RULES.map((rule) => ({ ...rule, pattern: phrase(rule.says) }))

function dayOffset(match: RegExpExecArray): number {
  return Math.min(
    ...Object.values(match.indices?.groups ?? {}).flatMap((place) => place?.[0] ?? []),
    match.index + match[0].length,
  )
}

/** The days a French sentence names, in order. Each word is read once, by the most telling rule. */
export const mentionsIn = remembering((sentence: string): readonly Mention[] => {
  let folded = foldInPlace(sentence)
  const found: Mention[] = []
  for (const { pattern, role, read = readOne } of PATTERNS) {
    const taken: [number, number][] = []
    for (const match of folded.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length]
      taken.push([from, to])
      if (role === "nothing") continue
      const text = sentence.slice(from, to).trim()
      for (const mention of read(match.groups ?? {}, role))
        found.push({ ...mention, at: dayOffset(match), from, to, text })
    }
    for (const [from, to] of taken) folded = folded.slice(0, from) + "#".repeat(to - from) + folded.slice(to)
  }
  return found
    .filter(({ when }) => when.is !== "date" || when.month !== null || (when.day >= 1 && when.day <= 31))
    .sort((a, b) => a.from - b.from)
})

import { type FilmRef, foldTitle } from "@vigie/core"
import { foldInPlace, splitNames } from "../text.ts"
import { clocksIn, mentionsIn } from "./grammar.ts"
import { providersIn } from "./providers.ts"

/** A film as a piece of text names it. */
export interface Named {
  readonly title: string
  readonly year: number | null
  readonly directors: readonly string[]
}

const PARTICLE = "(?:de|du|des|d'|d’|la|le|van|von|der|den|di|da|ben|el|al)"
const WORD = "(?:(?:\\p{Lu}\\.)+|\\p{Lu}[\\p{L}'’-]+)"
const NAME = `${WORD}(?:\\s+(?:${PARTICLE}\\s*)?${WORD}){1,3}`
const NAMES = `${NAME}(?:(?:,\\s+|\\s+(?:et|&)\\s+)${NAME}){0,3}`
const BY = new RegExp(
  `(?:[,(–-]\\s*)?\\b(?:réalisée?\\s+par|mis(?:e)? en scène\\s+par|(?:un\\s+)?film\\s+d[e’']|de|d[’'])\\s*(${NAMES})`,
  "u",
)
const QUOTED = /[«“"]\s*([^«»“”"]{1,120}?)\s*[»”"]/gu
/** Works of another kind: a film's title is not looked for beside them. */
const OTHER_WORK = /\b(?:series?|saison|episodes?|emission|soiree|documentaires|livre|roman|chanson|album)\b/u

/**
 * The film a sentence is about: quoted, after "le film", the words before "de <Director>", the subject of what leaves or
 * arrives, or what is left of a programme line. Null when it names none. `context` is where its year and director may follow.
 */
export function filmIn(sentence: string, context: string): Named | null {
  const title =
    quotedTitle(sentence) ??
    afterFilm(sentence) ??
    beforeDirector(sentence) ??
    subject(sentence) ??
    programmeLine(sentence)
  return title === null ? null : { title, ...detailsOf(title, context) }
}

/** Year and directors said near a title. Years of the story are not the film's: only "(1995)", "sorti en 1995", "film de 1995". */
export function detailsOf(title: string, context: string): Omit<Named, "title"> {
  const at = context.indexOf(title)
  const after = at < 0 ? "" : context.slice(at + title.length).replace(/^\s*[»”"]/u, "")
  const by =
    new RegExp(`^${BY.source}`, "u").exec(after.trimStart()) ??
    new RegExp(`^\\((${NAMES}),`, "u").exec(after.trimStart()) ??
    new RegExp(`\\bréalisée?\\s+par\\s+(${NAMES})`, "u").exec(context)
  const year =
    /\(\s*(?:[^()]{0,60},\s*)?((?:19|20)\d\d)\s*\)/u.exec(at < 0 ? context : context.slice(at))?.[1] ??
    /\b(?:sortie?|réalisée?|tournée?|produite?|film|datant)\s+(?:\S+\s+){0,3}?(?:en|de)\s+((?:19|20)\d\d)\b/iu.exec(
      context,
    )?.[1]
  return {
    year: year ? Number(year) : null,
    directors: by?.[1] ? splitNames(by[1]).map((name) => name.replace(/\.$/u, "")) : [],
  }
}

/** Films named alike are one: what one mention leaves out, another may say. */
export function mergeFilms(named: readonly Named[]): Named[] {
  const byTitle = new Map<string, Named>()
  for (const film of named) {
    const key = foldTitle(film.title)
    const known = byTitle.get(key)
    const directors = known && known.directors.length > 0 ? known.directors : film.directors
    byTitle.set(key, known ? { title: known.title, year: known.year ?? film.year, directors } : film)
  }
  return [...byTitle.values()]
}

export function filmRef(film: Named | null): FilmRef {
  const { title = null, year = null, directors = [] } = film ?? {}
  return { title, originalTitle: null, year, directors: [...directors], durationMinutes: null, ids: {} }
}

/** The first quotation that reads like a title: a capital or a figure first, and no sentence of its own. */
export function quotedTitle(text: string): string | null {
  if (OTHER_WORK.test(foldInPlace(text))) return null
  for (const [, quoted = ""] of text.matchAll(QUOTED)) {
    if (/^[\p{Lu}\d]/u.test(quoted) && !/[.!?;]\s/u.test(quoted) && quoted.split(" ").length <= 14) return quoted.trim()
  }
  return null
}

function afterFilm(sentence: string): string | null {
  const rest = /\b(?:le|du) (?:film|long[- ]métrage|téléfilm|documentaire)\s+(?=[\p{Lu}\d])(.{1,160})/u.exec(
    withoutMoments(sentence),
  )?.[1]
  return rest ? trimTitle(rest) : null
}

function beforeDirector(sentence: string): string | null {
  const title = withoutDirector(stripped(sentence))
  return title && !/[.!?:]\s|#/u.test(title) && !isCommon(title) ? trimTitle(title) : null
}

/** The words before the last "de <Name>": "Casque d'or de Jacques Becker" names Becker, not "Or de Jacques". */
function withoutDirector(text: string): string | null {
  return new RegExp(`^([\\p{Lu}\\d].{0,110})\\s(?:de|d['’])\\s*${NAMES}(?=[\\s.,(]|$)`, "u").exec(text)?.[1] ?? null
}

/** "The Dark Knight quitte Netflix", "Leo, coécrit par …, sera disponible": a title as the subject of its coming or going. */
function subject(sentence: string): string | null {
  const match =
    /^([\p{Lu}\d][^.:;!?]{0,100}?)(?:, [^.;:]{0,80},)?\s+(?:quitte(?:ra)?|disparaî(?:t|tra)|arrive(?:ra)?|débarque(?:ra)?|rejoint|rejoindra|(?:est|sera) (?:disponible|visible|proposé|diffusé|rediffusé))\b/u.exec(
      sentence,
    )
  return match?.[1] && !isCommon(match[1]) && providersIn(match[1]).length === 0 ? trimTitle(match[1]) : null
}

/** "Jeudi 19 novembre — France 3 : <title> – 21.05": what is left of a line of day, channel and hour. */
function programmeLine(sentence: string): string | null {
  if (clocksIn(sentence).length === 0 && !/^\S+ \d{1,2}(?:er)? \S+ ?:/u.test(sentence)) return null
  const parts = stripped(sentence)
    .split(/#+|\s[–—-]\s|\s:\s|…/u)
    .map((part) => part.replace(/^[\s,:–—-]+|[\s,:–—-]+$/gu, ""))
    .filter((part) => /\p{L}{2}/u.test(part) && !isCommon(part))
  const [only, ...others] = parts.filter((part) => !/^(?:à|le|sur|dès|de|vers|replay.*|durée.*|en)$/iu.test(part))
  return only &&
    others.length === 0 &&
    /^[\p{Lu}\d]/u.test(only) &&
    only.length <= 90 &&
    !OTHER_WORK.test(foldInPlace(only))
    ? trimTitle(only)
    : null
}

/** The sentence without page numbers, days, hours and providers, each of which becomes "#". */
function stripped(sentence: string): string {
  return withoutMoments(sentence)
    .replace(/^P\. ?\d+\s+/u, "")
    .replace(/^[#\s,:–—-]+/u, "")
}

function withoutMoments(sentence: string): string {
  const text = sentence.normalize("NFC")
  let masked = text
  for (const { from, to } of [...mentionsIn(text), ...clocksIn(text), ...providersIn(text)])
    masked = masked.slice(0, from) + "#".repeat(to - from) + masked.slice(to)
  return masked
}

function trimTitle(text: string): string | null {
  const end =
    /#|[.!?;](?:\s|$)|\s[–—(|]|,?\s(?:réalisée?|avec|diffusée?|disponible|proposée?|qui|est|sera|sur|en replay|à)\s/u.exec(
      text,
    )
  const first = end ? text.slice(0, end.index) : text
  const title = (withoutDirector(first) ?? first).replace(/[\s,:–—-]+$/u, "").trim()
  return /[\p{L}\d]/u.test(title) && title.length <= 120 ? title : null
}

/** Openings of ordinary sentences, which are no titles. */
function isCommon(text: string): boolean {
  return /^(?:il|elle|ils|elles|on|nous|ce|cet|cette|ces|c'est|le (?:film|long|documentaire|site)|la (?:saga|serie|plateforme|chaine|disponibilite)|les (?:films|series)|a (?:voir|decouvrir)|et|mais|un film|une|rendez-vous|disponible|diffuse)\b/u.test(
    foldInPlace(text),
  )
}

/** The words that days are told with, folded as `foldInPlace` folds them, and how a phrase made of them becomes a pattern. */

export const WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split(" ")
const ANY_WEEKDAY = WEEKDAYS.join("|")
/** Short weekdays count only before a day's number: "mar. 5". */
const SHORT_WEEKDAY = "\\b(?:lun|mar|mer|jeu|ven|sam|dim)\\.?(?= \\d)"
const MONTH =
  "janvier|janv?\\.?|fevrier|fevr?\\.?|mars|avril|avr\\.?|mai|juin|juillet|juil\\.?|aout|septembre|sept\\.?|octobre|oct\\.?|novembre|nov\\.?|decembre|dec\\.?"
const YEAR = "(?:19|20)\\d\\d"
const SOMETIME = "(?: (?:soir|matin|midi|apres-midi))?"

const NUMBERS: Readonly<Record<string, number>> = {
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  douze: 12,
  quinze: 15,
  vingt: 20,
  trente: 30,
  soixante: 60,
}

/** What a day's number is followed by when it is no day: "le 7e art", "le 13 heures", "le 12 %". */
const NO_DAY =
  "(?:[\\d/:h%€,.]*\\d|/|:\\d|%|€|h\\b|(?:e|eme|nd|nde)\\b| ?(?:h|heures?|euros?|films?|ans?|minutes?|mn|min|jours?|mois|semaines?|millions?|titres?|pays|%|€)\\b| ?[%€])"

/** What may follow a day's number without its month: a word that is none of these may be a month misspelt or damaged. */
const NO_MONTH =
  '(?= (?:prochain|courant|inclus|compris|exclu|non|du mois|de ce mois|sur|en|a|dans|chez|au|aux|avec|et|ou|pour|puis|via|minuit|sauf|il|elle|on)\\b| ?[,.;:!?)(»"–-]|$)'

/**
 * The pieces of a phrase. A date has the groups weekday, day, month (or its number), year and which; `N` is replaced by the
 * piece's rank in the phrase, so that two dates of one phrase keep their own.
 */
const PIECES: Readonly<Record<string, string>> = {
  date:
    `(?:(?:(?<weekdayN>${ANY_WEEKDAY}|${SHORT_WEEKDAY})${SOMETIME},? )?(?:le )?` +
    `(?:(?<dayN>[0-3]?\\d)(?:er)? (?<monthN>${MONTH})(?![a-z])(?: (?<whichN>prochain|dernier))?(?:,? (?<yearN>${YEAR}))?` +
    `|(?<dayN>[0-3]?\\d)/(?<numberN>[01]?\\d)/(?<yearN>(?:19|20)?\\d\\d)(?!\\d|/)` +
    `|(?<dayN>[0-3]\\d|(?<=\\b(?:le|du|au|ce|${ANY_WEEKDAY}|(?:lun|mar|mer|jeu|ven|sam|dim)\\.?) )[1-9])/(?<numberN>[01]\\d|[1-9])(?!\\d|/)` +
    `|(?<dayN>[0-3]?\\d)[.-](?<numberN>[01]?\\d)[.-](?<yearN>(?:19|20)?\\d\\d)(?!\\d)` +
    `|(?<yearN>${YEAR})-(?<numberN>[01]\\d)-(?<dayN>[0-3]\\d)(?!\\d))` +
    `|(?:(?<weekdayN>${ANY_WEEKDAY}) |(?<=\\b(?:le|du|au) ))(?<dayN>[0-3]\\d)\\.(?<numberN>[01]\\d)\\.?(?!\\d))`,
  bare: `(?:(?<weekdayN>${ANY_WEEKDAY}|${SHORT_WEEKDAY})${SOMETIME} )?(?<dayN>[0-3]?\\d)(?:er)?(?!${NO_DAY})`,
  alone: `(?:(?<weekdayN>${ANY_WEEKDAY}|${SHORT_WEEKDAY})${SOMETIME} )?(?<dayN>[0-3]?\\d)(?:er)?(?!${NO_DAY})${NO_MONTH}`,
  numbered: `(?<weekdayN>${ANY_WEEKDAY}|${SHORT_WEEKDAY})${SOMETIME} (?<dayN>[0-3]?\\d)(?:er)?(?!${NO_DAY})`,
  weekday: `(?<weekdayN>${ANY_WEEKDAY})(?! ?\\d{1,2}(?:er)?(?![\\d°]))${SOMETIME}(?: (?<whichN>prochain|dernier|suivant))?`,
  near: "(?<nearN>aujourd'hui|ce soir|ce midi|ce matin|cet apres-midi|cette nuit|demain|apres-demain|avant-hier|hier)(?: (?:soir|matin|apres-midi|midi))?",
  count: `(?<countN>\\d{1,3}|${Object.keys(NUMBERS).join("|")})`,
  unit: "(?<unitN>heures?|h|jours?|semaines?|mois)\\b",
  month: `(?<monthN>${MONTH})(?![a-z])(?: (?<yearN>${YEAR}))?`,
}

/** A phrase such as "du <bare> au <date>" as a global pattern; a space is any number of spaces folded to one. */
export function phrase(words: string): RegExp {
  let rank = 0
  const source = words.replace(/<([a-z]+)>/gu, (group, name: string) => {
    const piece = PIECES[name]
    // "(?<name>" is the phrase's own group.
    if (piece === undefined) return group
    rank += 1
    return piece.replaceAll("N>", `${rank}>`)
  })
  return new RegExp(source, "dgu")
}

/** Monday is 1. A short form counts by its first three letters. */
export function weekdayNamed(name: string): number {
  return WEEKDAYS.findIndex((weekday) => weekday.startsWith(name.slice(0, 3))) + 1
}

export function numberNamed(text: string): number {
  return NUMBERS[text] ?? Number(text)
}

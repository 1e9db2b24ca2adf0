import { plain } from "../text.ts"

export type Column = "provider" | "model" | "price" | "quality"

const COLUMNS: readonly (readonly [RegExp, Column])[] = [
  [/^(?:plateformes?|platforms?|services?)$/u, "provider"],
  [/^(?:modeles?|models?|business models?)$/u, "model"],
  [/^(?:tarifs?|prix|prices?|rates?|costs?)$/u, "price"],
  [/^(?:qualites?|definitions?|quality|qualities)$/u, "quality"],
]

export function columnNamed(heading: string): Column | null {
  const folded = plain(heading).replace(/ ?:$/u, "")
  return COLUMNS.find(([pattern]) => pattern.test(folded))?.[1] ?? null
}

export type Section =
  | "synopsis"
  | "vod"
  | "cast"
  | "companies"
  | "boxOfficeTotal"
  | "boxOfficeRows"
  | "releases"
  | "broadcastTotal"
  | "broadcastRows"
  | "credits"
  | "other"

const SECTIONS: readonly (readonly [RegExp, Section])[] = [
  [/^(?:synopsis|resume|summary|plot)$/u, "synopsis"],
  [
    /^(?:(?:regarder|voir|watch) .{1,200} (?:en|in|on) vod|(?:disponible )?en vod|vod|video on demand|where to watch)$/u,
    "vod",
  ],
  [/^(?:acteurs?|actrices et acteurs|actors?|casting|cast|interpretes?)$/u, "cast"],
  [/^production (?:et|and|&) distribution$/u, "companies"],
  [/^box[ -]office ?: ?(?:cumule?|total|cumulative|cumulated)$/u, "boxOfficeTotal"],
  [/^box[ -]office(?: ?: ?(?:chronologie|chronology|par semaine|by week|timeline))?$/u, "boxOfficeRows"],
  [/^(?:sorties a l'(?:international|etranger)|(?:international|foreign) releases?|releases abroad)$/u, "releases"],
  [/^(?:diffusions? tv|tv (?:broadcasts?|airings?)) ?: ?(?:cumule?|total|cumulative|cumulated)$/u, "broadcastTotal"],
  [
    /^(?:diffusions? tv|tv (?:broadcasts?|airings?))(?: ?: ?(?:detail par pays|details? by country|by country))?$/u,
    "broadcastRows",
  ],
  [/^(?:generique(?: detaille)?|(?:full|detailed|complete) credits|credits|crew)$/u, "credits"],
  [
    /^(?:propos|a propos|news|actualites?|festivals?|selections?(?: en festival)?|recompenses?|awards?|prix|photos?|galerie|videos?)$/u,
    "other",
  ],
  [
    /^(?:bandes?[ -]annonces?|trailers?|documents?|telechargements?|about|reviews?|critiques?|a voir aussi|see also|contacts?)$/u,
    "other",
  ],
]

/** The part of the page that a heading opens, its count ("Acteurs (23)") left aside; null for any other line. */
export function sectionNamed(heading: string): Section | null {
  if (heading.length > 250) return null
  const folded = plain(heading)
    .replace(/ ?\(\d{1,6}\)$/u, "")
    .replace(/ ?:$/u, "")
  return SECTIONS.find(([pattern]) => pattern.test(folded))?.[1] ?? null
}

/** Buttons that page tables carry among their rows. */
export function isButton(text: string): boolean {
  return /^(?:voir (?:tout|plus|moins)|(?:see|show|view) (?:all|more|less))$/u.test(plain(text))
}

/** The film's title in a VOD heading ("Regarder Les Milles en VOD"), as written; null when it names none. */
export function titleInHeading(heading: string): string | null {
  return /^(?:regarder|voir|watch)\s(.{1,200})\s(?:en|in|on)\svod\s*:?$/iu.exec(heading.trim())?.[1]?.trim() ?? null
}

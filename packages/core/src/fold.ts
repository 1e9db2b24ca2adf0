/** Letters that Unicode does not decompose, as a French or English reader would type them. */
const LETTERS: Readonly<Record<string, string>> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ı: "i",
  ĸ: "k",
  ŋ: "n",
  ς: "σ",
}

const ARTICLES = new Set("le la les l un une des the a an el los las il lo gli der die das".split(" "))

/** Lower case without accents, whatever the machine's locale. */
function plain(text: string): string {
  const spelled = text.replace(/[™®©]/g, "").replace(/[¼-¾⅐-⅞]/g, " $&")
  const decomposed = spelled.normalize("NFKD").toLowerCase()
  return decomposed.replace(/[\u0300-\u036f]/g, "").replace(/[œæßøłđðþħŧıĸŋς]/g, (letter) => LETTERS[letter] ?? letter)
}

function spaced(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim()
    .replace(/ +/g, " ")
}

/**
 * A title as the catalogue compares and stores it: NFKD, no accents, ligatures opened, lower case, every apostrophe or
 * punctuation a space, numbers and articles kept, dotted acronyms joined ("M.A.S.H." = "MASH"). A title made of
 * punctuation alone keeps it. Idempotent; depends on no locale.
 */
export function foldTitle(title: string): string {
  const text = plain(title)
  const joined = text.replace(/(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})+(?![\p{L}\p{N}])/gu, (acronym) =>
    acronym.replaceAll(".", ""),
  )
  return spaced(joined) || text.trim().replace(/\s+/g, " ")
}

/** A folded title without its leading article; itself when nothing would be left. */
export function withoutArticle(folded: string): string {
  const [first, ...rest] = folded.split(" ")
  return first !== undefined && ARTICLES.has(first) && rest.length > 0 ? rest.join(" ") : folded
}

/** The folded words of a person's name, in the order given. */
export function nameTokens(name: string): readonly string[] {
  const folded = spaced(plain(name))
  return folded === "" ? [] : folded.split(" ")
}

/** A person's name: folded words in alphabetical order, so that "Denis, Claire" = "Claire Denis" and hyphens do not count. */
export function foldName(name: string): string {
  return [...nameTokens(name)].sort().join(" ")
}

/** A provider's name: as a title, with "+" kept as "plus", because TF1 and TF1+ are two providers. */
export function foldProvider(name: string): string {
  return foldTitle(name.replaceAll("+", " plus "))
}

/** A place's name: "Bruay la Buissière" = "Bruay-la-Buissière", "St-Omer" = "Saint-Omer", "Boulogne s/ Mer" = "Boulogne-sur-Mer". */
export function foldPlace(name: string): string {
  const folded = spaced(plain(name).replace(/(^|[\s-])s\/\s*/g, "$1sur "))
  return folded.replace(
    /(^| )(st|ste)(?= )/g,
    (_, before: string, word: string) => `${before}${word === "st" ? "saint" : "sainte"}`,
  )
}

/** An address part: ASCII letters and digits joined by hyphens, at most 80 characters; empty when none is left. */
export function slugify(text: string): string {
  const words = spaced(plain(text)).match(/[a-z0-9]+/g) ?? []
  let slug = ""
  for (const word of words) {
    const longer = slug === "" ? word : `${slug}-${word}`
    if (longer.length > 80) break
    slug = longer
  }
  return slug || (words[0] ?? "").slice(0, 80)
}

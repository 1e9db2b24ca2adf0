/** One space between words, none around; every kind of Unicode space counts. */
export function squeeze(text: string): string {
  return text.replace(/[\s\u200B\u2060\uFEFF]+/gu, " ").trim()
}

/** For comparing words of a page's own language: lower case, no accents, straight apostrophes, one space. */
export function plain(text: string): string {
  return squeeze(
    text
      .normalize("NFD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase()
      .replace(/[\u2018\u2019\u02BC\u00B4]/gu, "'")
      .replace(/œ/gu, "oe"),
  )
}

/** At most `most` UTF-16 units, cut between words where there is one near. */
export function shorten(text: string, most = 300): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  const space = cut.lastIndexOf(" ")
  return `${space > most - 40 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/u, "")}…`
}

/** "A, B & C" and "A, B et C" as three names; "…" and "..." at the end are not part of a name. */
export function splitNames(text: string): string[] {
  return withoutDots(squeeze(text))
    .split(/\s*[,;]\s*|\s+(?:&|et|and)\s+/u)
    .map((name) => name.trim())
    .filter((name) => /[\p{L}\p{N}]/u.test(name))
}

/** Removes a trailing ellipsis, however many dots it is made of; a single final dot stays ("Sammy Davis Jr."). */
function withoutDots(text: string): string {
  let end = text.length
  while (end > 0 && (text[end - 1] === "." || text[end - 1] === "…")) end -= 1
  const dots = text.slice(end)
  return dots === "." ? text : text.slice(0, end)
}

/**
 * NFC text folded character by character (lower case, no accents, straight apostrophes and dashes, plain spaces), so that
 * an offset in the result is the same offset in the NFC text.
 */
export function foldInPlace(text: string): string {
  return text.normalize("NFC").replace(/[^ -@[-~]/gu, (letter) => FOLDED.get(letter) ?? remember(letter))
}

const FOLDED = new Map<string, string>()

function remember(letter: string): string {
  const folded = /\s/u.test(letter)
    ? " "
    : /[\u2018\u2019\u02BC]/u.test(letter)
      ? "'"
      : /[\u2010-\u2015]/u.test(letter)
        ? "-"
        : null
  const base = folded ?? letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  const kept = base.length === letter.length ? base : letter
  if (FOLDED.size < 5_000) FOLDED.set(letter, kept)
  return kept
}

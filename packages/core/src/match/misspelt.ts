/** Two misspelt titles differ by no more letters in length. */
export const MOST_EDITS = 2

/** Edits that a title of so many letters may be off by and still be that title misspelt; the shortest none. */
function editsAllowed(length: number): number {
  return length < 5 ? 0 : length < 10 ? 1 : MOST_EDITS
}

/** A folded title, with what rules most others out at once. */
export interface TitleShape {
  readonly text: string
  /** One bit a letter or digit that occurs: an edit changes two at most. */
  readonly letters: number
}

export function shapeOf(folded: string): TitleShape {
  let letters = 0
  for (let at = 0; at < folded.length; at++) {
    const code = folded.charCodeAt(at)
    // a-z and, together, all that is neither: five bits stay for the rest of Unicode.
    letters |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 5))
  }
  return { text: folded, letters }
}

/**
 * Whether one folded title may be the other with a letter or two left out, added, replaced or swapped: one in titles of
 * five letters, two in titles of ten. Another number, or a number more, is another film, and so is the title itself.
 */
export function isMisspelt(a: TitleShape, b: TitleShape): boolean {
  const allowed = editsAllowed(Math.min(a.text.length, b.text.length))
  if (allowed === 0 || Math.abs(a.text.length - b.text.length) > allowed) return false
  if (bitsOf(a.letters ^ b.letters) > 2 * allowed || a.text === b.text) return false
  return editsBetween(a.text, b.text, allowed) <= allowed && numbersOf(a.text) === numbersOf(b.text)
}

function bitsOf(mask: number): number {
  let count = 0
  for (let left = mask; left !== 0; left &= left - 1) count += 1
  return count
}

/** Digits, and words that may be Roman numbers. */
function numbersOf(text: string): string {
  return (text.match(/\d+|\b[ivx]+\b/g) ?? []).join(" ")
}

/** Optimal string alignment distance; more than `most` is said as `most` + 1. */
function editsBetween(a: string, b: string, most: number): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let row = 1; row <= a.length; row++) {
    const next = [row]
    let least = row
    for (let at = 1; at <= b.length; at++) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(at - 1)
      let edits = Math.min(last[at]! + 1, next[at - 1]! + 1, last[at - 1]! + (same ? 0 : 1))
      const swapped = row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1]
      if (swapped) edits = Math.min(edits, before[at - 2]! + 1)
      next.push(edits)
      if (edits < least) least = edits
    }
    if (least > most) return most + 1
    before = last
    last = next
  }
  return last[b.length]!
}

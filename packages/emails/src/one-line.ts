/** Marks that turn the direction of what follows them: in a subject they would reverse the rest of the line. */
const TURNS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g

/** A title with a line break would write mail headers of its own. */
export function oneLine(text: string): string {
  return (
    text
      .replace(TURNS, "")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
      .trim()
  )
}

/** In what a reader sees as letters, and in UTF-16 units: a letter may be made of a dozen. */
const MOST_LETTERS = 90
const MOST_UNITS = 200
const letters = new Intl.Segmenter("fr", { granularity: "grapheme" })

/** A title as a subject holds it: in one line, cut between two letters where it would push everything else out of sight. */
export function shortTitle(title: string): string {
  const line = oneLine(title)
  let [count, end] = [0, 0]
  for (const { segment, index } of letters.segment(line)) {
    count++
    if (count < MOST_LETTERS && index + segment.length < MOST_UNITS) end = index + segment.length
    if (count > MOST_LETTERS || index + segment.length > MOST_UNITS) return `${line.slice(0, end).trimEnd()}…`
  }
  return line
}

import { readPage } from "./page/open-page.ts"
import { type Document, SourceError } from "./source.ts"
import { notTheDocument } from "./words/answers.ts"

/** No answer of a source is nested deeper; one that is was made to exhaust its reader. */
const DEEPEST = 200
/** Lists and objects together: each costs memory however little it holds; a page of a hundred videos has some 30,000. */
const MOST_PARTS = 500_000

/**
 * A document as JSON. A raw control character inside a string is read as a space, as tolerant readers do. Throws SourceError
 * for another format (`refused` where it says itself that it is no answer), one cut off, nested too deep, or of too many parts;
 * `expected` says what should have been there.
 */
export function readJson(document: Document, expected: string): unknown {
  const text = document.text.replace(/^\uFEFF/u, "")
  const start = text.trimStart().slice(0, 1)
  if (start === "") throw new SourceError("shape_changed", `empty document: expected ${expected}`)
  if (start !== "{" && start !== "[") {
    const page = readPage({ ...document, text: text.slice(0, 200_000) })
    throw notTheDocument(page, `no JSON: expected ${expected}`)
  }
  const { open, controls } = scan(text)
  const readable = controls.length === 0 ? text : withSpaces(text, controls)
  try {
    return JSON.parse(readable)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const at = positionIn(error.message, readable)
    // A document that opens more than it closes, and is broken only at its end, has lost its end.
    const cut = open && at >= text.trimEnd().length
    const what = cut ? "the document is cut off" : "no JSON"
    throw new SourceError("shape_changed", `${what} at ${placeOf(text, at)}: expected ${expected}`)
  }
}

/** Where the engine stopped: by its position, else by the words it shows around the place, else the end. */
function positionIn(message: string, text: string): number {
  const [, position] = / at position (\d+)/u.exec(message) ?? []
  if (position !== undefined) return Number(position)
  const [, shown] = /, (?:\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/su.exec(message) ?? []
  const at = shown === undefined ? -1 : text.indexOf(shown)
  return at < 0 ? text.length : at
}

/** Whether something is still open at the end, and where raw control characters stand inside strings. */
function scan(text: string): { readonly open: boolean; readonly controls: readonly number[] } {
  const controls: number[] = []
  let depth = 0
  let parts = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === BACKSLASH) at += 1
      else if (code === QUOTE) inString = false
      else if (code < SPACE) controls.push(at)
    } else if (code === QUOTE) inString = true
    else if (code === BRACE || code === BRACKET) {
      depth += 1
      parts += 1
      if (parts > MOST_PARTS)
        throw new SourceError("shape_changed", `over ${MOST_PARTS} lists and objects at ${placeOf(text, at)}`)
      if (depth > DEEPEST) throw new SourceError("shape_changed", `nested over ${DEEPEST} deep at ${placeOf(text, at)}`)
    } else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) depth -= 1
  }
  return { open: inString || depth > 0, controls }
}

const [BACKSLASH, QUOTE, SPACE] = [0x5c, 0x22, 0x20]
const [BRACE, BRACKET, CLOSING_BRACE, CLOSING_BRACKET] = [0x7b, 0x5b, 0x7d, 0x5d]

/** Each of the places as a space: positions stay what they were. */
function withSpaces(text: string, places: readonly number[]): string {
  const parts: string[] = []
  let from = 0
  for (const at of places) {
    parts.push(text.slice(from, at))
    from = at + 1
  }
  return [...parts, text.slice(from)].join(" ")
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at)
  const line = before.split("\n").length
  return `line ${line}, column ${at - before.lastIndexOf("\n")}`
}

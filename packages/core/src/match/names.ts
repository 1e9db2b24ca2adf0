import { foldName, nameTokens } from "../fold.ts"

/**
 * True when two spellings may name one person: same words in any order ("Denis, Claire"), joined or split
 * ("D'Eaubonne", "Deaubonne"), initials for words ("J.-L. Godard"), or a middle initial left out ("David O. Russell").
 */
export function sameName(a: string, b: string): boolean {
  const left = nameTokens(a)
  const right = nameTokens(b)
  if (left.length === 0 || right.length === 0) return false
  return (
    foldName(a) === foldName(b) ||
    left.join("") === right.join("") ||
    initialsFit(left, right) ||
    withoutInitialsEqual(left, right)
  )
}

function initialsFit(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false
  const rest = [...right]
  const unmatched = left.filter((word) => !take(rest, (other) => other === word))
  // At least one whole word must be shared: "J. G." is not Jean Gabin.
  const shared = left.some((word) => word.length > 1 && right.includes(word))
  return (
    shared && unmatched.every((word) => take(rest, (other) => isInitialOf(word, other) || isInitialOf(other, word)))
  )
}

function isInitialOf(initial: string, word: string): boolean {
  return [...initial].length === 1 && word.startsWith(initial)
}

function take(words: string[], fits: (word: string) => boolean): boolean {
  const index = words.findIndex(fits)
  if (index >= 0) words.splice(index, 1)
  return index >= 0
}

function withoutInitialsEqual(left: readonly string[], right: readonly string[]): boolean {
  const [a, b] = [left, right].map((words) => words.filter((word) => [...word].length > 1).sort())
  return a !== undefined && b !== undefined && a.length > 1 && a.join(" ") === b.join(" ")
}

/** How two lists of directors compare: `all` = the same people, `some` = at least one, `unknown` = a list is empty. */
export function compareNames(a: readonly string[], b: readonly string[]): "all" | "some" | "differ" | "unknown" {
  if (a.length === 0 || b.length === 0) return "unknown"
  const inB = (name: string) => b.some((other) => sameName(name, other))
  const inA = (name: string) => a.some((other) => sameName(name, other))
  if (a.every(inB) && b.every(inA)) return "all"
  return a.some(inB) ? "some" : "differ"
}

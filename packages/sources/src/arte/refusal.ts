import { SourceError } from "../source.ts"
import { shorten } from "../text.ts"

/** "429 - Too Many Requests", "Error: 503 - Service unavailable": how a part that failed inside says so. */
const REFUSAL = /^\s*(?:(?:http|error):?\s*)?(?:40[1348]|429|5\d\d)\s*[-–:]\s*\p{L}|^\s*too many requests\b/iu
/** The same anywhere in the bytes: nearly every answer is spared the walk. */
const HINT = /"\s*(?:(?:http|error):?\s*)?(?:40[1348]|429|5\d\d)\s*[-–:]\s*\p{L}|"\s*too many requests/iu
/** Where a programme's own words stand; only the exact answer counts there. */
const WORDS = /title|description|text|caption|label|name|slug|character/iu

/** Throws SourceError("refused") naming the part of an answer that is none: it would otherwise look empty (I2). */
export function assertNoRefusal(text: string, data: unknown): void {
  if (!HINT.test(text)) return
  const open: { readonly value: unknown; readonly place: string; readonly words: boolean }[] = [
    { value: data, place: "", words: false },
  ]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, place, words } = next
    if (typeof value === "string") {
      if (words ? /^429 - too many requests$/iu.test(value.trim()) : REFUSAL.test(value))
        throw new SourceError("refused", `${place || "the answer"} is "${shorten(value.trim(), 80)}"`)
    } else if (typeof value === "object" && value !== null)
      // No spread into push: a list of a million elements has no room on the stack.
      for (const [key, each] of Object.entries(value)) {
        const at = Array.isArray(value) ? `${place}[${key}]` : place === "" ? key : `${place}.${key}`
        open.push({ value: each, place: at, words: Array.isArray(value) ? words : WORDS.test(key) })
      }
  }
}

import type { Form } from "@vigie/core"
import { plain } from "../text.ts"

/** What an answer says of a programme besides its name: Arte's codes and words for it, whatever is stated. */
export interface Classed {
  readonly programId: string
  /** Category, subcategory or genre, as coded: CIN, FLM … */
  readonly codes: readonly string[]
  /** The same in words: "Long métrage", "Spielfilm", "Documentaire". */
  readonly words: readonly string[]
  readonly minutes: number | null
  /** A season or an episode is stated. */
  readonly episode: boolean
}

const WORDS: readonly (readonly [RegExp, Form])[] = [
  [/^(?:court[- ]metrage|kurzfilm|short film)/u, "short"],
  [/^(?:film documentaire|documentaire de cinema|dokumentarfilm|documentary film)/u, "documentary"],
  [/^(?:long[- ]metrage|tele-?film|fernsehfilm|tv[- ]film|spielfilm)/u, "feature"],
]
/** A film, long or short. */
const ANY = /^(?:films?|filme|cinema|kino|moyen[- ]metrage|film muet|stummfilm)$/u
/** Over an hour a film is a long one, as French law counts. */
const LONG = 60

/**
 * The form of a programme that is a film by the answer's own codes: cinema (CIN) with its long (FLM) and short films (CMG), a
 * film in words (a TV film, whose category it shares with series), and a documentary (DOR) of more than an hour, because that
 * category holds reports too. Null for all else: concerts, magazines, and every part of a series, whose programId counts it
 * ("120086-105-A"; a film's says 000) where no episode is stated.
 */
export function formOf({ programId, codes, words, minutes, episode }: Classed): Form | null {
  if (episode || !/^\d{6}-000-/u.test(programId)) return null
  if (codes.includes("FLM")) return "feature"
  if (codes.includes("CMG")) return "short"
  const [said] = words.flatMap((each) => WORDS.find(([pattern]) => pattern.test(plain(each)))?.[1] ?? [])
  if (said) return said
  // Below cinema there are magazines about it, too: the category alone is enough only where nothing narrower is stated.
  const cinema = codes.length === 1 && codes[0] === "CIN"
  if (cinema || words.some((each) => ANY.test(plain(each))))
    return minutes !== null && minutes < LONG ? "short" : "feature"
  return codes.includes("DOR") && minutes !== null && minutes >= LONG ? "documentary" : null
}

/** "arte://emac/CIN" and "SUBCATEGORY_FLM" as the code they end with. */
export function codeIn(text: string | null | undefined): string | null {
  return /(?:^arte:\/\/emac\/|^SUBCATEGORY_)([A-Z_]+)$/u.exec(text ?? "")?.[1] ?? null
}

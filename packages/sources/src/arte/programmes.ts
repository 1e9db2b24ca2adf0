import type { Shown } from "./schema.ts"

/** A whole programId: six digits, the episode, the version ("047570-000-A"). */
const PROGRAMME = /^\d{6}-\d{3}-[A-Z]$/u
/** Kinds that are not a programme in full, or are several; anything else with a programId is one. */
const PARTIAL =
  /TRAILER|TEASER|CLIP|EXTRA(?:IT|CT)|BONUS|LIVE|MAKING|EXTERNAL|LINK|PODCAST|PLAYLIST|COLLECTION|SERIES|MAGAZINE|TOPIC/u
const PARTIAL_STICKERS: ReadonlySet<string> = new Set(["LIVE", "COLLECTION", "TRAILER", "CLIP", "EXTRACT", "BONUS"])

/** Whether an item is a programme in full: no trailer, extract, clip, bonus or collection, and nothing that is shown live. */
export function isFullProgramme({ programId, kind, stickers, live, availability }: Shown): boolean {
  if (!PROGRAMME.test(programId ?? "") || live === true) return false
  if (PARTIAL.test((kind ?? "").toUpperCase()) || /LIVE/iu.test(availability?.type ?? "")) return false
  return !stickers.some((code) => PARTIAL_STICKERS.has(code.toUpperCase()))
}

/** The programId in a reference: the id itself, a page of arte.tv, or an address of the player or of OPA. */
export function programmeIn(reference: string): string | null {
  return /(?:^|[/=])(\d{6}-\d{3}-[A-Z])(?:$|[/?#&_])/u.exec(reference)?.[1] ?? null
}

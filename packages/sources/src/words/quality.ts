import type { Quality } from "@vigie/core"
import { plain } from "../text.ts"

/** Best first, so that "Ultra HD" is not read as HD. Full HD, 1080 and QHD count as hd. */
const QUALITIES: readonly (readonly [RegExp, Quality])[] = [
  [/\b(?:4k|uhd|ultra[- ]?hd|2160p?)\b/u, "uhd"],
  [/\b(?:hd|full[- ]?hd|fhd|qhd|hdtv|1080[ip]?|720p?|haute definition|high definition)\b/u, "hd"],
  [/\b(?:sd|576[ip]?|480[ip]?|definition standard|standard(?: definition)?)\b/u, "sd"],
]

/** The qualities a cell states ("SD / HD" states two), in its order; empty when it states none we know. */
export function qualitiesIn(text: string): Quality[] {
  const found: Quality[] = []
  for (const part of plain(text).split(/[/,;|+]| et | and | - /u)) {
    const quality = QUALITIES.find(([pattern]) => pattern.test(part))?.[1]
    if (quality && !found.includes(quality)) found.push(quality)
  }
  return found
}

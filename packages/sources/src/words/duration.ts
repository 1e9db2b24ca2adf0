import { plain } from "../text.ts"

/** A running time in whole minutes: "1 h 31", "1h45", "2 h", "105 mn", "1h 45min", ISO 8601 "PT1H45M"; null otherwise. */
export function minutesIn(text: string): number | null {
  const folded = plain(text)
  const iso = /^pt(?:(\d{1,2})h)?(?:(\d{1,4})m)?/u.exec(folded)
  const [, hours, minutes] = iso ?? /\b(\d{1,2}) ?h(?:eures?|ours?|rs?)? ?(?:et )?(\d{1,2})?/u.exec(folded) ?? []
  const alone = /\b(\d{1,4}) ?(?:mn|min|minutes?|')/u.exec(folded)?.[1]
  const total = hours || minutes ? Number(hours ?? 0) * 60 + Number(minutes ?? 0) : Number(alone ?? 0)
  return total > 0 ? total : null
}

import type { Sighting } from "@vigie/core"
import { parseTime } from "@vigie/core"
import { SourceError, type TargetRef } from "../../source.ts"
import { documentOf, targetOf } from "../../testing.ts"
import { press } from "../index.ts"

/** What a line states: local days or minutes, an end being the last day included; null is not stated. */
export interface Stated {
  readonly start: string | null
  readonly end: string | null
  readonly title: string | null
  readonly provider: string | null
}

export interface Line {
  readonly text: string
  readonly target: Partial<TargetRef> & { readonly zone: string }
  readonly stated: readonly Stated[]
}

/** The lines of a corpus: "text => start | end | title | provider", several separated by " ; ". */
export function linesOf(corpus: string): Line[] {
  let target = { zone: "Europe/Paris", territory: "FR", publishedAt: Date.parse("2024-03-01T11:00:00Z") }
  return corpus.split("\n").flatMap((line) => {
    const [, day, zone, territory] = /^## (\S+) (\S+) (\S+)$/u.exec(line) ?? []
    if (day && zone && territory) target = { zone, territory, publishedAt: parseTime(`${day}T12:00`, zone).at }
    if (line.startsWith("#") || line.trim() === "") return []
    const [text = "", stated] = line.split(" => ")
    return [{ text, target, stated: stated === undefined ? [] : stated.split(" ; ").map(statedIn) }]
  })
}

function statedIn(text: string): Stated {
  const [start = null, end = null, title = null, provider = null] = text.split(" | ").map((cell) => (cell === "-" ? null : cell))
  return { start, end, title, provider }
}

/** What the source reads in one line; a line without an announcement has none. */
export function readLine(text: string, target: Partial<TargetRef>): readonly Sighting[] {
  try {
    return press.parse(documentOf(text), targetOf({ publishedAt: null, ...target })).snapshot.sightings
  } catch (error) {
    if (error instanceof SourceError) return []
    throw error
  }
}

/** A sighting as the corpus writes it. */
export function saidBy({ start, end, film, provider }: Sighting, zone: string): Stated {
  const minute = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16)
  const first = start.at && (start.precision === "day" ? minute(start.at).slice(0, 10) : minute(start.at))
  const lastInstant = end.at && Temporal.Instant.from(end.at).subtract({ milliseconds: 1 }).toString()
  const last = end.at && (end.precision === "day" ? minute(lastInstant ?? "").slice(0, 10) : minute(end.at))
  return { start: first, end: last, title: film.title, provider }
}

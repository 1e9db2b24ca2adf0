import { readFileSync } from "node:fs"
import { sourceById } from "../registry.ts"
import type { Source, TargetRef } from "../source.ts"
import { targetOf } from "../testing.ts"

export type Format = "json" | "xml" | "csv" | "page" | "prose"

/** A good document of a source, to be spoilt. */
export interface Sample {
  readonly name: string
  readonly source: Source
  readonly format: Format
  readonly text: string
  readonly contentType: string
  readonly target: TargetRef
}

const TYPES: Readonly<Record<Format, string>> = {
  json: "application/json",
  xml: "application/xml",
  csv: "text/csv",
  page: "text/html",
  prose: "text/plain",
}

const FILES: readonly (readonly [string, Format, string, string?])[] = [
  ["arte", "json", "page-of-films.json"],
  ["arte", "json", "player.json"],
  ["arte", "json", "programme-with-broadcasts.json"],
  ["arte", "json", "zone-page-two.json"],
  ["demo", "page", "rental-and-replay.html"],
  ["filming-places", "prose", "three-films-one-without-title.txt"],
  ["filming-places", "page", "two-films.html"],
  ["francetv", "json", "gateway-page.json"],
  ["francetv", "csv", "rights-us-dates.csv"],
  ["francetv", "csv", "rights-iso-dates.csv"],
  ["press", "prose", "broadcast-then-replay.txt"],
  ["press", "page", "said-twice-with-login-form.html"],
  ["tmdb", "json", "watch-providers.json", "77"],
  ["tmdb", "json", "details.json"],
  ["unifrance", "page", "rows-in-four-shapes.html"],
  ["unifrance", "prose", "rows-in-plain-text.txt"],
  ["wikidata", "json", "film.json"],
  ["xmltv", "xml", "night-of-the-clock-change.xml"],
  ["xmltv", "xml", "without-offset.xml"],
]

/** At least one of every source: a test compares them with the registry. */
export const samples: readonly Sample[] = FILES.map(([id, format, file, reference = ""]) => ({
  name: `${id}, ${file}`,
  source: sourceById(id),
  format,
  text: readFileSync(new URL(`../${id}/__fixtures__/${file}`, import.meta.url), "utf8"),
  contentType: TYPES[format],
  target: targetOf({ source: id, reference }),
}))

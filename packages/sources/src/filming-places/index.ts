import type { Snapshot } from "@vigie/core"
import { readPage } from "../page/open-page.ts"
import type { Page } from "../page/page.ts"
import { garbledIn } from "../rows.ts"
import { type Document, type Source, SourceError } from "../source.ts"
import { assertWhole, notTheDocument } from "../words/answers.ts"
import { type Entry, entriesIn } from "./entries.ts"
import { departmentIn, factsOf } from "./normalise.ts"

const MOST_BROKEN = 0.2

/** Catalogues of the films shot in a French department: who made them and where, nothing about where to watch them. */
export const filmingPlaces: Source = {
  id: "filming-places",
  name: "Filming places",
  homepage: "https://www.data.gouv.fr",
  scope: "feed",
  version: 1,
  rank: "page",
  territories: ["FR"],
  pace: { minIntervalMs: 10_000, why: "small sites kept by one person; such a page changes a few times a year" },
  confirmations: { close: 2, apartMs: 1_800_000 },
  everyMs: 7 * 24 * 3_600_000,
  licence: { republish: "none" },
  settings: [],
  createsFilms: true,
  request: (target) => ({ url: target.reference, headers: { accept: "text/html" } }),
  parse: (document) => ({ snapshot: snapshotOf(document) }),
  recognises: (document) =>
    entriesIn(readPage(document)).some((entry) => entry.places !== null && entry.credits.length > 0),
}

function snapshotOf(document: Document): Snapshot {
  const page = readPage(document)
  const entries = entriesIn(page)
  if (entries.length === 0) throw notTheDocument(page, 'no film: expected lines such as "1971, France/Italie, Comédie"')
  assertWhole(page)
  assertEnds(entries, page)
  const department = departmentIn(page.blocks.flatMap((block) => (block.kind === "line" ? [block.text] : [])))
  const films: Snapshot["films"] = []
  const rejected: Snapshot["rejected"] = []
  for (const entry of entries) {
    const place = page.place(entry.at)
    const film = factsOf(entry, department, place)
    const named = film.title !== null || film.directors.length > 0
    const reason = named ? garbledIn(film) : "neither a title nor a director"
    if (reason === null) films.push(film)
    else rejected.push({ place, reason })
  }
  if (rejected.length > entries.length * MOST_BROKEN)
    throw new SourceError(
      "shape_changed",
      `${rejected.length} of ${entries.length} films unreadable, the first at ${rejected[0]?.place}`,
    )
  return { coverage: { claims: "none" }, sightings: [], films, removals: [], rejected }
}

/** Every film ends with its shooting places: where only the last does not, or its line breaks off, the end is missing. */
function assertEnds(entries: readonly Entry[], page: Page): void {
  const last = entries.at(-1)
  const others = entries.slice(0, -1)
  if (!last || others.length === 0) return
  const missing = last.places === null && others.every((entry) => entry.places !== null)
  const stops =
    others.every((entry) => entry.places?.endsWith(".")) && last.places !== null && !last.places.endsWith(".")
  if (missing || stops)
    throw new SourceError("shape_changed", `the document is cut off inside the film at ${page.place(last.at)}`)
}

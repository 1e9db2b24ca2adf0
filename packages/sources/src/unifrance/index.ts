import type { Sighting, Snapshot } from "@vigie/core"
import { readPage } from "../page/open-page.ts"
import type { Page } from "../page/page.ts"
import { type Document, type Source, SourceError, type TargetRef } from "../source.ts"
import { assertWhole, notTheDocument } from "../words/answers.ts"
import { factsOf } from "./facts.ts"
import { assertSameFilm, identityOf } from "./identity.ts"
import { lookupRequest, readFound } from "./look-up.ts"
import { sightingOf } from "./normalise.ts"
import { readVodTables } from "./vod.ts"
import { sectionNamed } from "./words.ts"

/** Of a page's rows, how many may be unreadable before the page's shape is taken to have changed. */
const MOST_BROKEN = 0.2

/** Film pages of unifrance.org, in French or English, as HTML or as the plain text of one. */
export const unifrance: Source = {
  id: "unifrance",
  name: "Unifrance",
  homepage: "https://www.unifrance.org",
  scope: "film",
  version: 1,
  rank: "page",
  territories: ["FR"],
  pace: { minIntervalMs: 5_000, why: "a small public site that states no crawl delay" },
  confirmations: { close: 2, apartMs: 1_800_000 },
  everyMs: 12 * 3_600_000,
  licence: { republish: "display", attribution: "Unifrance" },
  settings: [],
  createsFilms: true,
  request: (target) => ({ url: urlOf(target.reference), headers: { accept: "text/html" } }),
  parse: (document, target) => ({ snapshot: snapshotOf(document, target) }),
  facts: (document, target) => {
    const page = readPage(document)
    const film = identityOf(page, document, target)
    if (film.title === null && !hasSections(page))
      throw notTheDocument(page, "no film page: neither a title nor a heading of one")
    assertWhole(page)
    assertSameFilm(film, target)
    return [factsOf(page, film)]
  },
  recognises: (document) => hasSections(readPage(document)),
  refOf: (ids) => (ids.unifrance ? urlOf(ids.unifrance) : null),
  lookup: { request: lookupRequest, parse: readFound },
}

function snapshotOf(document: Document, target: TargetRef): Snapshot {
  const page = readPage(document)
  const tables = readVodTables(page)
  if (!tables) throw notTheDocument(page, "no VOD table: expected columns Plateformes, Modèle, Tarif, Qualité")
  assertWhole(page)
  const film = identityOf(page, document, target)
  assertSameFilm(film, target)
  const base = page.baseHref
    ? (URL.parse(page.baseHref, document.url ?? undefined)?.href ?? null)
    : pageUrl(document, target)
  const sightings: Sighting[] = []
  const rejected = [...tables.rejected]
  for (const row of tables.rows) {
    const sighting = sightingOf(row, { film, territory: target.territory, base })
    if (sighting) sightings.push(sighting)
    else rejected.push({ place: row.place, reason: "neither a platform nor a price" })
  }
  const rows = sightings.length + rejected.length
  if (rejected.length > rows * MOST_BROKEN)
    throw new SourceError(
      "shape_changed",
      `${rejected.length} of ${rows} rows unreadable, the first at ${rejected[0]?.place}`,
    )
  return { coverage: { claims: "complete" }, sightings, films: [], removals: [], rejected }
}

/** Two headings that only such a film page has together. */
function hasSections(page: Page): boolean {
  const found = new Set(page.blocks.map((block) => (block.kind === "line" ? sectionNamed(block.text) : null)))
  return (found.has("vod") || found.has("companies")) && (found.has("credits") || found.has("releases"))
}

function pageUrl(document: Document, target: TargetRef): string | null {
  return document.url ?? (URL.canParse(target.reference) ? target.reference : null)
}

function urlOf(reference: string): string {
  return /^\d+$/u.test(reference) ? `https://www.unifrance.org/film/${reference}` : reference
}

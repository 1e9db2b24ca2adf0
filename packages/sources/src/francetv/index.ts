import type { FilmFacts } from "@vigie/core"
import { readCsv } from "../csv.ts"
import { readJson } from "../json.ts"
import { readPage } from "../page/open-page.ts"
import type { Cursor, Document, Source, TargetRef } from "../source.ts"
import { notTheDocument } from "../words/answers.ts"
import { columnsOf, isRights } from "./columns.ts"
import { type Reading, readGateway } from "./gateway.ts"
import { factsOf, type Work } from "./normalise.ts"
import { readRights } from "./rights.ts"

/** Rows of a table, and videos of a page: the films of france.tv are some hundreds. */
const MOST_ROWS = 10_000
const ADDRESS =
  "https://gatewayvf.webservices.francetelevisions.fr/v1/videos?category.id=films&platforms.ftv.status=available&per_page=100"

/** The films of france.tv with the periods of their rights: its public video gateway, or the open-data table of rights. */
export const francetv: Source = {
  id: "francetv",
  name: "France.tv",
  homepage: "https://www.france.tv",
  scope: "feed",
  version: 3,
  rank: "provider",
  territories: ["FR"],
  pace: { minIntervalMs: 5_000, why: "a public service's gateway that states no limit; the films are a few pages" },
  confirmations: { close: 2, apartMs: 1_800_000 },
  everyMs: 6 * 3_600_000,
  licence: { republish: "display", attribution: "France Télévisions (france.tv)" },
  settings: [
    { name: "FRANCETV_URL", about: "where france.tv's video gateway lists its films", secret: false, default: ADDRESS },
  ],
  createsFilms: true,
  request: (target, settings, cursor) => ({
    url: cursor?.url ?? (/^https?:/iu.test(target.reference) ? target.reference : (settings.FRANCETV_URL ?? ADDRESS)),
    headers: { accept: "application/json, text/csv" },
  }),
  parse: (document, target, cursor) => {
    const { works, sightings, rejected, next } = read(document, target, cursor)
    const films = onePerFilm(works)
    return {
      snapshot: {
        coverage: { claims: "complete" },
        sightings: [...sightings],
        films,
        removals: [],
        rejected: [...rejected],
      },
      ...(next ? { next } : {}),
    }
  },
  recognises: (document) =>
    /^\s*[[{]/u.test(document.text)
      ? document.text.slice(0, 200_000).includes('"exploitation_windows"')
      : isRights(columnsOf(headerOf(document))),
}

function read(document: Document, target: TargetRef, cursor?: Cursor): Reading {
  const { text } = document
  if (/^\s*[[{]/u.test(text)) return readGateway(readJson(document, "the gateway's videos"), document, target, cursor)
  if (!isRights(columnsOf(headerOf(document)))) {
    const page = readPage({ ...document, text: text.slice(0, 200_000) })
    throw notTheDocument(page, "neither JSON nor a table with the columns titre, date_debut_droits, date_fin_droits")
  }
  return readRights(readCsv(document, MOST_ROWS), target)
}

/** The first line's cells, without reading the rest. */
function headerOf(document: Document): readonly string[] {
  const text = document.text.replace(/^\uFEFF?\s*(?:sep=.\r?\n)?\s*/iu, "").slice(0, 4_000)
  const line = /^[^\r\n]*/u.exec(text)?.[0] ?? ""
  return line.startsWith("<") || line === "" ? [] : readCsv({ ...document, text: `${line}\n` }, 0).header
}

/** A film with several windows is one film. */
function onePerFilm(works: readonly Work[]): FilmFacts[] {
  const films = new Map(works.map((work) => [work.film.ids.francetv ?? work.place, work]))
  return [...films.values()].map(factsOf)
}

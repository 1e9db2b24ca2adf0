import { DomainError, type FilmRef, quote } from "@vigie/core"
import type { HttpRequest } from "@vigie/net"
import { readJson } from "../json.ts"
import type { Candidate, Cursor, Document, Settings, Source, TargetRef } from "../source.ts"
import { filmsOf } from "./normalise.ts"
import { programmeIn } from "./programmes.ts"
import { type Reading, readAnswer } from "./read.ts"
import { assertNoRefusal } from "./refusal.ts"

const FILMS = "https://api.arte.tv/api/emac/v4/fr/web/pages/SUBCATEGORY_FLM"
const PROGRAMMES = "https://api.arte.tv/api/emac/v4/fr/web/programs"
const PLAYER = "https://api.arte.tv/api/player/v2/config/fr"

/** The programmes of arte.tv: pages and zones of EMAC, programmes of OPA v3, and the player's configuration of one. */
export const arte: Source = {
  id: "arte",
  name: "Arte",
  homepage: "https://www.arte.tv",
  scope: "feed",
  version: 3,
  rank: "provider",
  territories: ["FR", "DE", "AT", "BE", "CH", "LI", "LU"],
  pace: { minIntervalMs: 3_000, why: 'the API answers "429 - Too Many Requests" to those who hurry' },
  confirmations: { close: 2, apartMs: 1_800_000 },
  everyMs: 6 * 3_600_000,
  licence: { republish: "display", attribution: "ARTE (arte.tv)" },
  settings: [
    { name: "ARTE_URL", about: "the page of arte.tv's API that lists its films", secret: false, default: FILMS },
    {
      name: "ARTE_PROGRAMMES_URL",
      about: "where arte.tv's API has the page of one programme (its year and director), whose id is added",
      secret: false,
      default: PROGRAMMES,
    },
    {
      name: "ARTE_PLAYER_URL",
      about: "where arte.tv's player finds the configuration of one programme, whose id is added",
      secret: false,
      default: PLAYER,
    },
  ],
  createsFilms: true,
  request: (target, settings, cursor) => ({
    url: addressOf(target, settings, cursor),
    headers: { accept: "application/json" },
  }),
  parse: (document, target, cursor) => {
    const { claims, works, sightings, rejected, next } = read(document, target, cursor)
    return {
      snapshot: {
        coverage: { claims },
        sightings: [...sightings],
        films: works.flatMap(filmsOf),
        removals: [],
        rejected: [...rejected],
      },
      ...(next ? { next } : {}),
    }
  },
  recognises: (document) => {
    const beginning = document.text.slice(0, 200_000)
    if (!/^\s*\uFEFF?\s*\{/u.test(beginning)) return false
    return (
      /"type"\s*:\s*"ConfigPlayer"/u.test(beginning) ||
      (/"programId"\s*:/u.test(beginning) && /"(?:zones|programs|pagination)"\s*:/u.test(beginning))
    )
  },
  refOf: (ids) => (programmeIn(ids.arte ?? "") === null ? null : (ids.arte ?? null)),
  // Lists state neither year nor director: the programme's own page does.
  lookup: { request: programmeRequest, parse: (document, film) => ({ candidates: candidatesIn(document, film) }) },
}

function read(document: Document, target: TargetRef, cursor: Cursor | undefined): Reading {
  const answer = readJson(document, "an answer of arte.tv's API")
  assertNoRefusal(document.text, answer)
  return readAnswer(answer, { document, target, cursor })
}

/** By its own id only: Arte's search shows a few of what it has, so its silence would say nothing. */
function programmeRequest({ ids }: FilmRef, settings: Settings): HttpRequest {
  const programme = programmeIn(ids.arte ?? "")
  if (programme === null)
    throw new DomainError("invalid", `${quote(ids.arte ?? null)}: a film without an id of Arte's cannot be looked up`)
  const base = (settings.ARTE_PROGRAMMES_URL ?? PROGRAMMES).replace(/\/$/u, "")
  return { url: `${base}/${programme}`, headers: { accept: "application/json" } }
}

function candidatesIn(document: Document, film: FilmRef): readonly Candidate[] {
  const reference = programmeIn(film.ids.arte ?? "") ?? ""
  // What it says of windows is for a target of its own; the territory only names a channel.
  const target = { source: "arte", reference, territory: "FR", zone: "Europe/Paris", film: null, publishedAt: null }
  const { works } = read(document, target, undefined)
  return works.flatMap((work) => filmsOf(work).map((facts) => ({ reference, url: work.url, film: facts }))).slice(0, 1)
}

/** A programme's id and its page on arte.tv lead to its player; any other address is asked as it is. */
function addressOf({ reference }: TargetRef, settings: Settings, cursor?: Cursor): string {
  if (cursor?.url !== undefined) return cursor.url
  const programme = programmeIn(reference)
  const url = URL.parse(reference)
  const api = url !== null && (url.hostname.startsWith("api") || url.pathname.startsWith("/api/"))
  const page = url !== null && /(?:^|\.)arte\.tv$/u.test(url.hostname) && !api
  if (programme !== null && (url === null || page))
    return `${(settings.ARTE_PLAYER_URL ?? PLAYER).replace(/\/$/u, "")}/${programme}`
  return url !== null && /^https?:$/u.test(url.protocol) ? reference : (settings.ARTE_URL ?? FILMS)
}

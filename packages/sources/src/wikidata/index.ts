import { DomainError, type FilmFacts, quote, type Rejection, type Snapshot, TERRITORIES } from "@vigie/core"
import type { Cursor, Document, Source, TargetRef } from "../source.ts"
import { SourceError } from "../source.ts"
import { entityIn, entityRequest } from "./address.ts"
import { lookupRequest, readFound } from "./look-up.ts"
import { factsOf, isFilm, linkedOf, withLinked } from "./normalise.ts"
import { readEntities } from "./read.ts"
import { Pending } from "./schema.ts"

/** Most directors and shooting places whose names are asked for, one request each. */
const MOST_LINKED = 20

/** Wikidata: films to add, their ids elsewhere and where they were shot; nothing about where to watch them. */
export const wikidata: Source = {
  id: "wikidata",
  name: "Wikidata",
  homepage: "https://www.wikidata.org",
  scope: "lookup",
  version: 2,
  rank: "page",
  territories: TERRITORIES,
  pace: {
    minIntervalMs: 1_000,
    why: "Wikimedia asks for requests one after the other and a User-Agent with a contact",
  },
  confirmations: { close: 2, apartMs: 1_800_000 },
  everyMs: 30 * 24 * 3_600_000,
  licence: { republish: "open", attribution: "Wikidata (CC0)" },
  settings: [{ name: "WIKIDATA_URL", about: "where Wikidata is", secret: false, default: "https://www.wikidata.org" }],
  createsFilms: true,
  api: { rules: "https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_API_Usage_Guidelines" },
  request: (target, settings, cursor) => {
    const id = cursor ? pendingOf(cursor).linked[0]?.id : entityIn(target.reference)
    if (!id)
      throw new DomainError(
        "invalid",
        `${quote(target.reference)} names no entity of Wikidata: expected Q and a number`,
      )
    return entityRequest(id, settings)
  },
  parse: (document, target, cursor) => (cursor ? nextPage(document, cursor) : firstPage(document, target)),
  facts: (document) => {
    const { entities } = readEntities(document)
    return [...entities.values()].filter(isFilm).map((film) => factsOf(film, entities))
  },
  recognises: ({ text }) => /^\s*\{\s*"entities"\s*:\s*\{\s*"Q\d+"/u.test(text.slice(0, 1_000)),
  lookup: { request: lookupRequest, parse: readFound },
}

/** The film itself; then one page for each director and place that it links to and does not name. */
function firstPage(document: Document, target: TargetRef): { snapshot: Snapshot; next?: Cursor } {
  const { entities, rejected } = readEntities(document)
  const films = [...entities.values()].filter(isFilm)
  const [film, ...others] = films
  if (!film) throw new SourceError("shape_changed", `${[...entities.keys()][0] ?? "no entity"} is no film`)
  const facts = factsOf(film, entities)
  const linked = linkedOf(film).filter(({ id }) => !entities.has(id))
  // A document of several films is not an answer of ours about one.
  if (others.length > 0 || entityIn(target.reference) === null || linked.length === 0)
    return { snapshot: snapshotOf([facts, ...others.map((each) => factsOf(each, entities))], rejected) }
  const left = linked
    .slice(MOST_LINKED)
    .map(({ as, id }) => ({ place: `${film.id}, ${id}`, reason: `one ${as} too many` }))
  const known = { ...facts, directors: [] }
  return {
    snapshot: snapshotOf([], [...rejected, ...left]),
    next: cursorOf(2, { facts: known, linked: linked.slice(0, MOST_LINKED) }),
  }
}

function nextPage(document: Document, cursor: Cursor): { snapshot: Snapshot; next?: Cursor } {
  const { facts, linked } = pendingOf(cursor)
  const [wanted, ...rest] = linked
  // An entity that was merged into another comes under the other's id.
  const [entity] = readEntities(document).entities.values()
  if (!wanted || !entity) throw new SourceError("shape_changed", `no entity, expected ${wanted?.id ?? "none"}`)
  const film = withLinked(facts, wanted.as, entity)
  if (rest.length === 0) return { snapshot: snapshotOf([film], []) }
  return { snapshot: snapshotOf([], []), next: cursorOf(cursor.page + 1, { facts: film, linked: rest }) }
}

function snapshotOf(films: FilmFacts[], rejected: readonly Rejection[]): Snapshot {
  return { coverage: { claims: "none" }, sightings: [], films, removals: [], rejected: [...rejected] }
}

function cursorOf(page: number, pending: Pending): Cursor {
  return { page, state: JSON.stringify(pending) }
}

function pendingOf(cursor: Cursor): Pending {
  return Pending.parse(JSON.parse(cursor.state ?? "null"))
}

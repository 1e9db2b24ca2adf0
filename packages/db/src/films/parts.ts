import type { FilmFacts } from "@vigie/core"
import type { Tx } from "../client.ts"
import { ensureNamed, foldNamed } from "./names.ts"
import { ensurePlaces, placeKey } from "./places.ts"

/** A film of the catalogue with what a document says of it. */
export interface FilmSaid {
  readonly filmId: string
  readonly facts: FilmFacts
}

type Row = Readonly<Record<string, string | number | null>>

/** One table of statements about films: its columns in order with their types, and those that tell two rows apart. */
interface Part {
  readonly table: string
  readonly columns: Readonly<Record<string, "text" | "int" | "uuid">>
  readonly unique: readonly string[]
}

const COMPANIES: Part = {
  table: "film_companies",
  columns: { company_id: "uuid", role: "text" },
  unique: ["company_id", "role"],
}
const AWARDS: Part = {
  table: "awards",
  columns: { body: "text", year: "int", category: "text", text: "text" },
  unique: ["body", "year", "category"],
}
const RELEASES: Part = {
  table: "releases",
  columns: {
    territory: "text",
    country: "text",
    date: "text",
    precision: "text",
    local_title: "text",
    distributor: "text",
    buyer: "text",
  },
  unique: ["territory", "country", "date", "precision", "local_title", "distributor", "buyer"],
}
const PLACES: Part = { table: "film_places", columns: { place_id: "uuid", text: "text" }, unique: ["place_id"] }

const PRECISIONS: Readonly<Record<number, string>> = { 4: "year", 7: "month", 10: "day" }

/**
 * What this source says of each film's companies, awards, releases and places, in place of what it said before; a part
 * the document has nothing of stays as it is. Returns the films for which something stored changed.
 */
export async function storeParts(tx: Tx, source: string, films: readonly FilmSaid[]): Promise<ReadonlySet<string>> {
  const companies = await ensureNamed(
    tx,
    "companies",
    films.flatMap(({ facts }) => companyNames(facts)),
  )
  const places = await ensurePlaces(
    tx,
    films.flatMap(({ facts }) => facts.places),
  )
  const changed = [
    await replace(
      tx,
      COMPANIES,
      source,
      rowsBy(films, (facts) => companyRows(facts, companies)),
    ),
    await replace(
      tx,
      AWARDS,
      source,
      rowsBy(films, (facts) => facts.awards.map((award) => ({ ...award }))),
    ),
    await replace(tx, RELEASES, source, rowsBy(films, releaseRows)),
    await replace(
      tx,
      PLACES,
      source,
      rowsBy(films, (facts) => placeRows(facts, places)),
    ),
  ]
  return new Set(changed.flatMap((ids) => [...ids]))
}

function companyNames(facts: FilmFacts): readonly string[] {
  return facts.companies.flatMap((line) => line.names ?? [])
}

function companyRows(facts: FilmFacts, ids: ReadonlyMap<string, string>): readonly Row[] {
  return facts.companies.flatMap(({ role, names }) =>
    (names ?? []).flatMap((name) => {
      const id = ids.get(foldNamed("companies", name))
      return id === undefined ? [] : [{ company_id: id, role }]
    }),
  )
}

function releaseRows(facts: FilmFacts): readonly Row[] {
  return (facts.releases ?? []).map((release) => ({
    territory: release.territory,
    country: release.country,
    date: release.date,
    precision: PRECISIONS[release.date?.length ?? 0] ?? "unknown",
    local_title: release.localTitle,
    distributor: release.distributor,
    buyer: release.buyer,
  }))
}

function placeRows(facts: FilmFacts, ids: ReadonlyMap<string, string>): readonly Row[] {
  return facts.places.flatMap((place) => {
    const id = ids.get(placeKey(place))
    return id === undefined ? [] : [{ place_id: id, text: place.text }]
  })
}

/** Rows by film, those of several documents about one film joined; films without any are left out. */
function rowsBy(films: readonly FilmSaid[], rowsOf: (facts: FilmFacts) => readonly Row[]): ReadonlyMap<string, Row[]> {
  const byFilm = new Map<string, Row[]>()
  for (const { filmId, facts } of films) {
    const rows = rowsOf(facts)
    if (rows.length > 0) byFilm.set(filmId, [...(byFilm.get(filmId) ?? []), ...rows])
  }
  return byFilm
}

async function replace(
  tx: Tx,
  part: Part,
  source: string,
  said: ReadonlyMap<string, readonly Row[]>,
): Promise<ReadonlySet<string>> {
  if (said.size === 0) return new Set()
  const names = Object.keys(part.columns)
  const stored = await tx.sql<Record<string, string | number | null>>(
    `select film_id, ${names.join(", ")} from ${part.table} where source = $1 and film_id = any($2::uuid[])`,
    [source, [...said.keys()]],
  )
  const storedBy = Map.groupBy(stored, (row) => String(row.film_id))
  const different = [...said].flatMap(([filmId, all]) => {
    const rows = distinctBy(all, part.unique)
    return textOf(rows, names) === textOf(storedBy.get(filmId) ?? [], names) ? [] : [{ filmId, rows }]
  })
  if (different.length === 0) return new Set()
  const filmIds = different.map((one) => one.filmId)
  const fields = Object.entries(part.columns).map(([name, type]) => `${name} ${type}`)
  await tx.sql(`delete from ${part.table} where source = $1 and film_id = any($2::uuid[])`, [source, filmIds])
  await tx.sql(
    `insert into ${part.table} (film_id, source, ${names.join(", ")})
     select film_id, $1, ${names.join(", ")} from jsonb_to_recordset($2::jsonb) as x(film_id uuid, ${fields.join(", ")})`,
    [source, JSON.stringify(different.flatMap(({ filmId, rows }) => rows.map((row) => ({ film_id: filmId, ...row }))))],
  )
  return new Set(filmIds)
}

function distinctBy(rows: readonly Row[], columns: readonly string[]): readonly Row[] {
  const seen = new Map<string, Row>()
  for (const row of rows) {
    const key = JSON.stringify(columns.map((column) => row[column]))
    if (!seen.has(key)) seen.set(key, row)
  }
  return [...seen.values()]
}

function textOf(rows: readonly Row[], columns: readonly string[]): string {
  return rows
    .map((row) => JSON.stringify(columns.map((column) => row[column])))
    .sort()
    .join("\n")
}

import { foldPlace } from "@vigie/core"
import type { Tx } from "../client.ts"
import { freeSlugs } from "./slugs.ts"

export interface NamedPlace {
  readonly name: string
  /** Its code, "62"; null = not stated. */
  readonly department: string | null
}

interface PlaceRow {
  readonly id: string
  readonly folded: string
  readonly department: string
}

/**
 * The id of every place by `placeKey`; new ones are made. A place whose department is not stated is the only one of
 * its name, if there is one. Call it under the catalogue's lock.
 */
export async function ensurePlaces(tx: Tx, places: readonly NamedPlace[]): Promise<ReadonlyMap<string, string>> {
  // Those with a department first: they may be what the others mean.
  const [stated, unstated] = [
    places.filter((place) => place.department !== null),
    places.filter((place) => place.department === null),
  ]
  return new Map([...(await ensure(tx, stated)), ...(await ensure(tx, unstated))])
}

async function ensure(tx: Tx, places: readonly NamedPlace[]): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map(
    places.filter((place) => foldPlace(place.name) !== "").map((place) => [placeKey(place), place]),
  )
  if (wanted.size === 0) return new Map()
  const rows = await tx.sql<PlaceRow>("select id, folded, department from places where folded = any($1)", [
    [...wanted.values()].map((place) => foldPlace(place.name)),
  ])
  const ids = new Map<string, string>()
  for (const [key, place] of wanted) {
    const known = pickPlace(rows, place)
    if (known) ids.set(key, known.id)
  }
  const fresh = [...wanted].filter(([key]) => !ids.has(key))
  const slugs = await freeSlugs(
    tx,
    "places",
    fresh.map(([, { name, department }]) => [foldPlace(name), `${foldPlace(name)} ${department ?? ""}`]),
    "place",
  )
  const made = await tx.sql<{ id: string }>(
    `insert into places (slug, name, folded, department)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) returning id`,
    [
      slugs,
      fresh.map(([, place]) => place.name.trim()),
      fresh.map(([, place]) => foldPlace(place.name)),
      fresh.map(([, place]) => place.department ?? ""),
    ],
  )
  for (const [index, [key]] of fresh.entries()) {
    const row = made[index]
    if (row) ids.set(key, row.id)
  }
  return ids
}

/** What makes two spellings one place: its folded name and its department. */
export function placeKey(place: NamedPlace): string {
  return `${foldPlace(place.name)}|${place.department ?? ""}`
}

function pickPlace(rows: readonly PlaceRow[], place: NamedPlace): PlaceRow | undefined {
  const named = rows.filter((row) => row.folded === foldPlace(place.name))
  const same = named.find((row) => row.department === (place.department ?? ""))
  return same ?? (place.department === null && named.length === 1 ? named[0] : undefined)
}

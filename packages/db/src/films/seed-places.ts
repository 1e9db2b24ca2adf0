import { foldPlace } from "@vigie/core"
import type { Tx } from "../client.ts"
import { ensurePlaces, placeKey } from "./places.ts"

/** A commune: its department's code, its INSEE code, degrees WGS 84. */
export interface PlaceSeed {
  readonly name: string
  readonly department: string
  readonly insee: string
  readonly lat: number | null
  readonly lon: number | null
}

/**
 * Adds communes, idempotent; returns how many rows changed. One that a document named first takes its usual spelling,
 * its code and its position; one that has its code is left alone. Call it under the catalogue's lock.
 */
export async function upsertPlaces(tx: Tx, seeds: readonly PlaceSeed[]): Promise<number> {
  const known = await tx.sql<{ insee: string }>("select insee from places where insee = any($1)", [
    seeds.map((seed) => seed.insee),
  ])
  const codes = new Set(known.map((row) => row.insee))
  const fresh = seeds.filter((seed) => !codes.has(seed.insee))
  if (fresh.length === 0) return 0
  await locate(tx, fresh)
  const ids = await ensurePlaces(tx, fresh)
  const changed = await tx.sql(
    `update places p set insee = x.insee, name = x.name, lat = coalesce(p.lat, x.lat), lon = coalesce(p.lon, x.lon)
     from jsonb_to_recordset($1::jsonb) as x(id uuid, insee text, name text, lat double precision, lon double precision)
     where p.id = x.id and p.insee is null returning p.id`,
    [JSON.stringify(fresh.map((seed) => ({ ...seed, id: ids.get(placeKey(seed)) })))],
  )
  return changed.length
}

/** A place of that name without department is this one, if no other is. */
async function locate(tx: Tx, seeds: readonly PlaceSeed[]): Promise<void> {
  await tx.sql(
    `update places p set department = x.department
     from unnest($1::text[], $2::text[]) as x(folded, department)
     where p.folded = x.folded and p.department = '' and p.insee is null
       and not exists (select 1 from places o where o.folded = x.folded and o.department = x.department)`,
    [seeds.map((seed) => foldPlace(seed.name)), seeds.map((seed) => seed.department)],
  )
}

import type { Tx } from "../client.ts"
import { type ListedFilm, listWhere } from "./where-now.ts"

export interface PlaceCard {
  readonly slug: string
  readonly name: string
  readonly films: number
}

export interface PlacePage {
  readonly name: string
  readonly slug: string
  /** Its code, "62"; null = not stated. */
  readonly department: string | null
  readonly lat: number | null
  readonly lon: number | null
  /** Shot there, newest first. */
  readonly films: readonly ListedFilm[]
}

export interface DepartmentPage {
  readonly code: string
  /** By name, those with films only. */
  readonly places: readonly PlaceCard[]
  /** Shot there, newest first. */
  readonly films: readonly ListedFilm[]
}

interface ListOptions {
  /** Whose windows are shown (I7). */
  readonly territories: readonly string[]
  readonly demo?: boolean
  readonly limit: number
}

/** A place and what was shot there. Null = no such place. */
export async function placePage(db: Tx, slug: string, options: ListOptions): Promise<PlacePage | null> {
  const [place] = await db.sql<Omit<PlacePage, "films"> & { id: string }>(
    `select id, slug, name, nullif(department, '') as department, lat, lon from places where slug = $1`,
    [slug],
  )
  if (place === undefined) return null
  const { id, ...rest } = place
  const shot = "f.id in (select film_id from film_places where place_id = $1)"
  return { ...rest, films: await listWhere(db, shot, [id], options) }
}

const SHOT = "f.merged_into_id is null and ($1 or not f.demo)"

/** A department by its code, with its communes. Null = nothing was shot in a department of that code. */
export async function departmentPage(db: Tx, code: string, options: ListOptions): Promise<DepartmentPage | null> {
  const places = await db.sql<PlaceCard & Record<string, unknown>>(
    `select p.slug, p.name, count(distinct f.id) as films from places p join film_places l on l.place_id = p.id
       join films f on f.id = l.film_id where ${SHOT} and p.department = $2 and p.department <> ''
     group by p.id order by p.folded`,
    [options.demo ?? true, code],
  )
  if (places.length === 0) return null
  const shot = `f.id in (select l.film_id from film_places l join places p on p.id = l.place_id where p.department = $1)`
  return { code, places, films: await listWhere(db, shot, [code], options) }
}

export interface Department {
  readonly code: string
  readonly places: number
  readonly films: number
}

/** Every department in which something was shot, by code; places whose department nobody states come apart. */
export async function listDepartments(
  db: Tx,
  demo = true,
): Promise<{ readonly departments: readonly Department[]; readonly others: readonly PlaceCard[] }> {
  const departments = await db.sql<Department & Record<string, unknown>>(
    `select p.department as code, count(distinct p.id) as places, count(distinct f.id) as films from places p
       join film_places l on l.place_id = p.id join films f on f.id = l.film_id
     where ${SHOT} and p.department <> '' group by 1 order by 1`,
    [demo],
  )
  const others = await db.sql<PlaceCard & Record<string, unknown>>(
    `select p.slug, p.name, count(distinct f.id) as films from places p join film_places l on l.place_id = p.id
       join films f on f.id = l.film_id where ${SHOT} and p.department = '' group by p.id order by p.folded limit 300`,
    [demo],
  )
  return { departments, others }
}

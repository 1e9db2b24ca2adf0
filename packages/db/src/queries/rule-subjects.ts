import { departmentCode, departmentInWords, foldName, foldPlace, foldTitle } from "@vigie/core"
import type { StandingScope } from "../alerts/view-types.ts"
import type { Db, Tx } from "../client.ts"
import { lockCatalogue } from "../films/lock.ts"
import { ensureNamed } from "../films/names.ts"
import { AWARD_BODIES } from "./catalogue-names.ts"

/** What a standing rule may be about. */
export interface StandingSubject {
  readonly scope: StandingScope
  /**
   * Of a person, a place, a provider or a list: its id; a department's code, an award's own name. Null: a director who has no id yet
   * (`ensureSubject`).
   */
  readonly ref: string | null
  readonly name: string
  /** In the address of its page; null: it has none. */
  readonly slug: string | null
}

type Found = Omit<StandingSubject, "scope"> & Record<string, unknown>

const BY_SLUG: Readonly<Partial<Record<StandingScope, string>>> = {
  place: "select id::text as ref, name, slug from places where slug = $1",
  provider: "select id::text as ref, name, slug from providers where slug = $1 and successor_id is null",
}

/** What an address names: by its slug, a department's code, an award's name, or `mine`, the person's own list. Null: there is none. */
export async function findSubject(
  db: Tx,
  scope: StandingScope,
  name: string,
  userId: string,
): Promise<StandingSubject | null> {
  const found = await find(db, scope, name, userId)
  return found && { scope, ref: found.ref, name: found.name, slug: found.slug }
}

async function find(db: Tx, scope: StandingScope, name: string, userId: string): Promise<Found | null> {
  if (scope === "person") return findPerson(db, name)
  if (scope === "department") return findDepartment(db, name)
  if (scope === "award") return findAward(db, name)
  if (scope === "list")
    return first(db, "select id::text as ref, name, null as slug from lists where owner_id = $1", userId)
  return first(db, BY_SLUG[scope] ?? "", name)
}

async function first(db: Tx, text: string, value: string): Promise<Found | null> {
  return (await db.sql<Found>(text, [value]))[0] ?? null
}

/** One who is only known as a director is a person, too. */
async function findPerson(db: Tx, name: string): Promise<Found | null> {
  const [known] = await db.sql<Found>(
    "select id::text as ref, name, slug from people where slug = $1 or folded = $2 order by slug = $1 desc limit 1",
    [name, foldName(name)],
  )
  if (known !== undefined) return known
  const directors = await db.sql<{ name: string }>(
    "select unnest(directors) as name from films where director_keys @> array[$1] and merged_into_id is null limit 20",
    [foldName(name)],
  )
  const director = directors.find((one) => foldName(one.name) === foldName(name))
  return director === undefined ? null : { ref: null, name: director.name, slug: null }
}

async function findDepartment(db: Tx, name: string): Promise<Found | null> {
  const code = departmentCode(name) ?? name
  const found = await first(
    db,
    "select department as ref, department as slug from places where department = $1 limit 1",
    code,
  )
  return found && code !== "" ? { ...found, name: departmentInWords(code) } : null
}

async function findAward(db: Tx, name: string): Promise<Found | null> {
  const bodies = (await db.sql<{ body: string }>(AWARD_BODIES)).map(({ body }) => body)
  const body = bodies.find((one) => one === name) ?? bodies.find((one) => foldTitle(one) === foldTitle(name))
  return body === undefined ? null : { ref: body, name: body, slug: body }
}

const MOST = 12

/** What a text may mean, the likeliest first, at most twelve: of a person every word counts, in any order. */
export async function searchSubjects(
  db: Tx,
  scope: Exclude<StandingScope, "list">,
  text: string,
): Promise<readonly StandingSubject[]> {
  const found = await SEARCH[scope](db, text)
  return found.slice(0, MOST).map(({ ref, name, slug }) => ({ scope, ref, name, slug }))
}

const like = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`

const SEARCH: Readonly<Record<Exclude<StandingScope, "list">, (db: Tx, text: string) => Promise<readonly Found[]>>> = {
  person: async (db, text) => {
    const words = foldName(text).split(" ").filter(Boolean)
    const exact = await findPerson(db, text)
    if (words.length === 0) return []
    const rows = await db.sql<Found>(
      `select id::text as ref, name, slug from people where folded like all($1) order by length(folded), folded limit ${MOST}`,
      [words.map(like)],
    )
    return [...(exact ? [exact] : []), ...rows.filter(({ ref }) => ref !== exact?.ref)]
  },
  place: (db, text) =>
    db.sql<Found>(
      `select id::text as ref, name || coalesce(' (' || nullif(department, '') || ')', '') as name, slug from places
       where folded like $1 order by length(folded), folded limit ${MOST}`,
      [like(foldPlace(text))],
    ),
  department: async (db, text) => {
    const found = await findDepartment(db, text)
    return found ? [found] : []
  },
  provider: (db, text) =>
    db.sql<Found>(
      `select id::text as ref, name, slug from providers p where successor_id is null and exists (
         select 1 from provider_aliases a where a.provider_id = p.id and a.folded like $1) order by length(name), name limit ${MOST}`,
      [like(foldTitle(text))],
    ),
  award: async (db, text) => {
    const bodies = (await db.sql<{ body: string }>(AWARD_BODIES)).map(({ body }) => body)
    const found = bodies.filter((body) => foldTitle(body).includes(foldTitle(text)))
    return found.map((body) => ({ ref: body, name: body, slug: body }))
  },
}

/** The reference to keep of a subject: a director who has no id is given one. */
export async function ensureSubject(db: Db, { scope, ref, name }: StandingSubject): Promise<string> {
  if (ref !== null) return ref
  if (scope !== "person") throw new Error(`${scope} ${name}: has no reference`)
  return db.begin(async (tx) => {
    await lockCatalogue(tx)
    const ids = await ensureNamed(tx, "people", [name])
    return [...ids.values()][0]!
  })
}

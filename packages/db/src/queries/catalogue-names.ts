import { departmentCode, foldName, foldPlace, foldTitle, slugify } from "@vigie/core"
import type { Tx } from "../client.ts"

/** Names as somebody typed them. */
export interface AskedNames {
  readonly person?: string
  /** A commune's name or address part, or a department's name or code. */
  readonly place?: string
  /** Who gives it, or a part of that name: "Cannes". */
  readonly award?: string
  /** A provider's address part; an old one too. */
  readonly provider?: string
}

/** What they stand for. */
export interface Named {
  /** Folded. */
  readonly person?: string
  readonly places?: readonly string[]
  readonly awards?: readonly string[]
  readonly providers?: readonly string[]
}

/** Every body that gives awards, one index probe each. */
export const AWARD_BODIES = `with recursive bodies as (
    (select body from awards order by body limit 1)
    union all select (select a.body from awards a where a.body > b.body order by a.body limit 1) from bodies b where b.body is not null
  ) select body from bodies where body is not null`

/** The names that are known, and which of those asked are not. */
export async function resolveNames(
  db: Tx,
  asked: AskedNames,
): Promise<{ readonly named: Named; readonly unknown: readonly (keyof AskedNames)[] }> {
  const person = asked.person === undefined ? undefined : await findPerson(db, asked.person)
  const places = asked.place === undefined ? undefined : await findPlaces(db, asked.place)
  const awards = asked.award === undefined ? undefined : await findAwards(db, asked.award)
  const providers = asked.provider === undefined ? undefined : await findProviders(db, asked.provider)
  const found = { person, place: places, award: awards, provider: providers }
  const isMissing = (name: keyof AskedNames) => asked[name] !== undefined && (found[name] ?? []).length === 0
  return {
    named: {
      ...(person ? { person } : {}),
      ...(places?.length ? { places } : {}),
      ...(awards?.length ? { awards } : {}),
      ...(providers?.length ? { providers } : {}),
    },
    unknown: (["person", "place", "award", "provider"] as const).filter(isMissing),
  }
}

async function findPerson(db: Tx, name: string): Promise<string> {
  const rows = await db.sql<{ folded: string }>(
    `select folded from people where slug = $1 union all select folded from people where folded = $2
     union all (select $2 from films where director_keys @> array[$2] limit 1) limit 1`,
    [name, foldName(name)],
  )
  return rows[0]?.folded ?? ""
}

async function findPlaces(db: Tx, name: string): Promise<readonly string[]> {
  const rows = await db.sql<{ id: string }>("select id from places where folded = $1 or slug = $2 or department = $3", [
    foldPlace(name),
    slugify(name),
    departmentCode(name),
  ])
  return rows.map((row) => row.id)
}

async function findAwards(db: Tx, name: string): Promise<readonly string[]> {
  const folded = foldTitle(name)
  const bodies = (await db.sql<{ body: string }>(AWARD_BODIES)).map((row) => row.body)
  const equal = bodies.filter((body) => foldTitle(body) === folded)
  return equal.length > 0 ? equal : bodies.filter((body) => ` ${foldTitle(body)} `.includes(` ${folded} `))
}

async function findProviders(db: Tx, slug: string): Promise<readonly string[]> {
  const rows = await db.sql<{ id: string }>(
    `with recursive standing as (
       select id, successor_id, 0 as step from providers where slug = $1
       union all select p.id, p.successor_id, step + 1 from standing s join providers p on p.id = s.successor_id where step < 10
     ) select id from standing where successor_id is null`,
    [slug],
  )
  return rows.map((row) => row.id)
}

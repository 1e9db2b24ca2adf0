import { foldName, slugify } from "@vigie/core"
import type { Tx } from "../client.ts"
import { filmsOfPerson } from "./catalogue-sql.ts"
import { type ListedFilm, listWhere } from "./where-now.ts"

export interface PersonPage {
  readonly name: string
  /** The address part under which this page stands. */
  readonly slug: string
  /** Films by what the person did; directing first, then by job, the cast last. Each newest first. */
  readonly jobs: readonly {
    /** Word for word, "Cast" for the cast; null = directed. */
    readonly job: string | null
    readonly films: readonly ListedFilm[]
  }[]
}

interface ListOptions {
  /** Whose windows are shown (I7). */
  readonly territories: readonly string[]
  readonly demo?: boolean
}

/** More than anybody has made. */
const FILMS = 500

/** A person by address part or name; one who is only known as a director has a page, too. Null = nobody. */
export async function personPage(db: Tx, ref: string, options: ListOptions): Promise<PersonPage | null> {
  const [person] = await db.sql<{ name: string; slug: string; folded: string }>(FIND, [ref, foldName(ref)])
  const folded = person?.folded ?? foldName(ref)
  const films = await listWhere(db, `f.id in (${filmsOfPerson("$1")})`, [folded], { ...options, limit: FILMS })
  const name = person?.name ?? films.flatMap((film) => film.directors).find((one) => foldName(one) === folded)
  if (name === undefined || (person === undefined && films.length === 0)) return null
  const credits = await db.sql<{ filmId: string; job: string }>(CREDITS, [folded])
  const directed = films.filter((film) => film.directors.some((one) => foldName(one) === folded))
  const byJob = Map.groupBy(credits, (credit) => credit.job)
  const named = [...byJob].map(([job, rows]) => {
    const ids = new Set(rows.map((row) => row.filmId))
    return { job, films: films.filter((film) => ids.has(film.id)) }
  })
  const jobs = [...(directed.length > 0 ? [{ job: null, films: directed }] : []), ...named]
  return { name, slug: person?.slug ?? slugify(name), jobs: jobs.filter(({ films: some }) => some.length > 0) }
}

const FIND = "select name, slug, folded from people where slug = $1 or folded = $2 order by slug = $1 desc limit 1"

const CREDITS = `select distinct c.film_id as "filmId", c.job, c.job = 'Cast' as last from people p
    join credit_people l on l.person_id = p.id join credits c on c.id = l.credit_id
  where p.folded = $1 order by last, c.job`

export interface PeopleOfJob {
  readonly people: readonly { readonly slug: string; readonly name: string }[]
  /** Hand it back as `after`; null = this is the last page. */
  readonly next: string | null
}

/** The people credited with this job (word for word), by name as it is written, from the one after `after` on. */
export async function peopleOfJob(
  db: Tx,
  job: string,
  options: { readonly after?: string | null; readonly limit: number },
): Promise<PeopleOfJob> {
  const { after = null, limit } = options
  const people = await db.sql<{ slug: string; name: string }>(
    `select p.slug, p.name from people p where ($2::text is null or p.slug > $2) and exists (
       select 1 from credit_people l join credits c on c.id = l.credit_id where l.person_id = p.id and c.job = $1)
     order by p.slug limit $3`,
    [job, after, limit + 1],
  )
  const page = people.slice(0, limit)
  return { people: page, next: people.length > limit ? (page.at(-1)?.slug ?? null) : null }
}

/** Every job credited, one index probe each. */
const JOBS = `with recursive jobs as (
    (select job from credits order by job limit 1)
    union all select (select c.job from credits c where c.job > j.job order by c.job limit 1) from jobs j where j.job is not null
  ) select job from jobs where job is not null limit 500`

export async function listJobs(db: Tx): Promise<readonly string[]> {
  return (await db.sql<{ job: string }>(JOBS)).map((row) => row.job)
}

import type { CreditLine, FilmFacts } from "@vigie/core"
import type { Tx } from "../client.ts"
import { ensureNamed, foldNamed } from "./names.ts"
import type { FilmSaid } from "./parts.ts"

interface StoredLine {
  readonly line: string
  readonly job: string
  readonly names: readonly string[]
}

/**
 * Each film's credit lines word for word, per source and in its order, the cast as a line of job "Cast"; in place of
 * what this source said before. Returns the films for which something stored changed.
 */
export async function storeCredits(tx: Tx, source: string, films: readonly FilmSaid[]): Promise<ReadonlySet<string>> {
  const said = new Map<string, readonly StoredLine[]>()
  for (const { filmId, facts } of films) {
    const lines = linesOf(facts)
    // Two documents of one source about one film: the first one's lines stand, so that they cannot alternate.
    if (lines.length > 0 && !said.has(filmId)) said.set(filmId, lines)
  }
  if (said.size === 0) return new Set()
  const stored = await readCredits(tx, source, [...said.keys()])
  const different = new Map(
    [...said].filter(([filmId, lines]) => JSON.stringify(lines) !== JSON.stringify(stored.get(filmId) ?? [])),
  )
  if (different.size > 0) await replaceCredits(tx, source, different)
  return new Set(different.keys())
}

function linesOf(facts: FilmFacts): readonly StoredLine[] {
  const hasCast = facts.credits.some((credit) => credit.job === "Cast")
  const cast: CreditLine[] =
    hasCast || facts.cast === null || facts.cast.length === 0
      ? []
      : [{ line: facts.cast.join(", "), job: "Cast", names: facts.cast }]
  return [...facts.credits, ...cast].map(({ line, job, names }) => ({
    line,
    job,
    names: (names ?? []).filter((name) => foldNamed("people", name) !== ""),
  }))
}

async function readCredits(
  tx: Tx,
  source: string,
  filmIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredLine[]>> {
  const rows = await tx.sql<StoredLine & { film_id: string }>(
    `select c.film_id, c.line, c.job,
       array(select p.name from credit_people p where p.credit_id = c.id order by p.position) as names
     from credits c where c.source = $1 and c.film_id = any($2::uuid[]) order by c.film_id, c.position`,
    [source, filmIds],
  )
  const byFilm = Map.groupBy(rows, (row) => row.film_id)
  return new Map([...byFilm].map(([id, lines]) => [id, lines.map(({ line, job, names }) => ({ line, job, names }))]))
}

async function replaceCredits(tx: Tx, source: string, said: ReadonlyMap<string, readonly StoredLine[]>): Promise<void> {
  const lines = [...said].flatMap(([filmId, rows]) =>
    rows.map((row, position) => ({ film_id: filmId, position, ...row })),
  )
  const people = await ensureNamed(
    tx,
    "people",
    lines.flatMap((row) => row.names),
  )
  await tx.sql("delete from credits where source = $1 and film_id = any($2::uuid[])", [source, [...said.keys()]])
  const made = await tx.sql<{ id: number; film_id: string; position: number }>(
    `insert into credits (film_id, source, position, line, job)
     select film_id, $1, position, line, job
     from jsonb_to_recordset($2::jsonb) as x(film_id uuid, position int, line text, job text) returning id, film_id, position`,
    [source, JSON.stringify(lines)],
  )
  const ids = new Map(made.map((row) => [`${row.film_id}/${row.position}`, row.id]))
  const names = lines.flatMap((row) =>
    row.names.map((name, position) => ({
      credit_id: ids.get(`${row.film_id}/${row.position}`),
      position,
      person_id: people.get(foldNamed("people", name)),
      name,
    })),
  )
  await tx.sql(
    `insert into credit_people (credit_id, position, person_id, name)
     select * from jsonb_to_recordset($1::jsonb) as x(credit_id bigint, position int, person_id uuid, name text)`,
    [JSON.stringify(names)],
  )
}

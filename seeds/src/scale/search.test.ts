import { foldTitle } from "@vigie/core"
import { type Db, listFilms, openDb } from "@vigie/db"
import { createTestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll, expect, it } from "vitest"
import { addFilms } from "./films.ts"
import { KNOWN, QUERIES } from "./known.ts"

const DECOYS = 5_000

let db: Db
let drop: () => Promise<void>
beforeAll(async () => {
  const database = await createTestDatabase()
  db = openDb(database.url)
  drop = async () => {
    await db.close()
    await database.drop()
  }
  await addFilms(db, { films: DECOYS, windowsPerFilm: 1, changesPerWindow: 1, watches: 0, now: 0 })
  await addKnown()
})
afterAll(() => drop())

async function addKnown(): Promise<void> {
  for (const [at, [title, original, year, director]] of KNOWN.entries()) {
    const [film] = await db.sql<{ id: string }>(
      "insert into films (slug, title, original_title, year, directors, created_by) values ($1, $2, $3, $4, array[$5], 'test') returning id",
      [`known-${at}`, title, original, year, director],
    )
    const titles = [...new Map([title, original ?? title].map((one) => [foldTitle(one), one]))]
    await db.sql(
      `insert into film_aliases (film_id, folded, title, kind, source)
       select $1, folded, title, case when place = 1 then 'main' else 'original' end, 'test'
       from unnest($2::text[], $3::text[]) with ordinality as x(folded, title, place)`,
      [film!.id, titles.map(([folded]) => folded), titles.map(([, one]) => one)],
    )
  }
}

it("what 40 people type finds their film among the first three, two may fail", async () => {
  const missed: string[] = []
  for (const [query, title] of QUERIES) {
    const found = await listFilms(db, { query, limit: 3 })
    if (!found.some((film) => film.title === title))
      missed.push(`${query}: ${found.map((film) => film.title).join(" | ") || "nothing"}`)
  }

  expect(QUERIES).toHaveLength(40)
  expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(2)
})

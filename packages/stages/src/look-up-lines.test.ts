import { readList } from "@vigie/core"
import { ensureUser, exportList, importList, readImport } from "@vigie/db"
import { afterAll, beforeAll, expect, test } from "vitest"
import { lookUpLines } from "./look-up-lines.ts"
import { type FakeTmdb, openFakeTmdb, openTestInstallation, type TestInstallation } from "./testing/index.ts"

let tmdb: FakeTmdb
let place: TestInstallation

beforeAll(async () => {
  tmdb = await openFakeTmdb([
    { id: 71, title: "Les Marées de nuit", year: 1988, director: "Jeanne Aubrac" },
    { id: 72, title: "Le Phare", year: 1954, director: "Marc Sellier" },
    { id: 73, title: "Le Phare", year: 1999, director: "Ivo Brandt" },
  ])
  place = await openTestInstallation(tmdb.env)
})
afterAll(async () => {
  await place.close()
  await tmdb.close()
})

async function bring(email: string, ...lines: readonly string[]) {
  const user = await ensureUser(place.db, { email, territories: ["FR"] })
  const list = readList(new TextEncoder().encode(lines.join("\n")))
  const { importId } = await importList(place.db, { userId: user.id, listId: user.listId, list, now: Date.now() })
  const view = async () => (await readImport(place.db, importId, user.id))!
  const titles = async () => (await exportList(place.db, email))!.map((film) => `${film.title} ${film.year}`)
  return { importId, view, titles }
}

test("what the catalogue lacks is asked for line by line: certain films come onto the list, the rest is told apart", async () => {
  const brought = await bring("one@mail.example", "les Marées de nuit (1988)", "Le Phare", "Nul ne l'a vu (1950)")
  expect((await brought.view()).lines.looking).toBe(3)

  expect(await lookUpLines(place.stages, brought.importId)).toBe(3)

  expect((await brought.view()).lines).toEqual({ added: 1, choose: 1, unknown: 1, looking: 0, dismissed: 0 })
  expect(await brought.titles()).toEqual(["Les Marées de nuit 1988"])
  expect(await lookUpLines(place.stages, brought.importId)).toBe(0)
  const letters = await place.db.sql(`select "to" from letters where kind = 'import'`)
  expect(letters).toEqual([{ to: "one@mail.example" }])
})

test("I2 a source that is down concludes nothing: the line waits, the others are not asked, and it is said why", async () => {
  const brought = await bring("two@mail.example", "Un autre film (1971)", "Encore un autre (1972)")
  tmdb.fail(500)
  const asked = tmdb.asked.length

  expect(await lookUpLines(place.stages, brought.importId)).toBe(0)

  expect(tmdb.asked.slice(asked).filter((path) => path.includes("search"))).toHaveLength(1)
  expect((await brought.view()).lines).toMatchObject({ looking: 2, unknown: 0 })
  expect((await brought.view()).trouble).toContain("tmdb")
  tmdb.fail(200)
  await place.db.sql("update outbox set run_after = now() - interval '1 second' where kind = 'import'")
  expect(await lookUpLines(place.stages, brought.importId)).toBe(2)
  expect((await brought.view()).lines).toMatchObject({ looking: 0, unknown: 2 })
})

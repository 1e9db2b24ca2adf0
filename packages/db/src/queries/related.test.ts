import type { FilmFacts } from "@vigie/core"
import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { blankFacts, createFilm } from "../films/create.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addPage, check, NOON, sighting } from "../testing/world.ts"
import { relatedFilms } from "./related.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, targets, providers, users cascade")
})

const LENS = { name: "Lens", department: "62", text: "Lens" }
const CESAR = { body: "César", year: 1996, category: "Meilleur premier film", text: "César" }

async function film(title: string, facts: Omit<Partial<FilmFacts>, "title"> = {}, demo = false): Promise<string> {
  const made = await createFilm(db, blankFacts({ title, year: 1995, ...facts }), { createdBy: "test", now: NOON, demo })
  return made.id
}

const related = async (id: string, territories = ["FR"], demo = true) =>
  (await relatedFilms(db, id, { territories, demo })).map(({ title, tie, shared, now }) => [
    title,
    tie,
    shared.join(" + "),
    now.length > 0,
  ])

test("same director first, then place, person, award; each film once, by its strongest tie, and why", async () => {
  const mine = await film("Le mien", {
    directors: ["Jeanne Aubrac"],
    cast: ["Rosa Deprez", "Agathe Marchand"],
    places: [LENS],
    awards: [CESAR],
  })
  await film("Par elle aussi", { directors: ["JEANNE AUBRAC"], places: [LENS], year: 1990 })
  await film("À Lens", { places: [LENS], cast: ["Rosa Deprez"] })
  await film("Avec elles", { cast: ["Agathe Marchand", "Rosa Deprez"] })
  await film("Primé", { awards: [{ ...CESAR, year: 1997 }] })
  await film("Sans rapport", { directors: ["Paul Verdier"], awards: [{ ...CESAR, body: "Lumières" }] })

  expect(await related(mine)).toEqual([
    ["Par elle aussi", "director", "Jeanne Aubrac", false],
    ["À Lens", "place", "Lens", false],
    ["Avec elles", "person", "Agathe Marchand + Rosa Deprez", false],
    ["Primé", "award", "César, Meilleur premier film", false],
  ])
})

test("of many, four of a tie: those visible in the reader's territories first (I7), merged and invented ones aside", async () => {
  const mine = await film("Le mien", { directors: ["Jeanne Aubrac"] })
  const others = []
  for (const year of [1991, 1992, 1993, 1994, 1996]) {
    others.push(await film(`De ${year}`, { directors: ["Jeanne Aubrac"], year }))
  }
  await film("Inventé", { directors: ["Jeanne Aubrac"], year: 2031 }, true)
  await check(db, await addPage(db, others[0]!), [sighting()], NOON)
  await check(db, await addPage(db, others[1]!), [sighting({ territory: "BE" })], NOON)
  await db.sql("update films set merged_into_id = $1 where id = $2", [mine, others[4]])

  expect((await related(mine, ["FR"], false)).map(([title, , , now]) => [title, now])).toEqual([
    ["De 1991", true],
    ["De 1994", false],
    ["De 1993", false],
    ["De 1992", false],
  ])
  expect((await related(mine, ["FR"], true)).map(([title]) => title)).toContain("Inventé")
})

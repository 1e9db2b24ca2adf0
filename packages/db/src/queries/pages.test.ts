import { beforeAll, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { createFilm } from "../films/create.ts"
import { facts } from "../films/test-facts.ts"
import { mergeProviders } from "../providers/merge.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addPage, check, endingAt, NOON, sighting } from "../testing/world.ts"
import { awardPage, listAwardBodies } from "./award-page.ts"
import { listJobs, peopleOfJob, personPage } from "./person-page.ts"
import { departmentPage, listDepartments, placePage } from "./place-page.ts"
import { providerPage } from "./provider-page.ts"

const HERE = { territories: ["FR"], limit: 20 }
const DAY = 86_400_000

let db: Db
useDatabase((opened) => {
  db = opened
})

beforeAll(async () => {
  const film = (given: Parameters<typeof facts>[0], title: string) =>
    createFilm(db, { ...facts(given), title }, { createdBy: "test", now: 0 })
  const award = (year: number) => ({ body: "Festival d'Amiens", year, category: "Prix du public", text: "Prix" })
  const wimereux = { name: "Wimereux", department: "62", text: "Wimereux" }
  const dune = await film(
    { year: 1981, awards: [award(1981)], places: [wimereux], credits: [credit("Scénario", "Anne Delmas")] },
    "La Dune",
  )
  const bac = await film(
    {
      year: 1995,
      directors: ["Rosa Deprez"],
      cast: ["Anne Delmas"],
      awards: [award(1995)],
      places: [
        wimereux,
        { name: "Calais", department: "62", text: "Calais" },
        { name: "Ailleurs", department: null, text: "Ailleurs" },
      ],
    },
    "Le Bac",
  )
  const later = { end: endingAt(NOON + 9 * DAY) }
  await check(db, await addPage(db, dune.id), [sighting(), sighting({ provider: "Arte", ...later })], NOON)
  await check(
    db,
    await addPage(db, bac.id),
    [sighting({ end: endingAt(NOON + 3 * DAY) }), sighting({ provider: "Orange", territory: "BE" })],
    NOON,
  )
})

const credit = (job: string, name: string) => ({ line: `${job} : ${name}`, job, names: [name] })

test("I7 a provider's films now, here, and those that end, soonest first", async () => {
  const page = await providerPage(db, "orange", HERE)

  expect(page).toMatchObject({ films: 2, movedTo: null, provider: { name: "Orange" } })
  expect(page?.on.map((film) => film.title)).toEqual(["La Dune", "Le Bac"])
  expect(page?.leaving.map((film) => film.title)).toEqual(["Le Bac"])
  expect((await providerPage(db, "orange", { ...HERE, territories: ["BE"] }))?.on).toHaveLength(1)
  expect(await providerPage(db, "personne", HERE)).toBeNull()
})

test("a person's films by what they did: directed, then jobs, then the cast", async () => {
  const page = await personPage(db, "anne-delmas", HERE)

  expect(page?.jobs.map(({ job, films }) => [job, films.map((film) => film.title)])).toEqual([
    [null, ["La Dune"]],
    ["Scénario", ["La Dune"]],
    ["Cast", ["Le Bac"]],
  ])
  expect(await personPage(db, "Delmas Anne", HERE)).toMatchObject({ slug: "anne-delmas" })
  expect(await personPage(db, "personne-d-autre", HERE)).toBeNull()
})

test("who is only known as a director has a page", async () => {
  expect(await personPage(db, "rosa-deprez", HERE)).toMatchObject({ name: "Rosa Deprez", jobs: [{ job: null }] })
})

test("people by job, a page at a time", async () => {
  expect(await listJobs(db)).toEqual(["Cast", "Scénario"])
  expect(await peopleOfJob(db, "Scénario", { limit: 1 })).toEqual({
    people: [{ slug: "anne-delmas", name: "Anne Delmas" }],
    next: null,
  })
  expect((await peopleOfJob(db, "Scénario", { limit: 1, after: "anne-delmas" })).people).toEqual([])
})

test("a place's films, newest first, with where they are now", async () => {
  const page = await placePage(db, "wimereux", HERE)

  expect(page).toMatchObject({ name: "Wimereux", department: "62" })
  expect(page?.films.map(({ title, now }) => [title, now.length])).toEqual([
    ["Le Bac", 1],
    ["La Dune", 2],
  ])
  expect(await placePage(db, "nulle-part", HERE)).toBeNull()
})

test("a department with its communes; places of no department apart", async () => {
  const page = await departmentPage(db, "62", HERE)

  expect(page?.places.map(({ slug, films }) => [slug, films])).toEqual([
    ["calais", 1],
    ["wimereux", 2],
  ])
  expect(page?.films).toHaveLength(2)
  expect(await departmentPage(db, "99", HERE)).toBeNull()
  expect(await departmentPage(db, "", HERE)).toBeNull()
  expect(await listDepartments(db)).toMatchObject({
    departments: [{ code: "62", places: 2, films: 2 }],
    others: [{ slug: "ailleurs" }],
  })
})

test("an award's years, latest first, by its name however it is written", async () => {
  expect(await listAwardBodies(db)).toEqual(["Festival d'Amiens"])
  const page = await awardPage(db, "festival d’amiens", HERE)

  expect(page?.body).toBe("Festival d'Amiens")
  expect(page?.years.map(({ year, prizes }) => [year, prizes[0]?.film.title])).toEqual([
    [1995, "Le Bac"],
    [1981, "La Dune"],
  ])
  expect(await awardPage(db, "Oscar", HERE)).toBeNull()
})

test("a merged provider's address gives the one it became", async () => {
  await mergeProviders(db, { from: "arte", into: "orange", by: "test", now: NOON })

  expect(await providerPage(db, "arte", HERE)).toMatchObject({ movedTo: "orange", provider: { slug: "orange" } })
})

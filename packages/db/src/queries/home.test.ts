import { expect, test } from "vitest"
import type { Db } from "../client.ts"
import { addTarget } from "../targets.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, FEED, HOUR, NOON, sighting } from "../testing/world.ts"
import { homeFilms, whatIsOn } from "./home.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

const statedStart = (at: number) =>
  ({ at: new Date(at).toISOString(), precision: "instant", basis: "stated", text: null }) as const

async function addFeed(): Promise<string> {
  const feed = { source: FEED.id, reference: "default", territory: "FR", scope: "feed", filmId: null } as const
  return (await addTarget(db, { ...feed, everyMs: HOUR, zone: null, publishedAt: null, host: "feed.example:443" })).id
}

const rowOf = (title: string, start: ReturnType<typeof statedStart> | null) =>
  sighting({
    film: { title, originalTitle: null, year: 1995, directors: ["Jeanne Exemple"], durationMinutes: null, ids: {} },
    ...(start ? { start } : {}),
  })

test("nothing is on before anything was read", async () => {
  await addFeed()

  expect(await whatIsOn(db, ["FR"])).toEqual({ sources: 0, films: 0, lastReadAt: null })
})

test("what is truly new comes first, then what was there at the first look by its stated start, the demonstration last", async () => {
  const feed = await addFeed()
  const titles = ["Ancien", "Récent", "Sans date", "Nouveau"]
  for (const title of titles) await addFilm(db, title)
  const invented = await addFilm(db, "Inventé")
  await db.sql("update films set demo = true where id = $1", [invented])
  const demo = await addPage(db, invented)
  await check(db, demo, [], NOON)
  const first = [
    rowOf("Ancien", statedStart(NOON - 90 * DAY)),
    rowOf("Récent", statedStart(NOON - 2 * DAY)),
    rowOf("Sans date", null),
  ]

  await check(db, feed, first, NOON)
  await check(db, feed, [...first, rowOf("Nouveau", null)], NOON + HOUR)
  await check(db, demo, [sighting()], NOON + 2 * HOUR)
  // A page that is looked at later for the first time: it began after the new one came, and is not new all the same.
  const late = await addPage(db, await addFilm(db, "Tardif"))
  await check(db, late, [sighting({ start: statedStart(NOON + 12 * HOUR) })], NOON + DAY)

  const { newlyAvailable } = await homeFilms(db, { territories: ["FR"], now: NOON + 2 * DAY })
  expect(newlyAvailable.map(({ film, firstLook, startAt }) => [film.title, firstLook, startAt])).toEqual([
    ["Nouveau", false, null],
    ["Tardif", true, NOON + 12 * HOUR],
    ["Récent", true, NOON - 2 * DAY],
    ["Ancien", true, NOON - 90 * DAY],
    ["Sans date", true, null],
    ["Inventé", false, null],
  ])
})

test("what is on counts sources that were read well and films of these territories, and nothing invented", async () => {
  const before = await whatIsOn(db, ["FR"])

  expect(before).toEqual({ sources: 2, films: 5, lastReadAt: NOON + DAY })
  expect(await whatIsOn(db, ["BE"])).toMatchObject({ sources: 2, films: 0 })
  await db.sql(
    "update targets set state = 'paused' where source = $1 or film_id = (select id from films where title = 'Tardif')",
    [FEED.id],
  )
  expect(await whatIsOn(db, ["FR"])).toMatchObject({ sources: 0, lastReadAt: null })
})

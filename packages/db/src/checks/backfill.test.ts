import { expect, it } from "vitest"
import type { Db } from "../client.ts"
import { blankFacts } from "../films/create.ts"
import { importFilms } from "../films/import.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addPage, check, FEED, HOUR, NOON, SOURCES, sighting, windowsOf } from "../testing/world.ts"
import { backfillWorks } from "./backfill.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

it("W24 a film added later gets the windows that stored works knew, without fetching and without ringing", async () => {
  const film = { ...sighting().film, title: "Venu plus tard", year: 2004, directors: ["Jeanne Exemple"] }
  const feed = await addPage(db, null, FEED)
  await check(db, feed, [], NOON)
  await check(db, feed, [sighting({ film })], NOON + HOUR)
  const facts = blankFacts({ title: film.title, year: 2004, directors: film.directors })

  const brought = await importFilms(db, "elsewhere", [facts], { createsFilms: true, now: NOON + 2 * HOUR })
  await backfillWorks(db, brought.rematched, { now: NOON + 2 * HOUR, sources: SOURCES })

  const [made] = await db.sql<{ id: string }>("select id from films where title = $1", [film.title])
  expect(await windowsOf(db, made!.id)).toMatchObject([{ status: "open", monetization: "rent" }])
  expect(await db.sql("select kind, cause from changes where film_id = $1", [made!.id])).toEqual([
    { kind: "opened", cause: "backfill" },
  ])
  expect(await db.sql("select 1 as one from outbox")).toEqual([])
  await check(db, feed, "same", NOON + 3 * HOUR)
  expect(await windowsOf(db, made!.id)).toHaveLength(1)
  expect(await db.sql("select 1 as one from outbox")).toEqual([])
})

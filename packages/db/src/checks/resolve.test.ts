import { expect, test } from "vitest"
import type { Db } from "../client.ts"
import { facts } from "../films/test-facts.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addPage, FEED, NOON, snapshot } from "../testing/world.ts"
import { readTargets } from "./claim.ts"
import { resolveSnapshots } from "./resolve.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

test("the films of a large feed are brought in some at a time: a person who chooses a film waits for no whole feed", async () => {
  const [target] = await readTargets(db, [await addPage(db, null, FEED)])
  const films = Array.from({ length: 1_100 }, (_, n) =>
    facts({ title: `Le Quai ${n}`, year: 1950 + (n % 70), directors: [`Jeanne Exemple ${n}`], ids: { feed: `f${n}` } }),
  )
  const source = { ...FEED, createsFilms: true }

  await resolveSnapshots(db, [{ target: target!, source, snapshot: snapshot([], { films }) }], NOON)

  const together = await db.sql<{ films: number }>("select count(*) as films from films group by xmin order by 1")
  expect(together).toEqual([{ films: 100 }, { films: 500 }, { films: 500 }])
})

import { askLookup, readLookup } from "@vigie/db"
import { expect, it } from "vitest"
import { candidate, type Locating, NOON, useLocating } from "./locating.testing.ts"
import { runLookup } from "./look-up.ts"

let at: Locating
useLocating((locating) => {
  at = locating
})

it("a look-up by an address' id asks for that id, not for what it is called", async () => {
  const asked: unknown[] = []
  const own = at.fake.source("finder", { scope: "lookup" })
  const finder = {
    ...own,
    lookup: {
      ...own.lookup!,
      request: (...args: Parameters<NonNullable<typeof own.lookup>["request"]>) => {
        asked.push(args[0])
        return own.lookup!.request(...args)
      },
    },
  }
  at.fake.finds("finder", [candidate("Q7", { title: "Les Évadés", ids: { imdb: "tt0111161" } })])
  const stages = await at.world.open([finder])
  const ids = { imdb: "tt0111161" }
  const id = await askLookup(stages.db, { query: "IMDb tt0111161", year: null, ids, now: NOON })

  await runLookup(stages, id)

  expect(asked[0]).toMatchObject({ title: null, ids })
  const found = await readLookup(stages.db, id)
  expect(found).toMatchObject({ state: "done", query: "IMDb tt0111161", ids })
  expect(found?.candidates.map(({ film }) => film.title)).toEqual(["Les Évadés"])
  expect(await askLookup(stages.db, { query: "IMDb tt0111161", year: null, now: NOON })).not.toBe(id)
})

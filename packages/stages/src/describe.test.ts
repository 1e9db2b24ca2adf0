import { recordWorks, showFilm } from "@vigie/db"
import type { Source } from "@vigie/sources"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { checkOne } from "./check.ts"
import { describe } from "./describe.ts"
import {
  candidate,
  DAY,
  type FakeSources,
  type LocateWorld,
  NOON,
  openFakeSources,
  openLocateWorld,
} from "./locating.testing.ts"

const PHARE = { title: "Le Phare des absents", ids: { list: "7" } }
const SAID = { ...PHARE, year: 2013, directors: ["Ana Ruiz"] }

let fake: FakeSources
let world: LocateWorld
let list: Source
beforeAll(async () => {
  fake = await openFakeSources()
  const page = fake.source("list")
  // A list that names its films by title and id only, each with a replay.
  list = {
    ...page,
    scope: "feed",
    parse: (document, target) => {
      const { film } = candidate("7", PHARE)
      const { title, originalTitle, year, directors, durationMinutes, ids } = film
      const { snapshot } = page.parse(document, target)
      const named = { title, originalTitle, year, directors, durationMinutes, ids }
      const sightings = snapshot.sightings.map((sighting) => ({ ...sighting, film: named }))
      return { snapshot: { ...snapshot, sightings, films: [film] } }
    },
  }
  world = await openLocateWorld(fake.site, [list])
}, 60_000)
beforeEach(async () => {
  world.at(NOON)
  await world.db.sql("truncate films, targets, users, outbox, hosts, audit, works, changes cascade")
})
afterAll(async () => {
  await world.close()
  await fake.site.close()
})

async function readList(): Promise<void> {
  fake.finds("list", [candidate("7", SAID)])
  const host = new URL(fake.site.url).host
  await world.db.sql("insert into hosts (host) values ($1) on conflict do nothing", [host])
  const [target] = await world.db.sql<{ id: string }>(
    `insert into targets (source, reference, territory, scope, every_ms, host)
     values ('list', '7', 'FR', 'feed', 3600000, $1) returning id`,
    [host],
  )
  await checkOne(world.stages, target?.id ?? "")
}
const soon = () => world.stages.clock() + 20_000
const films = () => world.db.sql("select title, year, directors from films")
const changes = () => world.db.sql("select kind, cause, quiet from changes")

it("W24 a film that its list calls by title and id alone is made once its own page says more, and what the list said of it holds quietly", async () => {
  await readList()
  expect(await films()).toEqual([])

  expect(await describe(world.stages, soon())).toBe(1)

  expect(await films()).toEqual([{ title: SAID.title, year: 2013, directors: ["Ana Ruiz"] }])
  expect(await changes()).toEqual([{ kind: "opened", cause: "backfill", quiet: true }])
  const film = await showFilm(world.db, "le-phare-des-absents", NOON)
  expect(film?.windows).toMatchObject([{ status: "open", provider: { name: "Orange" } }])
})

it("asks about each film once, and again after a month", async () => {
  await readList()
  fake.finds("list", [])
  const asked = fake.lookups("list")

  await describe(world.stages, soon())
  await describe(world.stages, soon())
  expect(fake.lookups("list")).toBe(asked + 1)

  world.at(NOON + 31 * DAY)
  fake.finds("list", [candidate("7", SAID)])
  expect(await describe(world.stages, soon())).toBe(1)
})

it("I2 a host that does not answer concludes nothing and is left alone until the next time", async () => {
  await readList()
  fake.finds("list", 503)
  const asked = fake.lookups("list")

  expect(await describe(world.stages, soon())).toBe(0)
  expect(fake.lookups("list")).toBe(asked + 1)

  fake.finds("list", [candidate("7", SAID)])
  expect(await describe(world.stages, soon())).toBe(1)
})

it("leaves alone what its source does not call a film", async () => {
  const ref = { ...PHARE, originalTitle: null, year: null, directors: [], durationMinutes: null }
  await recordWorks(world.db, "list", null, [{ ref }], new Map(), NOON)
  const asked = fake.lookups("list")

  expect(await describe(world.stages, soon())).toBe(0)
  expect(fake.lookups("list")).toBe(asked)
})

import { Rule } from "@vigie/core"
import { addWatch, ensureUser } from "@vigie/db"
import { type FakeFeeds, fakeFeeds } from "@vigie/stages/testing"
import { afterAll, beforeAll, expect, it } from "vitest"
import { openWorld, type World } from "./world.ts"

const MINUTE = 60_000
const NOON = Date.UTC(2026, 2, 2, 12)
const at = (minutes: number) => NOON + minutes * MINUTE

/** france.tv's gateway has three pages here; the steps follow one another. */
let feeds: FakeFeeds
let world: World
let target: string

beforeAll(async () => {
  feeds = await fakeFeeds(NOON)
  world = await openWorld(() => feeds.env)
  target = await world.vigie.addTarget({ source: "francetv", reference: "default", url: feeds.env.FRANCETV_URL })
})
afterAll(async () => {
  await world.close()
  await feeds.close()
})

it("W24 three pages make one snapshot and a quiet baseline", async () => {
  const result = await world.vigie.check(target, NOON)

  expect(result).toMatchObject({ outcome: "changed", sightings: feeds.films.length, rejected: 0 })
  expect(["2", "3"].filter((page) => !feeds.asked.some((path) => path.includes(`&page=${page}`)))).toEqual([])
  expect(await stored()).toMatchObject({ films: 130, open: 130, rang: 0 })
})

it("I2 one page that fails concludes nothing, however often it fails", async () => {
  for (const { email, film } of [
    { email: "who-waits@mail.example", film: feeds.films[60]! },
    { email: "another@mail.example", film: feeds.films[61]! },
  ])
    await watchClosings(email, film.title)
  const before = await stored()
  // Its film is on the page that fails: one absence would be counted if the other pages were taken for all there is.
  feeds.withdraw(feeds.films[60]!)

  feeds.failPage(2, 502)
  const failed = [await world.vigie.check(target, at(60)), await world.vigie.check(target, at(120))]
  feeds.failPage(2, 200)
  feeds.failPage(3, 502)
  failed.push(await world.vigie.check(target, at(180)))

  for (const result of failed) expect(result).toMatchObject({ outcome: "failed", changes: 0 })
  expect(failed.map(({ reason }) => reason)).toEqual(failed.map(() => expect.stringMatching(/HTTP 502/)))
  expect(await stored()).toEqual(before)
})

it("I1 an absence that a second good check confirms closes with its history, and mails only who watches", async () => {
  feeds.failPage(3, 200)

  const first = await world.vigie.check(target, at(240))
  const open = await kindsOf(feeds.films[60]!.title)
  const early = await world.vigie.check(target, at(250))
  const second = await world.vigie.check(target, at(300))

  expect([first.changes, early.changes, second.changes]).toEqual([0, 0, 1])
  expect(open).toEqual(["opened quiet"])
  expect(await kindsOf(feeds.films[60]!.title)).toEqual(["opened quiet", "closed"])
  const [closed] = await world.vigie.db.sql(
    `select w.end_at as "end", w.end_basis as basis, c.proof->>'source' as source from changes c
     join windows w on w.id = c.window_id where c.kind = 'closed'`,
  )
  expect(closed).toEqual({ end: at(240), basis: "observed", source: "francetv" })
  expect(await stored()).toMatchObject({ films: 130, open: 129, rang: 1 })
  expect((await world.vigie.mails()).map(({ to }) => to)).toEqual(["who-waits@mail.example"])
})

async function watchClosings(email: string, title: string): Promise<void> {
  const { db } = world.vigie
  const user = await ensureUser(db, { email, territories: ["FR"] })
  const [film] = await db.sql<{ id: string }>("select id from films where title = $1", [title])
  const rule = Rule.parse({ changes: ["closed"] })
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film!.id, rule, now: NOON })
}

/** All that a check may change, but for when it was last made. */
async function stored() {
  const [row] = await world.vigie.db.sql<Record<string, number>>(
    `select (select count(*) from films) as films, (select count(*) from windows where status = 'open') as open,
       (select count(*) from changes) as changes, (select count(*) from changes where not quiet) as rang,
       (select count(*) from evidence where absent_count > 0) as absences,
       (select md5(string_agg(w::text, '|' order by id)) from windows w) as windows,
       (select md5(string_agg(e::text, '|' order by id)) from evidence e) as evidence`,
  )
  return row!
}

async function kindsOf(title: string): Promise<string[]> {
  const rows = await world.vigie.db.sql<{ said: string }>(
    `select c.kind || case when c.quiet then ' quiet' else '' end as said from changes c
     join films f on f.id = c.film_id where f.title = $1 order by c.cursor`,
    [title],
  )
  return rows.map((row) => row.said)
}

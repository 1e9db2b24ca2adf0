import { expect, test } from "vitest"
import type { Db } from "./client.ts"
import {
  listNamedFeeds,
  moveHost,
  type PackTarget,
  readFeeds,
  readSetup,
  type Setup,
  writeSetup,
} from "./installation.ts"
import { listTargets, setTarget } from "./targets.ts"
import { useDatabase } from "./testing/use-database.ts"
import { addFilm, check, DAY, FEED, HOUR, NOON, sighting } from "./testing/world.ts"
import { ensureUser, localUser } from "./users.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
const SETUP: Setup = { territory: "FR", contact: "me@films.example", packs: ["fr"], at: NOON }
const FEED_ON: PackTarget = {
  source: FEED.id,
  reference: "default",
  territory: "FR",
  everyMs: 6 * HOUR,
  host: "feed.example:443",
}
const save = (part: Partial<Setup> = {}, targets: Partial<{ on: PackTarget[]; off: PackTarget[] }> = {}) =>
  writeSetup(db, { ...SETUP, ...part }, { on: [FEED_ON], off: [], ...targets }, "web")
const targets = async () => (await listTargets(db)).filter(({ source }) => source === FEED.id)
const audits = () =>
  db.sql<{ detail: Record<string, unknown> }>("select detail from audit where act = 'setup' order by id")

test("before a set-up there is nothing; after it settings, target, host and audit are there, once however often it is said", async () => {
  expect(await readSetup(db)).toBeNull()

  await save()
  await save()

  expect(await readSetup(db)).toEqual(SETUP)
  expect(await targets()).toMatchObject([
    { reference: "default", territory: "FR", scope: "feed", state: "active", dueAt: NOON },
  ])
  expect(await db.sql("select host from hosts where host = $1", [FEED_ON.host])).toHaveLength(1)
  expect((await audits()).map(({ detail }) => detail.contactChanged)).toEqual([true, false])
  expect(JSON.stringify(await audits())).not.toContain("films.example")
})

test("all of it or nothing: a target that cannot be stored leaves no setting behind", async () => {
  const bad = { ...FEED_ON, everyMs: Number.NaN }

  await expect(save({ contact: "other@films.example" }, { on: [bad] })).rejects.toThrow()

  expect((await readSetup(db))?.contact).not.toBe("other@films.example")
})

test("an operator's own interval stays; a paused target starts again, a moved one keeps its history and is due", async () => {
  await save()
  const [first] = await targets()
  await setTarget(db, first!.id, { everyMs: HOUR, state: "paused" })

  await save({ at: NOON + DAY }, { on: [{ ...FEED_ON, host: "moved.example:443" }] })

  expect(await targets()).toMatchObject([{ id: first!.id, everyMs: HOUR, state: "active" }])
  const [row] = await db.sql<{ host: string }>("select host from targets where id = $1", [first!.id])
  expect(row?.host).toBe("moved.example:443")
})

test("a pack that is not wanted any more is paused, and nothing of it is lost", async () => {
  await save()

  await save({ packs: [] }, { on: [], off: [FEED_ON] })

  expect(await targets()).toMatchObject([{ state: "paused" }])
  expect(await readFeeds(db, [FEED_ON])).toMatchObject([{ state: "paused" }])
})

test("the local user follows the installation's territory until it has one of its own", async () => {
  await ensureUser(db, { email: "me@films.example", territories: ["FR"] })

  await save({ territory: "BE" }, { on: [] })
  expect((await localUser(db))?.territories).toEqual(["BE"])
  await save({ territory: "LU" }, { on: [] })
  expect((await localUser(db))?.territories).toEqual(["LU"])
  await db.sql("update users set territories = '{FR,CH}' where local")
  await save({ territory: "FR" }, { on: [] })

  expect((await localUser(db))?.territories).toEqual(["FR", "CH"])
})

test("what could not be read for want of a contact is due as soon as there is one; other failures wait their turn", async () => {
  const [contact, server] = await db.sql<{ id: string }>(
    `insert into targets (source, reference, territory, scope, every_ms, host, due_at, last_outcome, last_reason)
     values ('page', 'https://a.example/', 'FR', 'film', 1000, 'a.example:443', $1, 'failed', 'no_contact: https://a.example/'),
       ('page', 'https://b.example/', 'FR', 'film', 1000, 'b.example:443', $1, 'failed', 'status: HTTP 500') returning id`,
    [new Date(NOON + DAY)],
  )

  await save()

  const due = new Map((await listTargets(db)).map(({ id, dueAt }) => [id, dueAt]))
  expect([due.get(contact!.id), due.get(server!.id)]).toEqual([NOON, NOON + DAY])
})

test("a feed waits, is read, then says how many films it vouches for; a failure keeps what was read", async () => {
  await save()
  const [target] = await targets()
  const film = await addFilm(db, "Le Phare des absents", 2019)
  const ref = { title: "Le Phare des absents", year: 2019, directors: ["Jeanne Exemple"] }
  const row = sighting({ film: { ...ref, originalTitle: null, durationMinutes: null, ids: {} } })
  const state = async () => (await readFeeds(db, [FEED_ON]))[0]

  await db.sql("update targets set last_check_at = null, lease_until = now() + interval '1 minute' where id = $1", [
    target!.id,
  ])
  expect(await state()).toMatchObject({ state: "reading" })
  await db.sql("update targets set lease_until = null where id = $1", [target!.id])
  expect(await state()).toMatchObject({ state: "waiting", films: 0, sightings: null, lastGoodAt: null })
  await check(db, target!.id, [row], NOON)
  expect(film).toBeTruthy()
  expect(await state()).toMatchObject({ state: "good", films: 1, sightings: 1, lastGoodAt: NOON })
  await check(db, target!.id, "fails", NOON + HOUR)

  expect(await state()).toMatchObject({ state: "failed", films: 1, lastGoodAt: NOON, lastReason: "status: HTTP 500" })
})

test("feeds named by their source's word are found, and their host can follow a setting", async () => {
  await save()
  const named = await listNamedFeeds(db)

  expect(named.map(({ reference }) => reference)).toEqual(["default"])
  await moveHost(db, named[0]!.id, "next.example:443")

  expect((await listNamedFeeds(db))[0]).toMatchObject({ host: "next.example:443" })
  expect(await db.sql("select 1 from hosts where host = 'next.example:443'")).toHaveLength(1)
})

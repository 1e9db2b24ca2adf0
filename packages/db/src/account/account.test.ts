import { randomUUID } from "node:crypto"
import { beforeEach, expect, test } from "vitest"
import { makeAlerts } from "../alerts/make.ts"
import type { Db } from "../client.ts"
import { readyOutbox } from "../outbox.ts"
import { listDone, listServices, listTold } from "../queries/account.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, HOUR, NOON, sighting } from "../testing/world.ts"
import { ensureUser, readUser, type UserRow } from "../users.ts"
import { addWatch } from "../watches.ts"
import { askAddress, confirmAddress, moveAddress, readAddressLink } from "./move-address.ts"
import { endSessions, listSessions } from "./sessions.ts"
import { setProfile, setQuietHours } from "./set-profile.ts"
import { setServices } from "./set-services.ts"
import { suppress, suppressionOf } from "./suppressions.ts"

let db: Db
let lea: UserRow
let tom: UserRow
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  lea = await ensureUser(db, { email: `lea-${randomUUID()}@mail.example`, territories: ["FR"] })
  tom = await ensureUser(db, { email: `tom-${randomUUID()}@mail.example`, territories: ["BE"] })
})

const provider = async (name: string, territories = ["FR"], parent: string | null = null) =>
  (
    await db.sql<{ id: string }>(
      "insert into providers (slug, name, territories, verified, parent_id) values ($1, $2, $3, true, $4) returning id",
      [randomUUID(), name, territories, parent],
    )
  )[0]!.id

test("name, language, zone, territories and quiet hours are one's own", async () => {
  await setProfile(db, lea.id, { name: "Léa", locale: "en", zone: "Indian/Reunion", territories: ["RE", "FR"] })
  await setQuietHours(db, lea.id, "22:30", "07:00")

  expect(await readUser(db, lea.id)).toMatchObject({
    name: "Léa",
    locale: "en",
    zone: "Indian/Reunion",
    territories: ["RE", "FR"],
    quietFrom: "22:30",
    quietTo: "07:00",
  })
  expect(await readUser(db, tom.id)).toEqual(tom)
})

test("services: what was offered and not chosen goes, what was not offered stays, what is none is passed over", async () => {
  const [arte, orange, belgian] = [await provider("Arte"), await provider("Orange"), await provider("RTBF", ["BE"])]
  await setServices(db, lea.id, [arte, belgian], [arte, belgian])

  await setServices(db, lea.id, [orange, randomUUID(), belgian], [arte, orange])

  expect(new Set((await readUser(db, lea.id))?.services)).toEqual(new Set([orange, belgian]))
})

test("services offered are those of the territory, by how much they have, each with the one it belongs to", async () => {
  const parent = await provider("Télé")
  await provider("Chaîne", ["FR"], parent)
  await provider("Ailleurs", ["BE"])
  const film = await addFilm(db, "Visible")
  await check(db, await addPage(db, film), [sighting({ provider: "Pleine" })], NOON)

  const offered = await listServices(db, ["FR"], false)

  expect(offered[0]).toMatchObject({ name: "Pleine", open: 1, parent: null })
  expect(offered.find(({ name }) => name === "Chaîne")).toMatchObject({ parent: "Télé", open: 0 })
  expect(offered.map(({ name }) => name)).not.toContain("Ailleurs")
})

test("a new address is confirmed by its link, once and within the hour; the channel moves, and the old one is told", async () => {
  const told: string[] = []
  const tell = async (_: unknown, { before, after }: { before: string; after: string }) =>
    void told.push(`${before} → ${after}`)
  const first = (await askAddress(db, lea.id, "new@mail.example", NOON))!
  const token = (await askAddress(db, lea.id, "new@mail.example", NOON))!

  expect(await readAddressLink(db, first, NOON)).toBeNull()
  expect(await readAddressLink(db, token, NOON + HOUR)).toBeNull()
  expect(await readAddressLink(db, token, NOON)).toEqual({ userId: lea.id, address: "new@mail.example" })
  expect(told).toEqual([])
  expect(await confirmAddress(db, token, NOON, tell)).toMatchObject({ after: "new@mail.example" })
  expect(await confirmAddress(db, token, NOON, tell)).toBeNull()

  expect(told).toEqual([`${lea.email} → new@mail.example`])
  expect(await readUser(db, lea.id)).toMatchObject({ email: "new@mail.example", emailVerified: true })
  expect(await db.sql("select kind, address, state from channels where user_id = $1", [lea.id])).toEqual([
    { kind: "email", address: "new@mail.example", state: "active" },
  ])
  // The token is not kept, only what recognises it.
  expect(await db.sql("select 1 from verifications where identifier like '%' || $1 || '%'", [token])).toEqual([])
})

test("somebody else's address is taken by nobody, and nobody is told whose it is", async () => {
  expect(await askAddress(db, lea.id, tom.email, NOON)).toBeNull()

  await expect(db.begin((tx) => moveAddress(tx, lea.id, tom.email.toUpperCase()))).rejects.toThrow("somebody else's")
  expect(await readUser(db, lea.id)).toEqual(lea)
})

test("an address that is given anew may be written to again, unless its mails came back", async () => {
  await db.begin(async (tx) => {
    await suppress(tx, "again@mail.example", "erased")
    await suppress(tx, "dead@mail.example", "bounced")
    await moveAddress(tx, lea.id, "again@mail.example")
    await moveAddress(tx, lea.id, "dead@mail.example")
  })

  expect(await suppressionOf(db, "again@mail.example")).toBeNull()
  expect(await suppressionOf(db, "dead@mail.example")).toBe("bounced")
})

test("one is signed out of one place, or of all; another's session stays", async () => {
  const session = async (userId: string) =>
    (
      await db.sql<{ id: string }>(
        "insert into sessions (token, expires_at, user_id, updated_at) values ($1, $2, $3, now()) returning id",
        [randomUUID(), new Date(NOON + HOUR), userId],
      )
    )[0]!.id
  const [one, , other] = [await session(lea.id), await session(lea.id), await session(tom.id)]

  expect(await endSessions(db, lea.id, other)).toBe(false)
  expect(await endSessions(db, lea.id, one)).toBe(true)
  expect(await listSessions(db, lea.id, NOON)).toHaveLength(1)
  expect(await listSessions(db, lea.id, NOON + HOUR)).toEqual([])
  await endSessions(db, lea.id, null)

  expect(await listSessions(db, lea.id, NOON)).toEqual([])
  expect(await listSessions(db, tom.id, NOON)).toHaveLength(1)
})

test("what one was told comes newest first, a page at a time, with what became of each mail; and what one did", async () => {
  for (const title of ["Un", "Deux", "Trois"]) {
    const film = await addFilm(db, title)
    const page = await addPage(db, film)
    await check(db, page, [], NOON)
    await addWatch(db, { listId: lea.listId, userId: lea.id, filmId: film, now: NOON })
    await check(db, page, [sighting()], NOON + HOUR)
  }
  for (const row of await readyOutbox(db)) if (row.kind === "alert") await makeAlerts(db, row.ref, NOON + HOUR)
  await db.sql(
    "insert into marks (user_id, film_id, mark, cursor, at) select $1, film_id, 'seen', 0, $2 from watches limit 1",
    [lea.id, new Date(NOON + HOUR)],
  )

  const told = await listTold(db, lea.id, { limit: 2 })
  const rest = await listTold(db, lea.id, { limit: 2, before: told[1]!.id })

  expect([...told, ...rest].map(({ film }) => film.title).toSorted()).toEqual(["Deux", "Trois", "Un"])
  expect(told[0]).toMatchObject({
    change: { kind: "opened", provider: "Orange" },
    delivery: { channel: "email", state: "waiting", sentAt: null },
  })
  expect(await listTold(db, tom.id, { limit: 2, before: told[0]!.id })).toEqual([])
  expect((await listDone(db, lea.id, 10)).map(({ act }) => act)).toEqual(["seen", "watched", "watched", "watched"])
})

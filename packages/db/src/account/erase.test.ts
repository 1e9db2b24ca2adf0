import { randomUUID } from "node:crypto"
import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { ensureSecret, getSetting, putSetting } from "../settings.ts"
import { everyText, fillPerson, IMPERSONAL, PERSONAL, type Person } from "../testing/person.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm } from "../testing/world.ts"
import { ensureUser } from "../users.ts"
import { eraseUser } from "./erase.ts"
import { suppressionOf } from "./suppressions.ts"

const ADDRESS = "lea.martin@mail.example"
/** Its letters are within the other's: what is written of one is not of the other. */
const LONGER = "xlea.martin@mail.example"

let db: Db
let lea: Person
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql(`truncate users, sends, letters, outbox, audit, settings, invitations, suppressions, verifications, limits,
    rate_limits, lookups, holds, reports cascade`)
  await ensureUser(db, { email: "somebody@mail.example", territories: ["FR"] })
  lea = await fillPerson(db, ADDRESS, await addFilm(db, "La Dune"))
})

test("the address stands in every table that holds something about people, and afterwards nowhere", async () => {
  const before = await everyText(db, [ADDRESS, lea.userId])

  const erased = await eraseUser(db, lea.userId, "self")

  expect([...new Set(before.map(({ table }) => table))].toSorted()).toEqual(PERSONAL.toSorted())
  expect(erased?.addresses).toEqual([ADDRESS])
  expect(await everyText(db, [ADDRESS, lea.userId])).toEqual([])
})

test("a new table is one that holds something about people, or one that does not", async () => {
  const tables = await db.sql<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'checks\\_%' and table_name not like '\\_prisma%'`,
  )

  expect(tables.map(({ name }) => name).toSorted()).toEqual([...PERSONAL, ...IMPERSONAL].toSorted())
})

test("a table that an erasure forgets is found out", async () => {
  await eraseUser(db, lea.userId, "self")

  await db.sql("create table forgotten (note text, raw bytea)")
  await db.sql("insert into forgotten values ($1, $2)", ["nothing", Buffer.from(`To: ${ADDRESS}`)])

  expect(await everyText(db, [ADDRESS])).toEqual([{ table: "forgotten", column: "raw" }])
  await db.sql("drop table forgotten")
})

test("what is kept is a keyed hash of the address, and that somebody was erased", async () => {
  await eraseUser(db, lea.userId, "self")

  const [row] = await db.sql<{ hash: string; reason: string }>("select hash, reason from suppressions")
  expect(row).toMatchObject({ hash: expect.stringMatching(/^[\w-]{43}$/), reason: "erased" })
  expect(await suppressionOf(db, ` ${ADDRESS.toUpperCase()}`)).toBe("erased")
  expect(await suppressionOf(db, LONGER)).toBeNull()
  await putSetting(db, "secret", randomUUID())
  expect(await suppressionOf(db, ADDRESS)).toBeNull()
  expect(await db.sql("select actor, act, subject, detail from audit order by id")).toEqual([
    { actor: "erased", act: "provider set", subject: "erased", detail: null },
    { actor: "self", act: "user erase", subject: "erased", detail: null },
  ])
})

test("others lose nothing: their accounts, mails, letters, limits and what was done stay as they were", async () => {
  const other = await fillPerson(db, LONGER, await addFilm(db, "Le Phare"), { settings: false })
  const before = await everyText(db, [LONGER, other.userId])

  await eraseUser(db, lea.userId, "self")

  expect(await everyText(db, [LONGER, other.userId])).toEqual(before)
})

test("a send that carried others' mails keeps theirs, in their order", async () => {
  const other = await fillPerson(db, LONGER, await addFilm(db, "Le Phare"), { settings: false })
  const [send] = await db.sql<{ id: string }>(
    "insert into sends (transport, state, bodies, reason, created_at) values ('resend', 'held', $1, $2, now()) returning id",
    [
      JSON.stringify([
        { to: LONGER, n: 1 },
        { to: ADDRESS, n: 2 },
        { to: LONGER, n: 3 },
      ]),
      `550 ${ADDRESS}: no such user`,
    ],
  )
  const deliver = (channelId: string, position: number) =>
    db.sql(
      "insert into deliveries (channel_id, state, due_at, send_id, position, reason, created_at) values ($1, 'held', now(), $2, $3, $4, now())",
      [channelId, send!.id, position, `550 ${ADDRESS}`],
    )
  await deliver(other.channelId, 1)
  await deliver(lea.channelId, 2)
  await deliver(other.channelId, 3)

  await eraseUser(db, lea.userId, "self")

  const [kept] = await db.sql("select bodies, reason from sends where id = $1", [send!.id])
  expect(kept).toEqual({
    bodies: [
      { to: LONGER, n: 1 },
      { to: LONGER, n: 3 },
    ],
    reason: null,
  })
  expect(
    await db.sql("select position, reason from deliveries where send_id = $1 order by position", [send!.id]),
  ).toEqual([
    { position: 1, reason: null },
    { position: 2, reason: null },
  ])
})

test("an operator's address leaves the installation's own settings; another's contact stays", async () => {
  await eraseUser(db, lea.userId, "self")
  expect(await getSetting(db, "legal")).toBeNull()
  expect(await getSetting(db, "installation")).toEqual({ territory: "FR", packs: [], at: 0 })

  const other = await fillPerson(db, LONGER, await addFilm(db, "Le Phare"), { settings: false })
  await putSetting(db, "installation", { territory: "FR", contact: "https://vigie.example", packs: [], at: 0 })
  await eraseUser(db, other.userId, "operator")

  expect(await getSetting(db, "installation")).toMatchObject({ contact: "https://vigie.example" })
})

test("films that nobody waits for any more are asked less often", async () => {
  const film = await addFilm(db, "Seule")
  const list = await db.sql<{ id: string }>("select id from lists where owner_id = $1", [lea.userId])
  await db.sql("insert into watches (list_id, film_id, cursor) values ($1, $2, 0)", [list[0]!.id, film])
  await db.sql("insert into hosts (host) values ('seule.example:443') on conflict do nothing")
  await db.sql(
    `insert into targets (source, reference, territory, scope, film_id, every_ms, host, due_at)
     values ('page', 'https://seule.example', 'FR', 'film', $1, 3600000, 'seule.example:443', now())`,
    [film],
  )
  await db.sql(
    "insert into locations (film_id, source, state, reference) values ($1, 'page', 'found', 'https://seule.example')",
    [film],
  )

  await eraseUser(db, lea.userId, "self")

  expect(
    await db.sql("select due_at > now() + interval '3 hours' as later from targets where film_id = $1", [film]),
  ).toEqual([{ later: true }])
})

test("the last operator is not erased while others have accounts here", async () => {
  const other = await ensureUser(db, { email: "tom@mail.example", territories: ["FR"] })
  await db.sql("update users set role = 'operator' where id = $1", [lea.userId])

  await expect(eraseUser(db, lea.userId, "self")).rejects.toThrow("the last operator")
  expect(await everyText(db, [ADDRESS])).not.toEqual([])
  await db.sql("update users set role = 'operator' where id = $1", [other.id])

  expect(await eraseUser(db, lea.userId, "self")).toMatchObject({ addresses: [ADDRESS] })
})

test("nobody is erased twice", async () => {
  await eraseUser(db, lea.userId, "self")

  expect(await eraseUser(db, lea.userId, "self")).toBeNull()
  expect(await ensureSecret(db)).toMatch(/^[\w-]{43}$/)
})

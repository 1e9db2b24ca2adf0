import { defaultRule } from "@vigie/core"
import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, DAY, NOON } from "../testing/world.ts"
import { resubscribe, unsubscribe, viewUnsubscription } from "../unsubscribe.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { addWatch } from "../watches.ts"
import { setMark } from "../watchlist/marks.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

let user: UserRow
let filmId: string
let count = 0
beforeEach(async () => {
  count += 1
  user = await ensureUser(db, { email: `lea${count}@mail.example`, territories: ["FR"] })
  filmId = await addFilm(db, `La Digue ${count}`)
})

const film = () => ({ kind: "film", userId: user.id, filmId }) as const
const all = () => ({ kind: "all", userId: user.id }) as const
const newsletter = (ref = "") => ({ kind: "newsletter", userId: user.id, newsletter: "place", ref }) as const
const watch = () =>
  addWatch(db, {
    listId: user.listId,
    userId: user.id,
    filmId,
    now: NOON,
    rule: { ...defaultRule, changes: ["closed"] },
  })
const marks = () => db.sql<{ mark: string }>("select mark from marks where user_id = $1", [user.id])
const watches = () =>
  db.sql<{ id: string; rule: unknown }>(
    "select w.id, r.body->'changes' as rule from watches w left join rules r on r.id = w.rule_id where list_id = $1",
    [user.listId],
  )

async function addStandingRule(): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    "insert into rules (user_id, scope, ref, body, cursor) values ($1, 'department', 'Finistère', $2, 7) returning id",
    [user.id, JSON.stringify(defaultRule)],
  )
  return rows[0]!.id
}

async function addDelivery(films: readonly string[], kind = "email"): Promise<string> {
  const [channel] = await db.sql<{ id: string }>(
    "insert into channels (user_id, kind, address) values ($1, $2, $3) on conflict (user_id, kind, address) do update set kind = excluded.kind returning id",
    [user.id, kind, user.email],
  )
  const [delivery] = await db.sql<{ id: string }>(
    "insert into deliveries (channel_id, due_at, created_at) values ($1, now(), now()) returning id",
    [channel!.id],
  )
  for (const id of films) {
    const [alert] = await db.sql<{ id: string }>(
      "insert into alerts (user_id, film_id, kind, created_at) values ($1, $2, 'first_answer', now()) returning id",
      [user.id, id],
    )
    await db.sql("insert into delivery_items (delivery_id, alert_id, channel_id) values ($1, $2, $3)", [
      delivery!.id,
      alert!.id,
      channel!.id,
    ])
  }
  await db.sql("insert into outbox (kind, ref) values ('deliver', $1)", [delivery!.id])
  return delivery!.id
}

const stateOf = async (id: string) =>
  (await db.sql<{ state: string }>("select state from deliveries where id = $1", [id]))[0]?.state

test("looking changes nothing; stopping a film twice is stopping it once; what waits of it alone is dropped", async () => {
  await watch()
  const other = await addFilm(db, `Autre ${count}`)
  const [alone, both] = [await addDelivery([filmId]), await addDelivery([filmId, other])]

  for (let look = 0; look < 3; look++)
    expect(await viewUnsubscription(db, film())).toMatchObject({
      kind: "film",
      active: true,
      film: { title: `La Digue ${count}`, stays: false },
    })
  expect(await watches()).toHaveLength(1)
  await unsubscribe(db, film(), NOON)
  await unsubscribe(db, film(), NOON)

  expect(await viewUnsubscription(db, film())).toMatchObject({ active: false, back: true })
  expect([await stateOf(alone), await stateOf(both)]).toEqual(["dropped", "waiting"])
  expect(await marks()).toEqual([])
})

test("taken back, a film is followed as before, by its own rule; twice is once", async () => {
  await watch()
  const before = await watches()
  await unsubscribe(db, film(), NOON)

  await resubscribe(db, film(), NOON)
  await resubscribe(db, film(), NOON)

  expect(await watches()).toEqual(before)
  expect(before[0]?.rule).toEqual(["closed"])
})

test("taken back after its day, a film is followed anew by the user's own rule", async () => {
  await watch()
  await unsubscribe(db, film(), NOON)
  await db.sql("delete from undos where user_id = $1", [user.id])

  await resubscribe(db, film(), NOON + 2 * DAY)

  expect(await watches()).toMatchObject([{ rule: null }])
})

test("on a list that others share, a film is stopped for its reader alone", async () => {
  await watch()
  const other = await ensureUser(db, { email: `paul${count}@mail.example`, territories: ["FR"] })
  await db.sql("insert into list_members (list_id, user_id, role) values ($1, $2, 'member')", [user.listId, other.id])
  expect(await viewUnsubscription(db, film())).toMatchObject({ active: true, film: { stays: true } })

  await unsubscribe(db, film(), NOON)

  expect(await viewUnsubscription(db, film())).toMatchObject({ active: false })
  expect(await watches()).toHaveLength(1)
  expect(await viewUnsubscription(db, { ...film(), userId: other.id })).toMatchObject({ active: true })
  await resubscribe(db, film(), NOON)
  expect(await viewUnsubscription(db, film())).toMatchObject({ active: true })
  expect(await watches()).toHaveLength(1)
})

test("a film that a standing rule tells of is stopped by itself, and the rule goes on", async () => {
  const ruleId = await addStandingRule()
  await db.sql(
    "insert into alerts (user_id, film_id, rule_id, kind, created_at) values ($1, $2, $3, 'first_answer', now())",
    [user.id, filmId, ruleId],
  )
  expect(await viewUnsubscription(db, film())).toMatchObject({ active: true })

  await unsubscribe(db, film(), NOON)

  expect(await marks()).toEqual([{ mark: "dismissed" }])
  expect(await viewUnsubscription(db, { kind: "rule", userId: user.id, ruleId })).toMatchObject({ active: true })
  await resubscribe(db, film(), NOON)
  expect(await marks()).toEqual([])
  expect(await watches()).toEqual([])
})

test("what a reader said of a film before is not replaced", async () => {
  await addStandingRule()
  await setMark(db, { userId: user.id, filmId, mark: "seen", now: NOON })

  await unsubscribe(db, film(), NOON)

  expect(await marks()).toEqual([{ mark: "seen" }])
})

test("a standing rule is ended, and within a day set going again as it was", async () => {
  const ruleId = await addStandingRule()
  const what = { kind: "rule", userId: user.id, ruleId } as const
  const rows = () => db.sql("select id, scope, ref, body, cursor, created_at from rules where user_id = $1", [user.id])
  const before = await rows()
  expect(await viewUnsubscription(db, what)).toMatchObject({
    active: true,
    rule: { scope: "department", name: "Finistère" },
  })

  await unsubscribe(db, what, NOON)
  await unsubscribe(db, what, NOON)

  expect(await rows()).toEqual([])
  expect(await viewUnsubscription(db, what)).toMatchObject({ active: false, back: true, rule: { name: "Finistère" } })
  await resubscribe(db, what, NOON)
  await resubscribe(db, what, NOON)
  expect(await rows()).toEqual(before)
})

test("a rule's link ends no other kind of rule, and nobody else's", async () => {
  await watch()
  const ruleId = await addStandingRule()
  const [own] = await db.sql<{ id: string }>("select rule_id as id from watches where list_id = $1", [user.listId])
  const other = await ensureUser(db, { email: `eve${count}@mail.example`, territories: ["FR"] })

  await unsubscribe(db, { kind: "rule", userId: user.id, ruleId: own!.id }, NOON)
  await unsubscribe(db, { kind: "rule", userId: other.id, ruleId }, NOON)

  expect(await db.sql("select 1 from rules where user_id = $1", [user.id])).toHaveLength(2)
  expect(await viewUnsubscription(db, { kind: "rule", userId: other.id, ruleId })).toBeNull()
})

test("one newsletter is stopped, of one place; the others go on, and it can come again at its rhythm", async () => {
  for (const ref of ["Finistère", "Manche"])
    await db.sql(
      "insert into newsletters (user_id, kind, cadence, day, ref, last_at) values ($1, 'place', 'weekly', 3, $2, $3)",
      [user.id, ref, new Date(NOON)],
    )
  const rows = () =>
    db.sql("select kind, cadence, day, ref, created_at, last_at from newsletters where user_id = $1 order by ref", [
      user.id,
    ])
  const before = await rows()

  await unsubscribe(db, newsletter("Finistère"), NOON)
  await unsubscribe(db, newsletter("Finistère"), NOON)

  expect((await rows()).map(({ ref }) => ref)).toEqual(["Manche"])
  expect(await viewUnsubscription(db, newsletter("Finistère"))).toMatchObject({ active: false, back: true })
  expect(await viewUnsubscription(db, newsletter("Manche"))).toMatchObject({ active: true })
  await resubscribe(db, newsletter("Finistère"), NOON)
  await resubscribe(db, newsletter("Finistère"), NOON)
  expect(await rows()).toEqual(before)
})

test("all mails stop, what is asked for stays, other channels go on, and mails can go again", async () => {
  await watch()
  const [mail, hook] = [await addDelivery([filmId]), await addDelivery([filmId], "webhook")]

  await unsubscribe(db, all(), NOON)
  await unsubscribe(db, all(), NOON)

  expect(await viewUnsubscription(db, all())).toMatchObject({ kind: "all", active: false, back: true })
  expect([await stateOf(mail), await stateOf(hook)]).toEqual(["dropped", "waiting"])
  expect(await watches()).toHaveLength(1)
  const states = () => db.sql("select kind, state from channels where user_id = $1 order by kind", [user.id])
  expect(await states()).toEqual([
    { kind: "email", state: "paused" },
    { kind: "webhook", state: "active" },
  ])
  await resubscribe(db, all(), NOON)
  expect(await states()).toMatchObject([{ state: "active" }, { state: "active" }])
  expect(await stateOf(mail)).toBe("dropped")
})

test("an address that mail is refused for good does not come back by a link", async () => {
  await db.sql("update channels set state = 'stopped', reason = 'bounced' where user_id = $1", [user.id])

  await resubscribe(db, all(), NOON)

  expect(await viewUnsubscription(db, all())).toMatchObject({ active: false })
})

test("mails that stopped for another reason than a link do not come back by one", async () => {
  await db.sql("update channels set state = 'paused', reason = 'timeout: 10 s' where user_id = $1", [user.id])

  await resubscribe(db, all(), NOON)

  expect(await viewUnsubscription(db, all())).toMatchObject({ active: false })
})

test("the links of a closed account show nothing and do nothing", async () => {
  await watch()
  await db.sql("update users set closed_at = now() where id = $1", [user.id])

  expect(await viewUnsubscription(db, film())).toBeNull()
  await db.sql("delete from users where id = $1", [user.id])
  await unsubscribe(db, all(), NOON)
  await unsubscribe(db, film(), NOON)
  await resubscribe(db, film(), NOON)
  expect(await viewUnsubscription(db, all())).toBeNull()
})

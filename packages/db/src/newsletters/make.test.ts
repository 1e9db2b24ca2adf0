import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { type AskedNewsletter, listNewsletters, setNewsletters } from "./asked.ts"
import { makeNewsletters } from "./make.ts"
import { lastIssue } from "./rhythm.ts"

const at = (iso: string) => Temporal.Instant.from(iso).epochMilliseconds
const iso = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString()

let db: Db
let lea: UserRow
let count = 0
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate newsletters, deliveries, outbox cascade")
  lea = await person({})
})

async function person(settings: Readonly<Record<string, unknown>>): Promise<UserRow> {
  count += 1
  const user = await ensureUser(db, { email: `reader-${count}@mail.example`, territories: ["FR"] })
  for (const [column, value] of Object.entries(settings))
    await db.sql(`update users set ${column} = $2 where id = $1`, [user.id, value])
  return user
}

const ASKED = "2026-03-01T12:00:00Z"
const daily: AskedNewsletter = { kind: "leaving", cadence: "daily", day: null, ref: "" }
const ask = (user: UserRow, newsletter: AskedNewsletter, since = ASKED) =>
  setNewsletters(db, user.id, [newsletter], at(since))
const make = (now: string) => makeNewsletters(db, at(now))

async function issues() {
  const rows = await db.sql<{ key: string; due: number; about: { from: number; to: number }; kind: string }>(
    "select d.group_key as key, d.due_at as due, d.about, d.kind from deliveries d order by d.due_at, d.group_key",
  )
  return rows.map(({ key, due, about }) => `${key} ${iso(due)} ${iso(about.from)}..${iso(about.to)}`)
}

test("newsletters are none until asked for; asking again changes when, and leaves out what is not asked", async () => {
  const tom = await person({})
  const weekly = { kind: "list", cadence: "weekly", day: 1, ref: "" } as const
  expect(await listNewsletters(db, lea.id)).toEqual([])
  expect(await make("2026-03-09T12:00:00Z")).toBe(0)
  await setNewsletters(db, lea.id, [weekly, { ...daily, kind: "place", ref: "62" }], at(ASKED))

  await setNewsletters(db, lea.id, [{ ...weekly, cadence: "monthly", day: 28 }], at(ASKED))

  expect(await listNewsletters(db, lea.id)).toEqual([
    { kind: "list", cadence: "monthly", day: 28, ref: "", sentAt: null },
  ])
  expect(await listNewsletters(db, tom.id)).toEqual([])
})

test("an issue comes at its reader's hour, once a local day, and its mail is to be delivered", async () => {
  await ask(lea, daily)

  expect(await make("2026-03-02T06:59:00Z")).toBe(0)
  expect(await make("2026-03-02T07:00:00Z")).toBe(1)
  expect(await make("2026-03-02T07:15:00Z")).toBe(0)
  expect(await make("2026-03-02T22:59:00Z")).toBe(0)
  expect(await make("2026-03-03T07:00:00Z")).toBe(1)

  expect(await issues()).toEqual([
    "newsletter:leaving::2026-03-02 2026-03-02T07:00:00Z 2026-03-01T07:00:00Z..2026-03-02T07:00:00Z",
    "newsletter:leaving::2026-03-03 2026-03-03T07:00:00Z 2026-03-02T07:00:00Z..2026-03-03T07:00:00Z",
  ])
  expect(
    await db.sql(
      "select o.kind, o.run_after = d.due_at as due, d.kind as what from outbox o join deliveries d on d.id = o.ref",
    ),
  ).toEqual([
    { kind: "deliver", due: true, what: "newsletter" },
    { kind: "deliver", due: true, what: "newsletter" },
  ])
})

test("weekly on its day, monthly on its day, each by its reader's own clock", async () => {
  const far = await person({ zone: "Asia/Kathmandu", told_hour: 20 })
  await ask(lea, { kind: "services", cadence: "weekly", day: 3, ref: "" })
  await ask(far, { kind: "prices", cadence: "monthly", day: 15, ref: "" })

  expect(await make("2026-03-04T06:59:00Z")).toBe(0)
  expect(await make("2026-03-04T07:00:00Z")).toBe(1)
  expect(await make("2026-03-15T14:14:00Z")).toBe(1)
  expect(await make("2026-03-15T14:15:00Z")).toBe(1)

  expect((await issues()).map((issue) => issue.split(" ").slice(0, 2).join(" "))).toEqual([
    "newsletter:services::2026-03-04 2026-03-04T07:00:00Z",
    "newsletter:services::2026-03-11 2026-03-15T14:14:00Z",
    "newsletter:prices::2026-03-15 2026-03-15T14:15:00Z",
  ])
})

test("the nights on which clocks change have one issue, at the local hour that there is", async () => {
  const night = await person({ told_hour: 2 })
  const york = await person({ zone: "America/New_York", told_hour: 1 })
  await ask(night, daily, "2026-03-28T12:00:00Z")
  await ask(york, daily, "2026-10-31T12:00:00Z")

  for (let now = at("2026-03-29T00:00:00Z"); now < at("2026-03-29T06:00:00Z"); now += 900_000)
    await makeNewsletters(db, now)
  await db.sql("delete from newsletters where user_id = $1", [night.id])
  for (let now = at("2026-11-01T04:00:00Z"); now < at("2026-11-01T10:00:00Z"); now += 900_000)
    await makeNewsletters(db, now)

  expect((await issues()).map((issue) => issue.split(" ")[1])).toEqual(["2026-03-29T01:00:00Z", "2026-11-01T05:00:00Z"])
})

test("quiet hours put an issue off, never out", async () => {
  const early = await person({ told_hour: 5, quiet_from: "22:00", quiet_to: "07:30" })
  await ask(early, daily)

  await make("2026-03-02T04:15:00Z")

  expect((await issues())[0]).toContain("2026-03-02T06:30:00Z 2026-03-01T04:00:00Z..2026-03-02T04:00:00Z")
})

test("what was missed while nothing ran comes in one issue", async () => {
  await ask(lea, { ...daily, cadence: "weekly", day: 1 })
  await make("2026-03-02T07:00:00Z")

  expect(await make("2026-03-25T15:00:00Z")).toBe(1)
  expect(await make("2026-03-25T15:15:00Z")).toBe(0)

  expect((await issues())[1]).toBe(
    "newsletter:leaving::2026-03-23 2026-03-25T15:00:00Z 2026-03-02T07:00:00Z..2026-03-23T07:00:00Z",
  )
})

test("workers that run at once make one issue each of everybody's", async () => {
  for (let each = 0; each < 20; each++) await ask(await person({}), daily)

  const made = await Promise.all(Array.from({ length: 6 }, () => make("2026-03-02T07:00:00Z")))

  expect(made.reduce((sum, one) => sum + one, 0)).toBe(20)
  expect(await db.sql("select count(*) as n from deliveries")).toEqual([{ n: 20 }])
})

test("a rhythm chosen after its hour waits for the next, and the day of an issue has no second one", async () => {
  await ask(lea, { ...daily, cadence: "weekly", day: 1 }, "2026-03-02T07:30:00Z")
  expect(await make("2026-03-02T08:00:00Z")).toBe(0)

  await ask(lea, daily, "2026-03-03T06:00:00Z")
  expect(await make("2026-03-03T07:00:00Z")).toBe(1)
  await db.sql("update users set told_hour = 20 where id = $1", [lea.id])
  expect(await make("2026-03-03T19:00:00Z")).toBe(0)
  expect(await make("2026-03-04T19:00:00Z")).toBe(1)

  expect((await issues())[1]).toContain("2026-03-03T07:00:00Z..2026-03-04T19:00:00Z")
})

test("nobody is written to whose account is closed or whose address takes nothing; it goes on when it does again", async () => {
  const closed = await person({ closed_at: new Date() })
  await ask(closed, daily)
  await ask(lea, daily)
  await db.sql("update channels set state = 'stopped' where user_id = $1", [lea.id])
  expect(await make("2026-03-05T07:00:00Z")).toBe(0)

  await db.sql("update channels set state = 'active' where user_id = $1", [lea.id])

  expect(await make("2026-03-05T09:00:00Z")).toBe(1)
})

test("news are told from when they were asked for, not from a week before", async () => {
  await ask(lea, { kind: "operator", cadence: "weekly", day: 1, ref: "" })

  await make("2026-03-02T07:00:00Z")

  expect((await issues())[0]).toContain(`${ASKED}..2026-03-02T07:00:00Z`)
})

test("the last issue of a rhythm is found from any moment, its own included", () => {
  const rhythm = { zone: "Europe/Paris", hour: 8, cadence: "weekly", day: 7 } as const
  const last = (now: string) => iso(lastIssue(rhythm, at(now)).at)

  expect(last("2026-03-29T06:00:00Z")).toBe("2026-03-29T06:00:00Z")
  expect(last("2026-03-29T05:59:59Z")).toBe("2026-03-22T07:00:00Z")
  expect(iso(lastIssue({ ...rhythm, cadence: "monthly", day: 1 }, at("2026-04-01T05:59:00Z")).at)).toBe(
    "2026-03-01T07:00:00Z",
  )
})

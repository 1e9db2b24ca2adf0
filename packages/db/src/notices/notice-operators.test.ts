import type { Ms } from "@vigie/core"
import { beforeEach, expect, test } from "vitest"
import { decideHold } from "../checks/holds.ts"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { DAY, HOUR, MINUTE, NOON } from "../testing/world.ts"
import { noticeOperators } from "./notice-operators.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

beforeEach(async () => {
  await db.sql("truncate targets, holds, notices, letters, outbox, users cascade")
  await addUser("op@mail.example", "operator")
  await addUser("reader@mail.example", "user")
})

async function addUser(email: string, role: string, more: { local?: boolean; closed?: boolean } = {}): Promise<void> {
  await db.sql(
    `insert into users (name, email, email_verified, role, local, locale, closed_at, updated_at)
     values ('x', $1, true, $2, $3, 'en', case when $4 then now() end, now())`,
    [email, role, more.local ?? false, more.closed ?? false],
  )
}

interface Target {
  readonly source: string
  readonly goodAt: Ms | null
  readonly everyMs?: Ms
  readonly failures?: number
  readonly reason?: string | null
  readonly state?: string
}

async function addTarget({
  source,
  goodAt,
  everyMs = 6 * HOUR,
  failures = 3,
  reason = null,
  state = "active",
}: Target) {
  await db.sql(
    `insert into targets (source, reference, territory, scope, every_ms, host, failures, last_good_at, last_reason, state, created_at)
     values ($1, uuidv7()::text, 'FR', 'feed', $2, 'h', $3, $4, $5, $6, $7)`,
    [source, everyMs, failures, goodAt === null ? null : new Date(goodAt), reason, state, new Date(NOON - 30 * DAY)],
  )
}

const letters = () =>
  db.sql<{ kind: string; to: string; data: Record<string, unknown> }>(
    `select l.kind, l."to", l.data from letters l join outbox o on o.kind = 'letter' and o.ref = l.id order by l.id`,
  )

test("a source of which no target had a good check for three of its intervals is told to each operator, once", async () => {
  await addUser("second@mail.example", "operator")
  await addUser("gone@mail.example", "operator", { closed: true })
  const goodAt = NOON - 19 * HOUR
  await addTarget({ source: "page", goodAt, reason: "status: https://page.example/503 answered 403" })
  await addTarget({ source: "page", goodAt: goodAt - HOUR, reason: "status: 403" })

  expect(await noticeOperators(db, NOON)).toBe(2)
  expect(await noticeOperators(db, NOON + 15 * MINUTE)).toBe(0)

  const written = await letters()
  expect(written.map(({ kind, to }) => [kind, to])).toEqual([
    ["sourceSilent", "op@mail.example"],
    ["sourceSilent", "second@mail.example"],
  ])
  expect(written[0]?.data).toEqual({
    source: "page",
    lastGoodAt: goodAt,
    everyMs: 6 * HOUR,
    failing: 2,
    active: 2,
    reason: "status: 403",
    path: "/operations/targets?show=failing&source=page",
  })
})

test("it is told again only after the source was read in between", async () => {
  await addTarget({ source: "page", goodAt: NOON - DAY })
  await noticeOperators(db, NOON)

  await noticeOperators(db, NOON + 10 * DAY)
  expect(await letters()).toHaveLength(1)
  await db.sql("update targets set last_good_at = $1, failures = 0", [new Date(NOON + 11 * DAY)])
  await noticeOperators(db, NOON + 11 * DAY)
  expect(await letters()).toHaveLength(1)
  await db.sql("update targets set failures = 4")
  await noticeOperators(db, NOON + 12 * DAY)

  expect(await letters()).toHaveLength(2)
})

test.each<[string, readonly Target[]]>([
  ["one that is within three intervals", [{ source: "page", goodAt: NOON - 17 * HOUR }]],
  [
    "one of whose targets one was read in time",
    [
      { source: "page", goodAt: NOON - 2 * DAY },
      { source: "page", goodAt: NOON - HOUR },
    ],
  ],
  [
    "one whose slow target is not due for long",
    [
      { source: "page", goodAt: NOON - 2 * DAY },
      { source: "page", goodAt: NOON - 2 * DAY, everyMs: 7 * DAY },
    ],
  ],
  ["one that nobody asked: nothing ran", [{ source: "page", goodAt: NOON - 9 * DAY, failures: 0 }]],
  [
    "one of which most was not asked yet",
    [
      { source: "page", goodAt: NOON - 9 * DAY, failures: 1 },
      { source: "page", goodAt: NOON - 9 * DAY, failures: 0 },
      { source: "page", goodAt: NOON - 9 * DAY, failures: 0 },
    ],
  ],
  ["one that is paused", [{ source: "page", goodAt: NOON - 9 * DAY, state: "paused" }]],
])("nobody is told of %s", async (_, targets) => {
  for (const target of targets) await addTarget(target)

  expect(await noticeOperators(db, NOON)).toBe(0)
})

test("a source that never was read is told, once", async () => {
  await addTarget({ source: "new", goodAt: null, failures: 9, reason: "timeout" })

  await noticeOperators(db, NOON)
  await noticeOperators(db, NOON + DAY)

  expect((await letters()).map(({ data }) => [data.source, data.lastGoodAt, data.reason])).toEqual([
    ["new", null, "timeout"],
  ])
})

test("I10 a hold is told once; one that opens after it was decided is another", async () => {
  const hold = () => db.sql("insert into holds (source, reason, closing, open_count) values ('page', 'many', 212, 480)")
  await hold()

  expect(await noticeOperators(db, NOON)).toBe(1)
  expect(await noticeOperators(db, NOON + HOUR)).toBe(0)
  await decideHold(db, "page", "discarded", "op")
  expect(await noticeOperators(db, NOON + 2 * HOUR)).toBe(0)
  await hold()
  expect(await noticeOperators(db, NOON + 3 * HOUR)).toBe(1)

  expect((await letters())[0]).toMatchObject({
    kind: "hold",
    to: "op@mail.example",
    data: { source: "page", closing: 212, open: 480, path: "/operations/holds" },
  })
})

test("where nobody is an operator, the one person of the installation is told", async () => {
  await db.sql("truncate users cascade")
  await addUser("me@mail.example", "user", { local: true })
  await addTarget({ source: "page", goodAt: NOON - 9 * DAY })

  await noticeOperators(db, NOON)

  expect((await letters()).map(({ to }) => to)).toEqual(["me@mail.example"])
})

test("two that run at once tell it once", async () => {
  await addTarget({ source: "page", goodAt: NOON - 9 * DAY })

  const made = await Promise.all([noticeOperators(db, NOON), noticeOperators(db, NOON), noticeOperators(db, NOON)])

  expect(made.toSorted()).toEqual([0, 0, 1])
})

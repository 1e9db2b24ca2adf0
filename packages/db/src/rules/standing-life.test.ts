import { parseRule } from "@vigie/core"
import { beforeEach, describe, expect, it } from "vitest"
import { makeAlerts } from "../alerts/make.ts"
import { backtest } from "../backtest/backtest.ts"
import type { Db } from "../client.ts"
import { readyOutbox } from "../outbox.ts"
import { ensureSubject, findSubject, searchSubjects } from "../queries/rule-subjects.ts"
import { toldByRules, toldTo, waitingFor } from "../queries/told.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, HOUR, NOON, sighting } from "../testing/world.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { undo } from "../watchlist/undo.ts"
import { endStandingRule } from "./end-standing.ts"
import { sendWaitingNow } from "./send-now.ts"
import { addStandingRule, listStandingRules } from "./standing.ts"
import { setTellSettings } from "./tell-settings.ts"

let db: Db
let user: UserRow
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, people, targets, providers, users, outbox, changes, windows, places cascade")
  user = await ensureUser(db, { email: "ana@example.org", territories: ["FR"] })
})

const rule = parseRule({ changes: ["opened"] })

/** A film directed by Jeanne Exemple that shows up somewhere an hour after it was looked for in vain. */
async function news(title: string): Promise<string> {
  const id = await addFilm(db, title)
  await db.sql("update films set director_keys = '{exemple jeanne}' where id = $1", [id])
  const page = await addPage(db, id)
  await check(db, page, [], NOON)
  await check(db, page, [sighting()], NOON + HOUR)
  return id
}

async function tell(): Promise<void> {
  for (const { kind, ref } of await readyOutbox(db)) if (kind === "alert") await makeAlerts(db, ref, NOON + HOUR)
}

async function jeanne(): Promise<{ readonly scope: "person"; readonly ref: string }> {
  const found = await findSubject(db, "person", "jeanne-exemple", user.id)
  if (found === null) throw new Error("nobody")
  return { scope: "person", ref: await ensureSubject(db, found) }
}

describe("a standing rule about somebody who only directs", () => {
  it("is told what was directed, and tried on it: the same", async () => {
    await addFilm(db, "An older one")
    await db.sql("update films set director_keys = '{exemple jeanne}'")
    const on = await jeanne()
    await addStandingRule(db, { userId: user.id, ...on, rule })

    await news("Her film")
    await tell()

    expect((await toldTo(db, { userId: user.id, limit: 9 })).alerts).toMatchObject([
      { film: { title: "Her film" }, rule: { scope: "person", name: "Jeanne Exemple" }, correction: false },
    ])
    const tried = await backtest(db, {
      rule,
      on,
      user: { territories: ["FR"], providers: [], locale: "fr" },
      now: NOON + 2 * HOUR,
    })
    expect(tried?.count).toBe(1)
    const [own] = await listStandingRules(db, user.id)
    expect((await toldByRules(db, user.id, 3)).get(own?.id ?? "")).toMatchObject([
      { film: { title: "Her film" }, change: { kind: "opened" } },
    ])
  })
})

describe("what standing rules are about", () => {
  it("is found by address, and by words in any order", async () => {
    await db.sql("insert into people (slug, name, folded) values ('anne-le-goff', 'Anne Le Goff', 'anne goff le')")
    await db.sql(
      "insert into places (slug, name, folded, department) values ('wimereux', 'Wimereux', 'wimereux', '62')",
    )
    await addFilm(db, "Hers")
    await db.sql("update films set director_keys = '{exemple jeanne}'")
    const names = async (...asked: Parameters<typeof searchSubjects> extends [unknown, ...infer Rest] ? Rest : never) =>
      (await searchSubjects(db, ...asked)).map(({ name }) => name)

    expect(await findSubject(db, "person", "anne-le-goff", user.id)).toMatchObject({ name: "Anne Le Goff" })
    expect(await findSubject(db, "department", "Pas-de-Calais", user.id)).toMatchObject({ ref: "62" })
    expect(await findSubject(db, "list", "mine", user.id)).toMatchObject({ ref: user.listId })
    expect(await findSubject(db, "person", "nobody", user.id)).toBeNull()
    expect(await names("person", "Goff anne")).toEqual(["Anne Le Goff"])
    expect(await names("person", "Jeanne Exemple")).toEqual(["Jeanne Exemple"])
    expect(await names("person", "100%_")).toEqual([])
    expect(await names("place", "wime")).toEqual(["Wimereux (62)"])
    expect(await names("department", "pas de calais")).toEqual(["Pas-de-Calais (62)"])
  })
})

describe("a standing rule that was ended", () => {
  it("is back with its cursor for whoever takes it back, once", async () => {
    await addFilm(db, "Hers")
    await db.sql("update films set director_keys = '{exemple jeanne}'")
    const { id } = await addStandingRule(db, { userId: user.id, ...(await jeanne()), rule })
    const [before] = await db.sql("select id, cursor, body from rules")
    const other = await ensureUser(db, { email: "bob@example.org", territories: ["FR"] })

    expect(await endStandingRule(db, { userId: other.id, id, now: NOON })).toEqual({ undoId: null, count: 0 })
    const { undoId } = await endStandingRule(db, { userId: user.id, id, now: NOON })
    expect(await listStandingRules(db, user.id)).toEqual([])
    expect(await undo(db, other.id, undoId ?? "")).toBe(false)
    expect(await undo(db, user.id, undoId ?? "")).toBe(true)

    expect(await db.sql("select id, cursor, body from rules")).toEqual([before])
    expect(await undo(db, user.id, undoId ?? "")).toBe(false)
  })

  it("does not come back beside one that was made meanwhile for the same", async () => {
    await addFilm(db, "Hers")
    await db.sql("update films set director_keys = '{exemple jeanne}'")
    const on = await jeanne()
    const { id } = await addStandingRule(db, { userId: user.id, ...on, rule })
    const { undoId } = await endStandingRule(db, { userId: user.id, id, now: NOON })
    const again = await addStandingRule(db, { userId: user.id, ...on, rule: parseRule({}) })

    await undo(db, user.id, undoId ?? "")

    expect((await listStandingRules(db, user.id)).map((one) => one.id)).toEqual([again.id])
  })
})

describe("what waits", () => {
  it("is said with its hour, and goes at once when asked to", async () => {
    const now = Date.now()
    const every = { quietFrom: null, quietTo: null, every: "daily", day: null, hour: 8, cap: 10 } as const
    await setTellSettings(db, user.id, every, now)
    await addFilm(db, "Hers")
    await db.sql("update films set director_keys = '{exemple jeanne}'")
    await addStandingRule(db, { userId: user.id, ...(await jeanne()), rule })
    await news("One")
    await tell()
    const late = { ...(await waitingFor(db, user.id, NOON))[0] }

    expect(late).toMatchObject({ channel: "email", waitsFor: "digest", count: 1 })
    const [alert] = (await toldTo(db, { userId: user.id, limit: 1 })).alerts
    expect(alert?.by).toMatchObject([{ state: "waiting", waitsFor: "digest", dueAt: late.dueAt }])

    expect(await sendWaitingNow(db, user.id, NOON + HOUR)).toBe(1)
    expect(await waitingFor(db, user.id, NOON + HOUR)).toEqual([])
    expect(await sendWaitingNow(db, user.id, NOON + HOUR)).toBe(0)
    expect((await readyOutbox(db)).map(({ kind }) => kind)).toContain("deliver")
  })
})

import { parseRule, type Rule } from "@vigie/core"
import { beforeEach, describe, expect, it } from "vitest"
import { makeAlerts } from "../alerts/make.ts"
import { runTide } from "../checks/tide.ts"
import type { Db } from "../client.ts"
import { readyOutbox } from "../outbox.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, endingAt, HOUR, NOON, sighting } from "../testing/world.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { addWatch } from "../watches.ts"
import { backtest } from "./backtest.ts"

let db: Db
let user: UserRow
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, targets, providers, users, outbox, changes, windows cascade")
  user = await ensureUser(db, { email: "ana@example.org", territories: ["FR"] })
})

const replay = (part: Parameters<typeof sighting>[0] = {}) =>
  sighting({ provider: "France.tv", kind: "replay", monetization: "free", terms: [], text: "France.tv", ...part })

describe("the same decision as alerts", () => {
  const RULES: readonly Partial<Rule>[] = [
    {},
    { changes: ["opened"] },
    { changes: ["opened", "repriced", "closed", "improved"] },
    { changes: ["repriced"], target: { amountMinor: 349, currency: "EUR" } },
    { changes: ["repriced"], allTimeLow: true },
    { changes: ["back"] },
    { maxPrice: { amountMinor: 350, currency: "EUR" } },
    { minQuality: "uhd" },
    { monetizations: ["free"] },
  ]

  it.each(RULES)("counts what rang: %j", async (part) => {
    const rule = parseRule(part)
    const id = await addFilm(db, "Rang")
    const page = await addPage(db, id)
    await check(db, page, [], NOON)
    await addWatch(db, { listId: user.listId, userId: user.id, filmId: id, rule, now: NOON })
    await db.sql("delete from outbox")
    const said = [
      [sighting({ minor: 399 })],
      [sighting({ minor: 299 }), replay()],
      [sighting({ minor: 299 }), replay(), replay({ kind: "vod" })],
      [sighting({ minor: 499 }), replay({ end: endingAt(NOON + 11 * DAY) })],
      [],
      [],
      [sighting({ minor: 349 })],
      [sighting({ minor: 199 })],
    ]

    for (let at = NOON + 2 * DAY; at <= NOON + 2 * said.length * DAY; at += 6 * HOUR) {
      const rows = said[(at - NOON) / (2 * DAY) - 1]
      if (rows) await check(db, page, rows, at)
      await runTide(db, at)
      for (const { kind, ref } of await readyOutbox(db)) if (kind === "alert") await makeAlerts(db, ref, at)
    }
    const alerts = await db.sql("select id from alerts where user_id = $1", [user.id])

    const person = { territories: ["FR"], providers: [], locale: "fr" }
    const tried = await backtest(db, { rule, on: { filmIds: [id] }, user: person, now: NOON + 30 * DAY })

    expect(tried?.count).toBe(alerts.length)
  })
})

import { beforeEach, describe, expect, it } from "vitest"
import type { Db } from "../client.ts"
import { setTellSettings } from "../rules/tell-settings.ts"
import { useDatabase } from "../testing/use-database.ts"
import { check, DAY, HOUR, MINUTE, NOON, sighting } from "../testing/world.ts"
import { deliveriesOf, forget, handOver, person, tell, watched } from "./telling.testing.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => forget(db))

const TOMORROW_8 = Date.UTC(2026, 2, 3, 7)
const opens = (target: string, now: number) => check(db, target, [sighting()], now)

describe("wishes that change while a digest waits", () => {
  const daily = { quietFrom: null, quietTo: null, every: "daily", day: null, hour: 8, cap: 10 } as const

  async function digest(films: number) {
    const reader = await person(db, { every: "weekly", day: 5 })
    const made = await Promise.all(Array.from({ length: films }, (_, n) => watched(db, `Film ${n}`, [reader])))
    for (const { target } of made) await opens(target, NOON + HOUR)
    await tell(db, NOON + HOUR)
    return reader
  }

  it.each([
    ["to each day", daily, TOMORROW_8],
    ["to another hour of the same day", { ...daily, every: "weekly", day: 5, hour: 20 }, Date.UTC(2026, 2, 6, 19)],
    ["to at once: one message, not one per film", { ...daily, every: "now" }, NOON + 2 * HOUR],
    ["to at once, in quiet hours", { ...daily, every: "now", quietFrom: "10:00", quietTo: "18:00" }, NOON + 5 * HOUR],
  ] as const)("%s: it is planned anew, and told once", async (_, wishes, due) => {
    const reader = await digest(3)

    await setTellSettings(db, reader.id, wishes, NOON + 2 * HOUR)

    expect(await deliveriesOf(db, reader)).toMatchObject([
      { dueAt: due, alerts: 3, kind: due === NOON + 5 * HOUR ? "alerts" : "digest" },
    ])
    expect(await handOver(db, due - MINUTE)).toEqual([])
    expect(await handOver(db, due)).toHaveLength(1)
    expect(await handOver(db, due + 30 * DAY)).toEqual([])
  })

  it("what is being handed over stays as it is", async () => {
    const reader = await digest(1)
    await db.sql("update deliveries set state = 'claimed'")

    await setTellSettings(db, reader.id, daily, NOON + 2 * HOUR)

    expect(await deliveriesOf(db, reader)).toMatchObject([{ state: "claimed", group: "digest:weekly:2026-03-06" }])
  })
})

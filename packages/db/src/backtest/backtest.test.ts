import { parseRule } from "@vigie/core"
import { beforeEach, describe, expect, it } from "vitest"
import { runTide } from "../checks/tide.ts"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, endingAt, HOUR, NOON, sighting } from "../testing/world.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { addWatch } from "../watches.ts"
import { backtest } from "./backtest.ts"
import type { TriedOn } from "./scope.ts"

let db: Db
let user: UserRow
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, targets, providers, users, outbox, changes, windows cascade")
  user = await ensureUser(db, { email: "ana@example.org", territories: ["FR"] })
})

const LATER = NOON + 200 * DAY
const replay = (part: Parameters<typeof sighting>[0] = {}) =>
  sighting({ provider: "France.tv", kind: "replay", monetization: "free", terms: [], text: "France.tv", ...part })

async function tryOn(on: TriedOn, rule: unknown = {}, now = LATER) {
  const person = { territories: ["FR"], providers: [], locale: "fr" }
  const found = await backtest(db, { rule: parseRule(rule), on, user: person, now })
  if (found === null) throw new Error("nothing of this reference")
  return found
}

/** A film that its page did not show anywhere at first: what comes is news. */
async function film(title: string): Promise<{ id: string; page: string }> {
  const id = await addFilm(db, title)
  const page = await addPage(db, id)
  await check(db, page, [], NOON)
  return { id, page }
}

/** There at 1 h, dearer, cheaper, gone after two days, back after ten. */
async function story(title: string) {
  const made = await film(title)
  await check(db, made.page, [sighting({ minor: 399 })], NOON + HOUR)
  await check(db, made.page, [sighting({ minor: 499 })], NOON + 26 * HOUR)
  await check(db, made.page, [sighting({ minor: 299 })], NOON + 2 * DAY)
  for (const at of [3 * DAY, 3 * DAY + HOUR]) await check(db, made.page, [], NOON + at)
  await check(db, made.page, [sighting({ minor: 349 })], NOON + 10 * DAY)
  return made
}

describe("a rule tried on the history", () => {
  it("counts what it would have told, the latest first, with the change that proves it", async () => {
    const { id } = await story("Back again")

    const { count, latest, since, partial } = await tryOn(
      { filmIds: [id] },
      { changes: ["opened", "closed", "repriced"] },
    )

    expect(latest.map(({ at, change }) => [change.kind, (at - NOON) / HOUR])).toEqual([
      ["opened", 240],
      ["closed", 73],
      ["repriced", 48],
      ["repriced", 26],
      ["opened", 1],
    ])
    expect(count).toBe(5)
    expect(latest[0]).toMatchObject({ film: { title: "Back again" }, change: { proof: { text: /./ } } })
    expect({ since, partial }).toEqual({ since: NOON + HOUR, partial: false })
  })

  it("I8 counts neither what a first look found nor what was filled in", async () => {
    const id = await addFilm(db, "There already")
    await check(db, await addPage(db, id), [sighting()], NOON)

    expect((await tryOn({ filmIds: [id] })).count).toBe(0)
  })

  it("W23 counts the openings of one offer once in a spell", async () => {
    const { id, page } = await film("Twice the same")
    await check(db, page, [replay()], NOON + HOUR)
    await check(db, page, [replay(), replay({ kind: "vod" })], NOON + 2 * DAY)

    const { count, latest } = await tryOn({ filmIds: [id] }, { changes: ["opened"] })

    expect(count).toBe(1)
    expect(latest[0]?.change.windowKind).toBe("replay")
  })

  it("says why the rest would not have been told, the most frequent first", async () => {
    const { id } = await story("Dear")

    const { count, refused } = await tryOn(
      { filmIds: [id] },
      { changes: ["opened", "closed"], maxPrice: { amountMinor: 200, currency: "EUR" } },
    )

    expect({ count, refused }).toEqual({ count: 0, refused: [{ why: "price", count: 3 }] })
  })

  it("judges each change by the terms of its time", async () => {
    const { id } = await story("By its time")
    const at = (amountMinor: number) => ({ maxPrice: { amountMinor, currency: "EUR" }, changes: ["opened"] })

    const counts = [398, 399, 349, 348].map(async (limit) => (await tryOn({ filmIds: [id] }, at(limit))).count)

    expect(await Promise.all(counts)).toEqual([1, 2, 1, 0])
  })
})

describe("a target tried on the history", () => {
  const target = (amountMinor: number) => ({ changes: ["repriced"], target: { amountMinor, currency: "EUR" } })

  it("counts each time it was reached", async () => {
    const { id } = await story("Reached")

    expect((await tryOn({ filmIds: [id] }, target(299))).count).toBe(1)
    expect((await tryOn({ filmIds: [id] }, target(349))).latest.map(({ change }) => change.kind)).toEqual([
      "opened",
      "repriced",
    ])
  })

  it("says that it was never near: the lowest price ever stated, when, and its proof", async () => {
    const { id } = await story("Never near")

    const { count, lowest } = await tryOn({ filmIds: [id] }, target(200))

    expect(count).toBe(0)
    expect(lowest).toMatchObject({ price: { amountMinor: 299, currency: "EUR" }, film: { title: "Never near" } })
    expect(((lowest?.at ?? 0) - NOON) / HOUR).toBe(48)
    const [change] = await db.sql<{ kind: string }>("select kind from changes where id = $1", [lowest?.changeId])
    expect(change?.kind).toBe("repriced")
    expect((await tryOn({ filmIds: [id] }, { changes: ["repriced"] })).lowest).toBeNull()
  })

  it("knows of no lowest price in another currency, or of a better quality", async () => {
    const { id } = await story("Elsewhere")

    const other = await tryOn({ filmIds: [id] }, { ...target(200), target: { amountMinor: 200, currency: "CHF" } })
    const better = await tryOn({ filmIds: [id] }, { ...target(200), minQuality: "uhd" })

    expect([other.lowest, better.lowest]).toEqual([null, null])
  })

  it("tells an all-time low only below every price before it", async () => {
    const { id } = await story("Low")

    const { latest } = await tryOn({ filmIds: [id] }, { changes: ["repriced"], allTimeLow: true })

    expect(latest.map(({ at }) => (at - NOON) / HOUR)).toEqual([48])
  })
})

describe("warnings of an end", () => {
  const closing = (...days: readonly number[]) => ({
    changes: ["closing"],
    closingLeadsMs: days.map((one) => one * DAY),
  })

  it("are those stored at the usual lead, and at others those that would have been given", async () => {
    const { id, page } = await film("Leaving")
    await check(db, page, [replay({ end: endingAt(NOON + 20 * DAY) })], NOON + HOUR)
    await runTide(db, NOON + 18 * DAY + HOUR)

    const days = async (...leads: readonly number[]) =>
      (await tryOn({ filmIds: [id] }, closing(...leads))).latest.map(({ at, leadMs }) => [
        Math.round((at - NOON) / DAY),
        (leadMs ?? 0) / DAY,
      ])

    expect(await days(2)).toEqual([[18, 2]])
    expect(await days(7, 14, 30)).toEqual([
      [13, 7],
      [6, 14],
    ])
    expect((await tryOn({ filmIds: [id] }, closing(7))).latest[0]?.change.kind).toBe("opened")
  })

  it("are not given of a window that was gone by then, nor before their time", async () => {
    const { id, page } = await film("Gone early")
    await check(db, page, [replay({ end: endingAt(NOON + 20 * DAY) })], NOON + HOUR)
    for (const at of [5 * DAY, 5 * DAY + HOUR]) await check(db, page, [], NOON + at)

    expect((await tryOn({ filmIds: [id] }, closing(7))).count).toBe(0)

    const still = await film("Still there")
    await check(db, still.page, [replay({ end: endingAt(NOON + 20 * DAY) })], NOON + HOUR)
    expect((await tryOn({ filmIds: [still.id] }, closing(7), NOON + 10 * DAY)).count).toBe(0)
  })
})

describe("what a rule is tried on", () => {
  it("is the films of a person, department, list or award, or what a provider shows", async () => {
    const { id } = await story("Shot there")
    await story("Somewhere else")
    const listId = user.listId
    await addWatch(db, { listId, userId: user.id, filmId: id, now: NOON })
    const [place] = await db.sql<{ id: string }>(
      "insert into places (slug, name, folded, department) values ('wimereux', 'Wimereux', 'wimereux', '62') returning id",
    )
    await db.sql("insert into film_places values ($1, $2, 'test', 'Wimereux')", [id, place?.id])
    await db.sql(
      "insert into awards (film_id, source, body, category, text) values ($1, 'test', 'Amiens', 'Prix', 'Prix')",
      [id],
    )
    const [person] = await db.sql<{ id: string }>(
      "insert into people (slug, name, folded) values ('anne', 'Anne', 'anne') on conflict (slug) do update set name = excluded.name returning id",
    )
    const [credit] = await db.sql<{ id: number }>(
      "insert into credits (film_id, source, position, line, job) values ($1, 'test', 0, 'Décors : Anne', 'Décors') returning id",
      [id],
    )
    await db.sql("insert into credit_people values ($1, 0, $2, 'Anne')", [credit?.id, person?.id])
    const [orange] = await db.sql<{ id: string }>("select id from providers where name = 'Orange'")

    const rule = { changes: ["opened"] }
    const scopes = [
      { scope: "department", ref: "62" },
      { scope: "award", ref: "Amiens" },
      { scope: "list", ref: listId },
      { scope: "person", ref: person!.id },
      { scope: "provider", ref: orange!.id },
    ] as const
    const counts = []
    for (const on of scopes) counts.push((await tryOn(on, rule)).count)

    expect(counts).toEqual([2, 2, 2, 2, 4])
    expect((await tryOn({ scope: "department", ref: "59" }, rule)).count).toBe(0)
    const nobody = { scope: "person", ref: listId } as const
    expect(
      await backtest(db, {
        rule: parseRule(rule),
        on: nobody,
        user: { territories: ["FR"], providers: [], locale: "fr" },
        now: LATER,
      }),
    ).toBeNull()
  })
})

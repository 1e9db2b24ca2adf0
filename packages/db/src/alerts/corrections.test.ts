import { beforeEach, describe, expect, it } from "vitest"
import type { Db } from "../client.ts"
import { readyOutbox } from "../outbox.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, endingAt, HOUR, kindsOf, MINUTE, NOON, sighting } from "../testing/world.ts"
import { makeAlerts } from "./make.ts"
import { deliveriesOf, forget, handOver, person, tell, watch, watched } from "./telling.testing.ts"
import { readViews } from "./views.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => forget(db))

const announced = (minute: number) =>
  sighting({
    start: {
      at: new Date(NOON + minute * MINUTE).toISOString(),
      precision: "minute",
      basis: "stated",
      text: "bientôt",
    },
  })
const ANNOUNCED = { changes: ["announced", "opened"] }

describe("what was told and proves wrong", () => {
  it("is corrected once to exactly those who were told, whatever their rule", async () => {
    const told = await person(db)
    const other = await person(db)
    const { film, target } = await watched(db, "Announced", [told], ANNOUNCED)
    await watch(db, film, other, { changes: ["opened", "corrected"] })
    await check(db, target, [announced(5 * 24 * 60)], NOON + HOUR)
    await tell(db, NOON + HOUR)
    await handOver(db, NOON + HOUR)

    await check(db, target, [], NOON + 2 * HOUR)
    await check(db, target, [], NOON + 3 * HOUR)
    await tell(db, NOON + 3 * HOUR)
    await tell(db, NOON + 3 * HOUR)

    expect(await kindsOf(db, film)).toEqual(["announced", "corrected"])
    expect(await handOver(db, NOON + 3 * HOUR)).toEqual([["correction Announced"]])
    expect((await deliveriesOf(db, told)).map(({ state }) => state)).toEqual(["sent", "sent"])
    expect(await deliveriesOf(db, other)).toEqual([])
  })

  it("says what was told, and what is so", async () => {
    const reader = await person(db)
    const { target } = await watched(db, "Both sides", [reader], ANNOUNCED)
    await check(db, target, [announced(5 * 24 * 60)], NOON + HOUR)
    await tell(db, NOON + HOUR)
    await handOver(db, NOON + HOUR)
    await check(db, target, [], NOON + 2 * HOUR)
    await check(db, target, [], NOON + 3 * HOUR)
    await tell(db, NOON + 3 * HOUR)

    const [, correction] = await deliveriesOf(db, reader)
    const [view] = await db.begin((tx) => readViews(tx, [correction!.id], NOON + 3 * HOUR))
    expect(view?.alerts).toMatchObject([
      {
        kind: "correction",
        change: { kind: "corrected", after: { status: "void" } },
        corrects: { kind: "announced" },
        windows: [{}],
      },
    ])
  })

  it("an opening that was observed to be gone within a day is taken back", async () => {
    const reader = await person(db)
    const { film, target } = await watched(db, "Not there", [reader])
    await check(db, target, [sighting()], NOON + HOUR)
    await tell(db, NOON + HOUR)
    await handOver(db, NOON + HOUR)
    await check(db, target, [], NOON + 20 * HOUR)
    await check(db, target, [], NOON + 21 * HOUR)
    await tell(db, NOON + 21 * HOUR)

    expect(await kindsOf(db, film)).toEqual(["opened", "closed"])
    expect(await handOver(db, NOON + 21 * HOUR)).toEqual([["correction Not there"]])
  })

  it.each([
    ["after more than a day it was true", 30 * HOUR, null],
    ["a stated end that passes was no error", 20 * HOUR, NOON + 10 * HOUR],
  ])("%s", async (_, gone, end) => {
    const reader = await person(db)
    const { target } = await watched(db, `True ${gone}`, [reader])
    await check(db, target, [sighting(end === null ? {} : { end: endingAt(end) })], NOON + HOUR)
    await tell(db, NOON + HOUR)
    await handOver(db, NOON + HOUR)
    await check(db, target, [], NOON + gone)
    await check(db, target, [], NOON + gone + HOUR)
    await tell(db, NOON + gone + HOUR)

    expect(await handOver(db, NOON + gone + HOUR)).toEqual([])
  })

  it("is told to who had it in a first answer, and to nobody whose first answer did not name it", async () => {
    const [reader, other, late] = [await person(db), await person(db), await person(db, { every: "daily" })]
    const film = await addFilm(db, "Answered")
    const target = await addPage(db, film)
    const stays = sighting({ provider: "Ciné Neuf" })
    await check(db, (await watched(db, "Elsewhere", [])).target, [stays], NOON)
    const [named] = await db.sql<{ id: string }>("select id from providers where name = 'Ciné Neuf'")
    await watch(db, film, reader)
    await watch(db, film, other, { providers: [named!.id] })
    await watch(db, film, late)
    await check(db, target, [sighting(), stays], NOON + HOUR)
    await tell(db, NOON + 2 * HOUR)
    expect(await handOver(db, NOON + 2 * HOUR)).toEqual([["first_answer Answered"], ["first_answer Answered"]])

    await check(db, target, [stays], NOON + 20 * HOUR)
    await check(db, target, [stays], NOON + 21 * HOUR)
    await tell(db, NOON + 21 * HOUR)

    // The next morning's first answer names what is there by then.
    expect(await handOver(db, NOON + 21 * HOUR)).toEqual([["first_answer Answered"], ["correction Answered"]])
    const states = async (user: typeof reader) => (await deliveriesOf(db, user)).map(({ state }) => state)
    expect(await states(reader)).toEqual(["sent", "sent"])
    expect(await states(other)).toEqual(["sent"])
    expect(await states(late)).toEqual(["sent"])
    const [, correction] = await deliveriesOf(db, reader)
    const [view] = await db.begin((tx) => readViews(tx, [correction!.id], NOON + 21 * HOUR))
    expect(view?.alerts).toMatchObject([
      { kind: "correction", corrects: { kind: "opened" }, toldAt: expect.any(Number) },
    ])
  })

  it("goes to nobody whose message was still waiting: that one is dropped", async () => {
    const reader = await person(db, { every: "daily" })
    const { target } = await watched(db, "Unsent", [reader], ANNOUNCED)
    await check(db, target, [announced(5 * 24 * 60)], NOON + HOUR)
    await tell(db, NOON + HOUR)
    await check(db, target, [], NOON + 2 * HOUR)
    await check(db, target, [], NOON + 3 * HOUR)
    await tell(db, NOON + 3 * HOUR)

    expect(await handOver(db, NOON + 2 * DAY)).toEqual([])
    expect((await deliveriesOf(db, reader)).map(({ state }) => state)).toEqual(["dropped"])
  })

  it("is told although its reader took the film off the list, and at once although they gather the rest", async () => {
    const reader = await person(db)
    const { film, target } = await watched(db, "Off the list", [reader], ANNOUNCED)
    await check(db, target, [announced(5 * 24 * 60)], NOON + HOUR)
    await tell(db, NOON + HOUR)
    await handOver(db, NOON + HOUR)
    await db.sql("delete from watches where film_id = $1", [film])
    await db.sql("update users set told_every = 'monthly' where id = $1", [reader.id])
    await check(db, target, [], NOON + 2 * HOUR)
    await check(db, target, [], NOON + 3 * HOUR)
    await tell(db, NOON + 3 * HOUR)

    expect(await handOver(db, NOON + 3 * HOUR)).toEqual([["correction Off the list"]])
  })
})

describe("flapping", () => {
  it("A/B/A at every check for a day: a price is told once, corrected once, and once more when it has settled", async () => {
    const reader = await person(db)
    const { target } = await watched(db, "Flapping price", [reader], { changes: ["repriced"] })
    await check(db, target, [sighting({ minor: 499 })], NOON + HOUR)
    await tell(db, NOON + HOUR)
    const told: string[] = []
    let now = NOON + 2 * DAY
    for (let turn = 0; turn < 48; turn++, now += 30 * MINUTE) {
      await check(db, target, [sighting({ minor: turn % 2 === 0 ? 299 : 499 })], now)
      await tell(db, now)
      told.push(...(await handOver(db, now)).flat())
    }
    expect(told).toEqual(["repriced Flapping price", "correction Flapping price"])

    await check(db, target, [sighting({ minor: 299 })], now)
    await tell(db, now)
    for (let day = 0; day < 3; day++, now += DAY) told.push(...(await handOver(db, now)).flat())

    expect(told.slice(2)).toEqual(["correction Flapping price"])
  })

  it("there and gone at every check for a day: one opening is told, and no more", async () => {
    const reader = await person(db)
    const { film, target } = await watched(db, "Flapping offer", [reader], { changes: ["opened", "closed", "back"] })
    const told: string[] = []
    let now = NOON + HOUR
    for (let turn = 0; turn < 48; turn++, now += 30 * MINUTE) {
      await check(db, target, turn % 2 === 0 ? [sighting()] : [], now)
      await tell(db, now)
      told.push(...(await handOver(db, now)).flat())
    }

    expect(await kindsOf(db, film)).toEqual(["opened"])
    expect(told).toEqual(["opened Flapping offer"])
  })
})

describe("I8 the past does not ring", () => {
  it("a film already available when it is put on a list: no mail", async () => {
    const reader = await person(db)
    const film = await addFilm(db, "There already")
    const target = await addPage(db, film)
    await check(db, target, [sighting()], NOON)
    await watch(db, film, reader)
    await check(db, target, "same", NOON + HOUR)
    await tell(db, NOON + HOUR)

    expect(await deliveriesOf(db, reader)).toEqual([])
  })

  it("a back-fill of 10,000 past windows rings nothing", async () => {
    const reader = await person(db)
    const { film, target } = await watched(db, "Long history", [reader], {
      changes: ["announced", "opened", "closed", "moved"],
    })
    await db.sql(
      `insert into providers (slug, name) select 'past-' || n, 'Past ' || n from generate_series(1, 100) n on conflict do nothing`,
    )
    await db.sql(
      `with old as (
         insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
           end_at, end_precision, end_basis, period, opened_at, closed_at, version)
         select uuidv7(), $1, p.id, 'FR', 'vod', 'rent', 'closed', s.at, 'day', 'stated', s.at + interval '10 days', 'day', 'stated',
           tstzrange(s.at, s.at + interval '10 days'), s.at, s.at + interval '10 days', 2
         from providers p, (select timestamptz '1990-01-01' + n * interval '100 days' as at from generate_series(1, 100) n) s
         where p.slug like 'past-%' returning id, provider_id, start_at)
       , gone as (insert into changes (id, at, kind, window_id, version, film_id, provider_id, territory, before, after, cause, quiet)
         select uuidv7(), now(), k.kind, old.id, k.version, $1, old.provider_id, 'FR', '{}', k.after::jsonb, 'backfill', true
         from old, (values ('opened', 1, '{"status":"open"}'), ('closed', 2, '{"status":"closed"}')) as k(kind, version, after) returning id)
       insert into outbox (kind, ref) select 'alert', id from gone`,
      [film],
    )
    expect(await db.sql("select count(*)::int as n from windows where film_id = $1", [film])).toEqual([{ n: 10_000 }])

    const [first] = await readyOutbox(db, 1)
    await makeAlerts(db, first!.ref, NOON + HOUR)
    expect(await db.sql("select count(*)::int as n from alerts")).toEqual([{ n: 0 }])
    expect(await db.sql("select count(*)::int as n from outbox where state <> 'done'")).toEqual([{ n: 0 }])

    await check(db, target, [sighting()], NOON + 2 * HOUR)
    await tell(db, NOON + 2 * HOUR)
    expect(await handOver(db, NOON + 2 * HOUR)).toEqual([["back Long history"]])
  }, 60_000)
})

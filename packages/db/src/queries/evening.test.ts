import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import type { Db } from "../client.ts"
import { addWatch, ensureUser } from "../index.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, DAY, HOUR, MINUTE, NOON } from "../testing/world.ts"
import { evening, onList } from "./evening.ts"
import { homeLists } from "./home.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

async function addProvider(slug: string, parent: string | null = null, access: string | null = null): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    "insert into providers (slug, name, parent_id, access, verified) values ($1, initcap($1), $2, $3, true) returning id",
    [slug, parent, access],
  )
  return rows[0]!.id
}

interface Placed {
  readonly film: string
  readonly provider: string
  readonly kind?: string
  readonly status?: string
  readonly from: number
  readonly to?: number | null
  readonly territory?: string
}

async function place({
  film,
  provider,
  kind = "broadcast",
  status = "announced",
  from,
  to = null,
  territory = "FR",
}: Placed) {
  const [start, end] = [new Date(from), to === null ? null : new Date(to)]
  const id = randomUUID()
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
       end_at, end_precision, end_basis, period, opened_at, closed_at, version)
     values ($1, $2, $3, $4, $5, 'free', $6, $7, 'minute', 'stated', $8, 'minute', 'stated', tstzrange($7, $8),
       case when $6 <> 'announced' then $7::timestamptz end, case when $6 = 'closed' then $8::timestamptz end, 1)`,
    [id, film, provider, territory, kind, status, start, end],
  )
  return id
}

const EVENING = { territories: ["FR"], from: NOON + 6 * HOUR, to: NOON + 16 * HOUR, now: NOON, limit: 10 }

test("an evening's films come by hour and channel, with where they can be replayed", async () => {
  const service = await addProvider("replayer")
  const [two, one] = [await addProvider("two", service), await addProvider("one")]
  const films = [await addFilm(db, "Premier"), await addFilm(db, "Deuxième"), await addFilm(db, "Troisième")] as const
  await place({ film: films[0], provider: two, from: NOON + 9 * HOUR })
  await place({ film: films[1], provider: one, from: NOON + 9 * HOUR })
  await place({ film: films[2], provider: one, from: NOON + 7 * HOUR, to: NOON + 9 * HOUR })
  await place({ film: films[2], provider: one, from: NOON + 20 * HOUR })
  await place({ film: films[2], provider: one, from: NOON + 9 * HOUR, territory: "BE" })
  await place({ film: films[0], provider: service, kind: "replay", from: NOON + 11 * HOUR, to: NOON + 7 * DAY })

  const found = await evening(db, EVENING)

  expect(found.map(({ film, provider, replay }) => [film.title, provider.name, replay?.name ?? null])).toEqual([
    ["Troisième", "One", null],
    ["Deuxième", "One", null],
    ["Premier", "Two", "Replayer"],
  ])
  expect(found[2]).toMatchObject({ start: { at: NOON + 9 * HOUR, precision: "minute" }, endAt: null })
  expect(found[2]!.replay!.end.at).toBe(NOON + 7 * DAY)
})

test("what is over is not shown, nor the channels that one would have to pay for and has not", async () => {
  const paid = await addProvider("paid", null, "subscription")
  const film = await addFilm(db, "Payant")
  await place({ film, provider: paid, from: NOON + 8 * HOUR, to: NOON + 10 * HOUR })
  const titles = async (options: object) =>
    (await evening(db, { ...EVENING, ...options })).map((item) => item.film.title).filter((title) => title === "Payant")

  expect(await titles({})).toEqual(["Payant"])
  expect(await titles({ now: NOON + 10 * HOUR })).toEqual([])
  expect(await titles({ now: NOON + 10 * HOUR - MINUTE })).toEqual(["Payant"])
  expect(await titles({ providers: [] })).toEqual([])
  expect(await titles({ providers: [paid] })).toEqual(["Payant"])
})

test("a film that returns where it had left is back again, and no longer new", async () => {
  const provider = await addProvider("arte")
  const elsewhere = await addProvider("elsewhere")
  const [returned, fresh, moved] = [
    await addFilm(db, "Revenu"),
    await addFilm(db, "Neuf"),
    await addFilm(db, "Ailleurs"),
  ]
  const now = NOON + 100 * DAY
  await place({ film: returned, provider, kind: "vod", status: "closed", from: NOON, to: NOON + 10 * DAY })
  await place({ film: returned, provider, kind: "vod", status: "open", from: now - DAY })
  await place({ film: fresh, provider, kind: "vod", status: "open", from: now - 2 * DAY })
  await place({ film: moved, provider: elsewhere, kind: "vod", status: "closed", from: NOON, to: NOON + 10 * DAY })
  await place({ film: moved, provider, kind: "vod", status: "open", from: now - 3 * DAY })
  const options = { territories: ["FR"], now }

  const { newlyAvailable, backAgain } = await homeLists(db, options)

  expect(newlyAvailable.map(({ film }) => film.title)).toEqual(["Neuf", "Ailleurs"])
  expect(backAgain.map(({ film, leftAt }) => [film.title, leftAt])).toEqual([["Revenu", NOON + 10 * DAY]])
  const mine = await homeLists(db, { ...options, providers: [elsewhere] })
  expect([mine.newlyAvailable, mine.backAgain]).toEqual([[], []])
})

test("a list marks its own films only", async () => {
  const user = await ensureUser(db, { email: "a@mail.example", territories: ["FR"] })
  const [film, other] = [await addFilm(db, "Suivi"), await addFilm(db, "Autre")]
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: NOON })

  expect([...(await onList(db, user.listId, [film, other]))]).toEqual([film])
})

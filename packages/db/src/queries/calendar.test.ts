import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import type { Db } from "../client.ts"
import { addWatch, ensureUser } from "../index.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, NOON } from "../testing/world.ts"
import { calendar, providerIdOf } from "./calendar.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

const PARIS = { territories: ["FR"], zone: "Europe/Paris", perDay: 10 }

async function addProvider(slug: string): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    "insert into providers (slug, name) values ($1, initcap($1)) returning id",
    [slug],
  )
  return rows[0]!.id
}

interface Placed {
  readonly film: string
  readonly provider: string
  readonly start?: string | null
  readonly end?: string | null
  readonly status?: string
  readonly kind?: string
  readonly territory?: string
}

async function place(placed: Placed): Promise<string> {
  const { film, provider, start = null, end = null, status = "open", kind = "replay", territory = "FR" } = placed
  const id = randomUUID()
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
       end_at, end_precision, end_basis, period, version)
     values ($1, $2, $3, $4, $5, 'free', $6, $7, 'day', 'stated', $8, 'day', 'stated',
       case when $6 = 'void' then 'empty'::tstzrange else tstzrange($7, $8) end, 1)`,
    [id, film, provider, territory, kind, status, start, end],
  )
  return id
}

const said = async (options: object, days: readonly string[]) =>
  (await calendar(db, { ...PARIS, days, ...options })).map(({ day, what, film }) => `${day} ${what} ${film.title}`)

test("I6 a window is on the day it begins and on the last day it includes, by the territory's clock", async () => {
  const provider = await addProvider("arte")
  const film = await addFilm(db, "Les Milles")
  // 6 July is the last day included: the first instant of 7 July in Paris.
  await place({ film, provider, start: "2026-06-29T22:00:00Z", end: "2026-07-06T22:00:00Z" })
  const days = ["2026-06-29", "2026-06-30", "2026-07-05", "2026-07-06", "2026-07-07"]

  expect(await said({}, days)).toEqual(["2026-06-30 start Les Milles", "2026-07-06 end Les Milles"])
  expect(await said({ zone: "America/Cayenne" }, days)).toEqual([
    "2026-06-29 start Les Milles",
    "2026-07-06 end Les Milles",
  ])
  expect(await said({ territories: ["BE"] }, days)).toEqual([])
})

test("a day shows what ends, then what begins, then television, and says how many there are", async () => {
  const provider = await addProvider("france-2")
  const day = "2026-09-10"
  for (const title of ["Un", "Deux", "Trois"]) {
    const film = await addFilm(db, title)
    const kind = title === "Trois" ? "broadcast" : "vod"
    if (title === "Deux")
      await place({ film, provider, kind, start: "2026-09-01T10:00:00Z", end: "2026-09-10T22:00:00Z" })
    else await place({ film, provider, kind, start: "2026-09-10T10:00:00Z", end: "2026-09-10T12:00:00Z" })
  }
  const gone = await addFilm(db, "Retiré")
  await place({ film: gone, provider, status: "void", start: "2026-09-10T10:00:00Z" })

  const all = await calendar(db, { ...PARIS, days: [day] })
  const two = await calendar(db, { ...PARIS, days: [day], perDay: 2 })

  expect(all.map(({ what, film }) => `${what} ${film.title}`)).toEqual([
    "end Un",
    "end Deux",
    "start Un",
    "start Trois",
  ])
  expect(two.map(({ film, total }) => [film.title, total])).toEqual([
    ["Un", 4],
    ["Deux", 4],
  ])
  expect(await said({ kind: "broadcast" }, [day])).toEqual([`${day} start Trois`])
  expect(await said({ providerId: await providerIdOf(db, "arte") }, [day])).toEqual([])
  expect(await said({ providerId: await providerIdOf(db, "france-2") }, [day])).toHaveLength(4)
})

test("a list's calendar holds its own films, counted as such", async () => {
  const user = await ensureUser(db, { email: "a@mail.example", territories: ["FR"] })
  const provider = await addProvider("cine")
  const [film, other] = [await addFilm(db, "Suivi"), await addFilm(db, "Autre")]
  await place({ film, provider, start: "2026-10-10T10:00:00Z", status: "announced" })
  await place({ film: other, provider, start: "2026-10-10T10:00:00Z", status: "announced" })
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: NOON })

  const [entry, ...rest] = await calendar(db, { ...PARIS, days: ["2026-10-10"], listId: user.listId })

  expect(rest).toEqual([])
  expect(entry).toMatchObject({ what: "start", total: 1, status: "announced", film: { title: "Suivi" }, version: 1 })
  expect(entry!.start).toEqual({ at: Date.UTC(2026, 9, 10, 10), precision: "day", basis: "stated", text: null })
  expect(entry!.end.at).toBeNull()
})

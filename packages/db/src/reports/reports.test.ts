import { beforeEach, describe, expect, test } from "vitest"
import { askCheck } from "../checks/ask.ts"
import { claimBatch } from "../checks/claim.ts"
import type { Db } from "../client.ts"
import { pageReports } from "../queries/operations/reports.ts"
import { useDatabase } from "../testing/use-database.ts"
import {
  ARTICLE,
  addFilm,
  addPage,
  check,
  DAY,
  FEED,
  freeHosts,
  HOUR,
  MINUTE,
  NOON,
  sighting,
  windowsOf,
} from "../testing/world.ts"
import { readReport } from "./read.ts"
import { addReport } from "./report.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, targets, hosts, providers, users cascade")
})

const LATER = NOON + 3 * HOUR

/** A film whose page showed one row at noon; `due`: whether its target would be checked now. */
async function shown(): Promise<{ filmId: string; targetId: string; windowId: string }> {
  const filmId = await addFilm(db, "Vu")
  const targetId = await addPage(db, filmId)
  await check(db, targetId, [sighting()], NOON)
  await db.sql("update targets set due_at = now() + interval '5 hours'")
  return { filmId, targetId, windowId: (await windowsOf(db, filmId))[0]!.id }
}

async function isDue(id: string): Promise<boolean> {
  return (await db.sql<{ due: boolean }>("select due_at <= now() as due from targets where id = $1", [id]))[0]!.due
}

const said = (from: { filmId: string; windowId: string | null }, now = LATER) =>
  addReport(db, { filmId: from.filmId, windowId: from.windowId, userId: null, says: "not_there", now })

describe("somebody says that a film is not where the page says", () => {
  test("I1 its targets are due at once, and the window stays as it is", async () => {
    const film = await shown()
    const before = await windowsOf(db, film.filmId)

    const { asked } = await said(film)

    expect(asked).toMatchObject([{ id: film.targetId, state: "asked" }])
    expect(await isDue(film.targetId)).toBe(true)
    expect(await windowsOf(db, film.filmId)).toEqual(before)
    expect(await db.sql("select 1 from changes where at > $1", [new Date(NOON)])).toEqual([])
  })

  test("I11 the host's pace stands: a due target is not claimed before its host may be asked", async () => {
    const film = await shown()
    await db.sql("update hosts set lease_until = null, next_at = now() + interval '1 minute'")

    await said(film)

    const options = { due: null, sources: ["page"], limit: 9, leaseMs: MINUTE }
    expect(await claimBatch(db, options)).toBeNull()
    await freeHosts(db)
    expect(await claimBatch(db, options)).not.toBeNull()
  })

  test("what was checked less than two minutes ago is not asked again, nor what failed before its time", async () => {
    const film = await shown()

    expect((await said(film, NOON + 2 * MINUTE - 1)).asked).toMatchObject([{ state: "fresh" }])
    expect(await isDue(film.targetId)).toBe(false)
    await check(db, film.targetId, "fails", NOON + HOUR)
    await db.sql("update targets set due_at = now() + interval '1 hour'")
    expect((await said(film)).asked).toMatchObject([{ state: "waiting" }])
    expect(await isDue(film.targetId)).toBe(false)
    await db.sql("update targets set failures = 0, state = 'paused'")
    expect((await said(film)).asked).toMatchObject([{ state: "off" }])
  })

  test("only targets that can say: an article is not read again, a feed that showed it is, a quarter of an hour apart", async () => {
    const film = await shown()
    const [article, feed, other] = [
      await addPage(db, film.filmId, ARTICLE),
      await addPage(db, film.filmId, FEED),
      await addPage(db, film.filmId),
    ]
    await check(db, article, [sighting()], NOON)
    await check(db, feed, [sighting()], NOON + 3 * HOUR - 15 * MINUTE + 1)

    const ids = (await said(film)).asked.map(({ id, state }) => [id, state])

    expect(ids).toEqual([
      [feed, "fresh"],
      [film.targetId, "asked"],
    ])
    const everywhere = await askCheck(db, { filmId: film.filmId, windowId: null }, LATER + MINUTE)
    expect(everywhere.map(({ id }) => id).toSorted()).toEqual([feed, film.targetId, other].toSorted())
  })

  test("a window that only an article told of has the film's own targets asked", async () => {
    const filmId = await addFilm(db, "Annoncé")
    const [article, page] = [await addPage(db, filmId, ARTICLE), await addPage(db, filmId)]
    await check(db, article, [sighting()], NOON)

    const { asked } = await said({ filmId, windowId: (await windowsOf(db, filmId))[0]!.id })

    expect(asked).toMatchObject([{ id: page, state: "asked" }])
  })

  test("another film's window is refused, and nothing is kept", async () => {
    const film = await shown()
    const other = await addFilm(db, "Autre")

    await expect(said({ filmId: other, windowId: film.windowId })).rejects.toMatchObject({ code: "not_found" })
    expect(await db.sql("select 1 from reports")).toEqual([])
  })

  test("an operator asks for targets by their ids, under the same rules", async () => {
    const film = await shown()

    expect(await askCheck(db, { targetIds: [film.targetId] }, NOON + DAY)).toMatchObject([{ state: "asked" }])
    expect(await isDue(film.targetId)).toBe(true)
  })
})

describe("what became of it", () => {
  test("asked, then still there; asked again, then absent until confirmed, then gone", async () => {
    const film = await shown()
    const read = async (id: string) => (await readReport(db, id, film.filmId))!
    const { id } = await said(film)
    expect(await read(id)).toMatchObject({
      says: "not_there",
      provider: "Orange",
      status: "open",
      targets: [{ checked: false, failing: false, shows: "there" }],
    })

    await check(db, film.targetId, [sighting()], LATER + MINUTE)
    expect(await read(id)).toMatchObject({ status: "open", targets: [{ checked: true, shows: "there" }] })

    await check(db, film.targetId, [], LATER + HOUR)
    expect(await read(id)).toMatchObject({ status: "open", targets: [{ checked: true, shows: "absent" }] })
    await check(db, film.targetId, [], LATER + 2 * HOUR)
    expect(await read(id)).toMatchObject({ status: "closed", targets: [{ checked: true, shows: "gone" }] })
  })

  test("I2 a check that fails concludes nothing", async () => {
    const film = await shown()
    const { id } = await said(film)

    await check(db, film.targetId, "fails", LATER + MINUTE)

    const report = await readReport(db, id, film.filmId)
    expect(report).toMatchObject({
      status: "open",
      targets: [{ checked: true, failing: true, lastOutcome: "failed", shows: "there" }],
    })
  })

  test("seen elsewhere: where, in their own words, and no window; another film has no such report", async () => {
    const film = await shown()
    const elsewhere = {
      filmId: film.filmId,
      windowId: null,
      userId: null,
      says: "elsewhere",
      provider: "Ciné Île",
    } as const

    const { id } = await addReport(db, { ...elsewhere, url: "https://cine.example/", now: LATER })

    const report = await readReport(db, id, film.filmId)
    expect(report).toMatchObject({ windowId: null, provider: "Ciné Île", status: null, targets: [{ shows: null }] })
    expect(await readReport(db, id, await addFilm(db, "Autre"))).toBeNull()
  })
})

test("operators read what was said, the latest first and page by page, with how the window stands and not who said it", async () => {
  const film = await shown()
  await said(film)
  const elsewhere = { filmId: film.filmId, windowId: null, userId: null, says: "elsewhere", now: LATER } as const
  await addReport(db, { ...elsewhere, provider: "Ciné du Cap", url: "https://cap.example/vu" })

  const first = await pageReports(db, { limit: 1, after: null })
  const rest = await pageReports(db, { limit: 1, after: first.next })

  expect(first.rows).toMatchObject([
    { says: "elsewhere", title: "Vu", provider: "Ciné du Cap", url: "https://cap.example/vu", status: null },
  ])
  expect(rest.rows).toMatchObject([{ says: "not_there", provider: "Orange", status: "open", at: LATER }])
  expect(rest.next).toBeNull()
  expect(Object.keys(rest.rows[0]!)).not.toContain("userId")
  await expect(pageReports(db, { limit: 1, after: '["x\\u0000"]' })).rejects.toThrow(/expected/)
})

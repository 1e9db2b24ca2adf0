import { beforeEach, describe, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { ARTICLE, addFilm, addPage, check, DAY, endingAt, HOUR, MINUTE, NOON, sighting } from "../testing/world.ts"
import { filmPage, showFilm } from "./film-page.ts"
import { homeFilms } from "./home.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, targets, providers, users cascade")
})

const FR = { territories: ["FR"] }
const replay = (part: Parameters<typeof sighting>[0] = {}) =>
  sighting({ provider: "France.tv", kind: "replay", monetization: "free", terms: [], text: "France.tv", ...part })

async function slugOf(filmId: string): Promise<string> {
  return (await db.sql<{ slug: string }>("select slug from films where id = $1", [filmId]))[0]!.slug
}

async function pageOf(filmId: string, now: number, territories = ["FR"]) {
  const page = await filmPage(db, await slugOf(filmId), { now, territories })
  if (!page) throw new Error("no such page")
  return page
}

describe("a film's page", () => {
  test("I13 says where, how, until when, by whom it was read and in which words", async () => {
    const film = await addFilm(db, "Vu")
    const target = await addPage(db, film)
    await check(db, target, [], NOON)
    await check(db, target, [sighting(), replay({ end: endingAt(NOON + 3 * DAY) })], NOON + HOUR)

    const page = await pageOf(film, NOON + 2 * HOUR)

    expect(page.now.map((window) => window.provider.name)).toEqual(["France.tv", "Orange"])
    expect(page.now[1]).toMatchObject({
      kind: "vod",
      monetization: "rent",
      terms: [{ quality: "hd", price: { amountMinor: 299, currency: "EUR" } }],
      url: "https://orange.example/film",
      lastCheckedAt: NOON + HOUR,
      stale: false,
      evidence: [{ source: "page", text: "Orange Location 2,99 € HD", status: "holding", absent: false }],
    })
    expect(page.now[0]?.end.at).toBe(NOON + 3 * DAY)
    expect(page.changes.map((change) => change.kind)).toEqual(["opened", "opened"])
    expect(page.changes[0]?.proof).toMatchObject({ source: "page", readAt: NOON + HOUR })
    expect(page.cursor).toBe(page.changes[0]?.cursor)
    expect(page.targets).toMatchObject([
      { id: target, source: "page", lastGoodAt: NOON + HOUR, lastOutcome: "changed" },
    ])
  })

  test("an unchanged good check counts as last checked; a failed one and an unconfirmed absence do not", async () => {
    const film = await addFilm(db, "Rien de neuf")
    const target = await addPage(db, film)
    await check(db, target, [sighting()], NOON)
    await check(db, target, "same", NOON + 6 * HOUR)
    expect((await pageOf(film, NOON + DAY)).now[0]?.lastCheckedAt).toBe(NOON + 6 * HOUR)

    await check(db, target, "fails", NOON + 7 * HOUR)
    expect((await pageOf(film, NOON + DAY)).now[0]?.lastCheckedAt).toBe(NOON + 6 * HOUR)

    await check(db, target, [], NOON + 8 * HOUR)
    const page = await pageOf(film, NOON + DAY)
    expect(page.now[0]).toMatchObject({ lastCheckedAt: NOON + 6 * HOUR, evidence: [{ absent: true }] })
  })

  test("W21 what was not renewed for a week is said to be stale", async () => {
    const film = await addFilm(db, "Oublié")
    await check(db, await addPage(db, film), [sighting()], NOON)

    expect((await pageOf(film, NOON + 7 * DAY - 1)).now[0]?.stale).toBe(false)
    expect((await pageOf(film, NOON + 7 * DAY)).now[0]?.stale).toBe(true)
  })

  test("W14 terms and address are the better source's, and an article is no place to watch", async () => {
    const [told, film] = [await addFilm(db, "Une voix"), await addFilm(db, "Deux voix")]
    const said = [sighting({ minor: 199, url: "https://press.example/a" })]
    await check(db, await addPage(db, told, ARTICLE), said, NOON)
    await check(db, await addPage(db, film), [sighting()], NOON)
    await check(db, await addPage(db, film, ARTICLE), said, NOON + HOUR)

    const [alone, both] = [(await pageOf(told, NOON + HOUR)).now[0], (await pageOf(film, NOON + HOUR)).now[0]]

    expect(alone).toMatchObject({ url: null, terms: [{ price: { amountMinor: 199 } }] })
    expect(both).toMatchObject({ url: "https://orange.example/film", terms: [{ price: { amountMinor: 299 } }] })
    expect(both?.evidence.map((one) => one.source)).toEqual(["page", "article"])
  })

  test("closed and announced windows have their own places, I7 other territories are only counted", async () => {
    const film = await addFilm(db, "Partout")
    const target = await addPage(db, film)
    const later = { at: "2026-04-01T00:00:00Z", precision: "day", basis: "stated", text: "1er avril" } as const
    const rows = [sighting(), replay({ start: later }), sighting({ provider: "RTBF", territory: "BE" })]
    await check(db, target, rows, NOON)
    await check(db, target, rows.slice(1), NOON + HOUR)
    await check(db, target, rows.slice(1), NOON + 2 * HOUR)

    const page = await pageOf(film, NOON + 3 * HOUR)

    expect(page.now).toEqual([])
    expect(page.coming.map((window) => window.provider.name)).toEqual(["France.tv"])
    expect(page.past.map((window) => [window.provider.name, window.status])).toEqual([["Orange", "closed"]])
    expect(page.elsewhere).toEqual([{ territory: "BE", count: 1, open: 1 }])
    expect((await pageOf(film, NOON, ["FR", "BE"])).now).toHaveLength(1)
    expect((await showFilm(db, page.film.slug, NOON))?.windows).toHaveLength(3)
  })

  test("a broadcast says where it is replayed and until when, the replay when it was broadcast", async () => {
    const film = await addFilm(db, "Diffusé")
    const target = await addPage(db, film)
    const evening = NOON + DAY
    const slot = { at: new Date(evening).toISOString(), precision: "minute", basis: "stated", text: "21h05" } as const
    const rows = [
      sighting({ provider: "France 2", channel: "France 2", kind: "broadcast", monetization: "free", start: slot }),
      replay({ start: slot, end: endingAt(evening + 7 * DAY) }),
      replay({ provider: "Arte", start: slot, end: endingAt(evening + 7 * DAY) }),
    ]
    await check(db, target, rows, NOON)
    await db.sql(
      "update providers set parent_id = (select id from providers where name = 'France.tv') where name = 'France 2'",
    )

    const { coming } = await pageOf(film, NOON + HOUR)

    const of = (name: string) => coming.find((window) => window.provider.name === name)
    expect(of("France 2")?.replays).toMatchObject([
      { windowId: of("France.tv")?.id, provider: { name: "France.tv" }, end: { at: evening + 7 * DAY } },
    ])
    expect(of("France.tv")?.broadcasts).toMatchObject([
      { windowId: of("France 2")?.id, provider: { name: "France 2" }, start: { at: evening } },
    ])
    expect([of("Arte")?.broadcasts, of("France 2")?.broadcasts, of("France.tv")?.replays]).toEqual([[], [], []])
  })

  test("an unknown film has none; a demonstration's may be left out", async () => {
    const film = await addFilm(db, "Démo")
    await db.sql("update films set demo = true")

    expect(await filmPage(db, "unknown", { now: NOON, ...FR })).toBeNull()
    expect(await filmPage(db, await slugOf(film), { now: NOON, ...FR })).not.toBeNull()
    expect(await filmPage(db, await slugOf(film), { now: NOON, ...FR, demo: false })).toBeNull()
  })
})

describe("the first page", () => {
  test("shows what opened and what ends soon, one row per film, in the reader's territories", async () => {
    const film = await addFilm(db, "Neuf")
    const target = await addPage(db, film)
    await check(db, target, [], NOON)
    await check(db, target, [sighting(), replay({ end: endingAt(NOON + 3 * DAY) })], NOON + HOUR)
    await check(db, await addPage(db, await addFilm(db, "Belge")), [sighting({ territory: "BE" })], NOON)

    await check(db, await addPage(db, await addFilm(db, "Trouvé")), [sighting()], NOON + 90 * MINUTE)

    const home = await homeFilms(db, { ...FR, now: NOON + 2 * HOUR })

    expect(home.newlyAvailable).toMatchObject([
      { film: { title: "Neuf" }, firstLook: false },
      { film: { title: "Trouvé" }, firstLook: true },
    ])
    expect(home.leavingSoon).toMatchObject([
      { film: { title: "Neuf" }, provider: { name: "France.tv" }, endAt: NOON + 3 * DAY },
    ])
    expect(home.films).toBe(3)
    expect((await homeFilms(db, { ...FR, now: NOON + 60 * DAY })).newlyAvailable).toEqual([])
  })

  test("marks the demonstration's films, or leaves them out", async () => {
    const film = await addFilm(db, "Démo")
    await check(db, await addPage(db, film), [sighting()], NOON)
    await db.sql("update films set demo = true")

    expect(await homeFilms(db, { ...FR, now: NOON })).toMatchObject({
      films: 0,
      demo: [{ demo: true }],
      newlyAvailable: [{}],
    })
    expect(await homeFilms(db, { ...FR, now: NOON, demo: false })).toMatchObject({ demo: [], newlyAvailable: [] })
  })
})

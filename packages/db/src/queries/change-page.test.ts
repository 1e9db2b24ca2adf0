import { beforeEach, describe, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { ARTICLE, addFilm, addPage, check, DAY, HOUR, NOON, sighting, snapshot } from "../testing/world.ts"
import { changePage } from "./change-page.ts"
import { filmChanges } from "./changes.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, targets, providers, users cascade")
})

const history = (filmId: string, territories: readonly string[] | null = null) =>
  filmChanges(db, filmId, { territories, before: null, limit: 50 }).then(({ changes }) => changes)

async function pageOf(id: string, now = NOON + DAY) {
  const page = await changePage(db, id, { now })
  if (page === null) throw new Error("no such change")
  return page
}

describe("a change and its proof", () => {
  test("I13 the words, the address, the time and the document they were read in", async () => {
    const film = await addFilm(db, "Lu")
    const target = await addPage(db, film)
    await check(db, target, [sighting()], NOON)
    const [opened] = await history(film)

    const page = await pageOf(opened!.id)

    const [{ hash }] = (await db.sql<{ hash: string }>("select hash from targets where id = $1", [target])) as [
      { hash: string },
    ]
    expect(page).toMatchObject({
      change: { kind: "opened", cause: "baseline", proof: { text: "Orange Location 2,99 € HD", readAt: NOON } },
      document: { hash, shown: true, publishedAt: null },
      target: { id: target, source: "page", territory: "FR" },
      film: { title: "Lu" },
      previous: null,
      next: null,
    })
    expect(page.window.evidence).toMatchObject([{ source: "page", status: "holding" }])
  })

  test("what was read on when it went: the last words, and the document that no longer has them", async () => {
    const film = await addFilm(db, "Parti")
    const target = await addPage(db, film)
    await check(db, target, [sighting()], NOON)
    const before = await hashOf(target)
    await check(db, target, [], NOON + HOUR)
    await check(db, target, [], NOON + 2 * HOUR)
    const [closed, opened] = await history(film)

    const page = await pageOf(closed!.id)

    expect(page.change).toMatchObject({ kind: "closed", proof: { readAt: NOON } })
    expect(page.document).toMatchObject({ hash: await hashOf(target), shown: false })
    expect(page.document.hash).not.toBe(before)
    expect(page.previous).toMatchObject({ id: opened!.id, kind: "opened" })
    expect((await pageOf(opened!.id)).next).toMatchObject({ id: closed!.id, kind: "closed" })
  })

  test("who agreed: each source's own claim about the window, with its words and since when", async () => {
    const film = await addFilm(db, "Deux voix")
    const [page, article] = [await addPage(db, film), await addPage(db, film, ARTICLE)]
    await check(db, page, [sighting()], NOON)
    await check(db, article, [sighting({ text: "Sur Orange" })], NOON + HOUR)
    const [opened] = await history(film)

    const { window } = await pageOf(opened!.id)

    expect(window.evidence.map(({ source, firstSeenAt, text }) => [source, firstSeenAt, text])).toEqual([
      ["page", NOON, "Orange Location 2,99 € HD"],
      ["article", NOON + HOUR, "Sur Orange"],
    ])
  })

  test("W10 a correction leads to what it corrects, and back", async () => {
    const film = await addFilm(db, "Revenu")
    const target = await addPage(db, film)
    await check(db, target, [sighting()], NOON)
    await check(db, target, [], NOON + HOUR)
    await check(db, target, [], NOON + 2 * HOUR)
    await check(db, target, [sighting()], NOON + 3 * HOUR)
    const [corrected, closed] = await history(film)

    expect((await pageOf(corrected!.id)).corrects).toMatchObject({ id: closed!.id, kind: "closed" })
    expect((await pageOf(closed!.id)).correctedBy).toMatchObject([{ id: corrected!.id, kind: "corrected" }])
  })

  test("an unknown id, one that is none, and the demonstration's where it is left out have no page", async () => {
    const film = await addFilm(db, "Démo")
    await check(db, await addPage(db, film), [sighting()], NOON)
    const [opened] = await history(film)
    await db.sql("update films set demo = true")

    expect(await changePage(db, "019b2c7e-0000-7000-8000-000000000001", { now: NOON })).toBeNull()
    expect(await changePage(db, "1; drop table films", { now: NOON })).toBeNull()
    expect(await changePage(db, opened!.id, { now: NOON, demo: false })).toBeNull()
    expect(await changePage(db, opened!.id, { now: NOON })).not.toBeNull()
  })
})

describe("a film's history by page", () => {
  test("each change once, newest first, in the territories asked for (I7)", async () => {
    const film = await addFilm(db, "Long")
    const target = await addPage(db, film)
    const rows = ["Orange", "Arte", "MK2", "Ciné+", "Filmo"].map((provider) => sighting({ provider }))
    await check(db, target, snapshot([...rows, sighting({ provider: "RTBF", territory: "BE" })]), NOON)
    const asked = { territories: ["FR"], limit: 2 }

    const first = await filmChanges(db, film, { ...asked, before: null })
    const second = await filmChanges(db, film, { ...asked, before: first.next })
    const last = await filmChanges(db, film, { ...asked, before: second.next })

    const cursors = [first, second, last].flatMap(({ changes }) => changes.map(({ cursor }) => cursor))
    expect(cursors).toEqual(cursors.toSorted((a, b) => b - a))
    expect([first, second, last].map(({ changes }) => changes.length)).toEqual([2, 2, 1])
    expect([last.next, new Set(cursors).size]).toEqual([null, 5])
    expect(last.changes.concat(first.changes, second.changes).every(({ territory }) => territory === "FR")).toBe(true)
  })
})

async function hashOf(target: string): Promise<string> {
  return (await db.sql<{ hash: string }>("select hash from targets where id = $1", [target]))[0]!.hash
}

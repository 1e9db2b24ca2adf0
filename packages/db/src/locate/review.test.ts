import { factsAbout } from "@vigie/core"
import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { chooseWork, createFromWork } from "../films/choose-work.ts"
import { recordWorks } from "../films/works.ts"
import { useDatabase } from "../testing/use-database.ts"
import {
  addFilm,
  addPage,
  check,
  FEED,
  HOUR,
  kindsOf,
  NOON,
  SOURCES,
  sighting,
  snapshot,
  windowsOf,
} from "../testing/world.ts"
import { ensureUser } from "../users.ts"
import { addWatch } from "../watches.ts"
import { listReview } from "./review.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => db.sql("truncate films, works, outbox, audit, targets cascade"))

const REF = { title: "Le Tunnel", originalTitle: null, year: 1995, directors: [], durationMinutes: null, ids: {} }
const CONTEXT = { now: NOON + HOUR, sources: SOURCES }

/** A feed that showed a film which may be one of ours, or not. */
async function undecided() {
  const film = await addFilm(db, "Le Tunnel")
  const user = await ensureUser(db, { email: "me@mail.example", territories: ["FR"] })
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: NOON })
  const feed = await addPage(db, null, FEED)
  await check(db, feed, snapshot([]), NOON - HOUR)
  await check(db, feed, snapshot([sighting({ film: REF })]), NOON)
  const [item] = await listReview(db)
  return { film, item: item?.kind === "work" ? item : null }
}

test("a work that may be a film of ours waits for a person, with what speaks for and against it", async () => {
  const { film, item } = await undecided()

  const [row] = await db.sql<{ slug: string }>("select slug from films where id = $1", [film])
  expect(item).toMatchObject({ id: `work-${item?.workId}`, source: "feed", title: "Le Tunnel", year: 1995 })
  expect(item?.candidates).toMatchObject([
    { choice: row?.slug, title: "Le Tunnel", year: 1995, why: ["title", "year"] },
  ])
})

test("W24 the film a person says it is takes what was read, as backfill: nothing rings", async () => {
  const { film, item } = await undecided()
  expect(await windowsOf(db, film)).toEqual([])

  await chooseWork(db, { workId: item!.workId, filmId: film, by: "me" }, CONTEXT)

  expect(await windowsOf(db, film)).toMatchObject([{ status: "open" }])
  expect(await kindsOf(db, film)).toEqual(["opened quiet"])
  expect(await db.sql("select cause from changes")).toEqual([{ cause: "backfill" }])
  expect(await listReview(db)).toEqual([])
  expect(await db.sql("select state, matched_by from works")).toEqual([{ state: "matched", matched_by: "pin" }])
  expect(await db.sql("select actor, act, detail->>'film' as film from audit")).toEqual([
    { actor: "me", act: "choose-work", film },
  ])
})

test("none of ours stays none, whatever is read later", async () => {
  const { film, item } = await undecided()

  await chooseWork(db, { workId: item!.workId, filmId: null, by: "me" }, CONTEXT)
  const outcome = { outcome: "matched", filmId: film, by: "title", alias: null } as const
  await db.begin((tx) => recordWorks(tx, "feed", null, [{ ref: REF }], new Map([["le tunnel|1995||", outcome]]), NOON))

  expect(await listReview(db)).toEqual([])
  expect(await db.sql("select state, film_id from works")).toEqual([{ state: "ignored", film_id: null }])
})

test("an answer to a question that is closed, or about a film that is not there, is refused and changes nothing", async () => {
  const { film, item } = await undecided()
  const choose = (filmId: string, workId = item!.workId) => chooseWork(db, { workId, filmId, by: "me" }, CONTEXT)

  await expect(choose("00000000-0000-7000-8000-000000000000")).rejects.toThrow(/no such film/)
  await expect(choose(film, 999_999)).rejects.toThrow(/no such work/)
  expect(await db.sql("select 1 as one from audit")).toEqual([])
  await choose(film)
  await expect(choose(film)).rejects.toThrow(/matched already/)
})

test("W24 a film of which too little is said waits for a person, who may say that it is one of its own", async () => {
  const thin = { ...REF, title: "Le Quai", year: null }
  const feed = await addPage(db, null, FEED)
  await check(
    db,
    feed,
    { ...snapshot([sighting({ film: thin })]), films: [factsAbout(thin, { place: "row 1" })] },
    NOON,
  )
  const [item] = await listReview(db)
  expect(item).toMatchObject({ kind: "work", title: "Le Quai", year: null, candidates: [] })
  const workId = item?.kind === "work" ? item.workId : 0

  expect(await createFromWork(db, { workId, by: "me" }, CONTEXT)).toBe("le-quai")

  const [film] = await db.sql<{ id: string }>("select id from films where slug = 'le-quai'")
  expect(await windowsOf(db, film?.id ?? "")).toMatchObject([{ status: "open" }])
  expect(await kindsOf(db, film?.id ?? "")).toEqual(["opened quiet"])
  expect(await db.sql("select state, matched_by from works")).toEqual([{ state: "matched", matched_by: "pin" }])
  expect(await listReview(db)).toEqual([])
  await expect(createFromWork(db, { workId, by: "me" }, CONTEXT)).rejects.toThrow("matched already")
})

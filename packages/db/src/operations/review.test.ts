import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { chooseWork } from "../films/choose-work.ts"
import { blankFacts, createFilm } from "../films/create.ts"
import { chooseLocation } from "../locate/choose.ts"
import { pageIgnored, pageLocations, pageWorks } from "../queries/operations/review.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, FEED, HOUR, NOON, SOURCES, sighting, snapshot } from "../testing/world.ts"
import { reopenLocation } from "./reopen-location.ts"
import { reopenWork } from "./reopen-work.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => db.sql("truncate films, works, outbox, audit, targets, locations cascade"))

const FIRST = { limit: 10, after: null }
const CONTEXT = { now: NOON + HOUR, sources: SOURCES }
const titled = (title: string) => ({
  title,
  originalTitle: null,
  year: 1995,
  directors: [],
  durationMinutes: null,
  ids: {},
})

/** A feed that showed films which may be ours, or not. */
async function undecided(...titles: readonly string[]): Promise<readonly string[]> {
  const films = []
  for (const title of titles) films.push(await addFilm(db, title))
  const feed = await addPage(db, null, FEED)
  await check(db, feed, snapshot(titles.map((title) => sighting({ film: titled(title) }))), NOON)
  return films
}

const actsDone = () =>
  db
    .sql<{ act: string; actor: string }>("select act, actor from audit order by id")
    .then((rows) => rows.map((row) => `${row.actor} ${row.act}`))

test("works wait with the films they may be, page after page, each once", async () => {
  await undecided("Le Tunnel", "Le Pont", "La Grue")
  const seen: (string | null)[] = []

  for (let after: string | null = null; ; ) {
    const page = await pageWorks(db, { limit: 2, after })
    seen.push(...page.rows.map(({ ref }) => ref.title))
    for (const row of page.rows)
      expect(row.candidates).toMatchObject([{ title: row.ref.title, why: ["title", "year"] }])
    after = page.next
    if (after === null) break
  }

  expect(seen.toSorted()).toEqual(["La Grue", "Le Pont", "Le Tunnel"])
  await expect(pageWorks(db, { limit: 2, after: '["review","x"]' })).rejects.toThrow(/after/)
})

test("of two answers to one question the second changes nothing and writes nothing, whatever it is", async () => {
  const [film = ""] = await undecided("Le Tunnel")
  const workId = (await pageWorks(db, FIRST)).rows[0]!.id

  await chooseWork(db, { workId, filmId: null, by: "one" }, CONTEXT)

  await expect(chooseWork(db, { workId, filmId: film, by: "two" }, CONTEXT)).rejects.toThrow(/set aside already/)
  await expect(chooseWork(db, { workId, filmId: null, by: "two" }, CONTEXT)).rejects.toThrow(/set aside already/)
  expect(await db.sql("select state, film_id from works")).toEqual([{ state: "ignored", film_id: null }])
  expect(await actsDone()).toEqual(["one choose-work"])
})

test("what was set aside is asked again, with the films it may be by now, and only once", async () => {
  await undecided("Le Tunnel")
  const workId = (await pageWorks(db, FIRST)).rows[0]!.id
  await expect(reopenWork(db, { workId, by: "op" })).rejects.toThrow(/not set aside/)
  await chooseWork(db, { workId, filmId: null, by: "op" }, CONTEXT)
  expect((await pageIgnored(db, FIRST)).rows).toMatchObject([{ id: workId }])

  await reopenWork(db, { workId, by: "op" })

  expect((await pageIgnored(db, FIRST)).rows).toEqual([])
  expect((await pageWorks(db, FIRST)).rows).toMatchObject([{ id: workId, candidates: [{ title: "Le Tunnel" }] }])
  await expect(reopenWork(db, { workId, by: "two" })).rejects.toThrow(/not set aside/)
  await expect(reopenWork(db, { workId: 999_999, by: "op" })).rejects.toThrow(/no such work/)
  expect(await actsDone()).toEqual(["op choose-work", "op work reopen"])
})

test("a film's place at a source is answered once; taken back, it is asked again and its page is no longer checked", async () => {
  const film = blankFacts({ title: "Les Deux Rives", year: 1971 })
  const { id: filmId } = await createFilm(db, film, { createdBy: "test", now: NOON })
  await db.sql("insert into locations (film_id, source, state, candidates) values ($1, 'page', 'choose', $2::jsonb)", [
    filmId,
    JSON.stringify([
      { reference: "7", url: null, film },
      { reference: "8", url: null, film },
    ]),
  ])
  const answer = (reference: string | null, by: string) =>
    chooseLocation(db, { filmId, source: "page", reference, by, now: NOON, onlyOpen: true })

  await answer("8", "one")
  await expect(answer("7", "two")).rejects.toThrow(/answered already/)
  expect((await pageLocations(db, FIRST)).rows).toEqual([])
  await db.sql(
    "insert into targets (source, reference, territory, scope, film_id, every_ms, host) values ('page', '8', 'FR', 'film', $1, 1000, 'h')",
    [filmId],
  )

  await reopenLocation(db, { filmId, source: "page", by: "one" })

  expect((await pageLocations(db, FIRST)).rows).toMatchObject([
    { filmId, candidates: [{ reference: "7" }, { reference: "8" }] },
  ])
  expect(await db.sql("select state from targets")).toEqual([{ state: "retired" }])
  await expect(reopenLocation(db, { filmId, source: "page", by: "two" })).rejects.toThrow(/no answer/)
  expect(await actsDone()).toEqual(["one choose-location", "one location reopen"])
})

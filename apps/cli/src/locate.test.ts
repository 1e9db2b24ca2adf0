import { addWatch, blankFacts, type Db, ensureUser, joinWorkers, openDb, takeFilm } from "@vigie/db"
import { checkOne, locate, openStages, readConfig } from "@vigie/stages"
import { type FakeTmdb, openFakeTmdb } from "@vigie/stages/testing"
import { createTestDatabase, type TestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Cli, openCli } from "./testing/cli.ts"

const FILMS = [
  { id: 501, title: "Le Phare de Kerbrat", year: 1974, director: "Inès Kerguen", minutes: 96, providers: ["Orange"] },
  { id: 502, title: "La Digue", year: 1960, director: "Yann Morvan", minutes: 90, providers: ["Canal VOD"] },
  { id: 503, title: "La Digue", year: 2019, director: "Nora Ruiz", minutes: 110 },
  { id: 505, title: "Le Manège d'Estrelle", year: 1983, director: "Ana Delmas" },
  { id: 506, title: "La Gare", year: 1969, director: "Ana Obrecht" },
  { id: 504, title: "Le Verger", year: 2001, director: "Paul Obrecht", imdb: "tt0900504" },
]

let database: TestDatabase
let db: Db
let tmdb: FakeTmdb
let cli: Cli
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url, { max: 2 })
  tmdb = await openFakeTmdb(FILMS)
  // Nothing but the fake may be asked: there is no contact.
  cli = openCli({ DATABASE_URL: database.url, ...tmdb.env })
}, 60_000)
afterAll(async () => {
  cli.drop()
  await Promise.all([tmdb.close(), db.close()])
  await database.drop()
})

/** A film that the catalogue knows by these facts alone. */
async function know(facts: Parameters<typeof blankFacts>[0]): Promise<string> {
  const { slug } = await takeFilm(db, "operator", blankFacts(facts), { now: Date.now(), sources: new Map() })
  return slug
}
const watch = (slug: string) => cli.run("--json", "watch", "add", "--email", "me@films.example", "--film", slug)
const stateOf = (rows: readonly Record<string, unknown>[], source: string) => rows.find((row) => row.source === source)

/** What a worker does as soon as a commit leaves something to do, in this process. */
async function openWorker() {
  const config = readConfig({ VIGIE_DATA_DIR: cli.dataDir, DATABASE_URL: database.url, ...tmdb.env })
  const stages = await openStages({ config, databaseUrl: database.url, clock: Date.now, random: () => 0.5 })
  const located: string[] = []
  const work = async () => {
    const rows = await db.sql<{ id: string; slug: string }>(
      "select f.id, f.slug from outbox o join films f on f.id = o.ref where o.kind = 'locate' and o.state = 'waiting'",
    )
    for (const { id, slug } of rows) {
      const { outcome, targets } = await locate(stages, id)
      if (outcome === "done") located.push(slug)
      for (const target of targets) await checkOne(stages, target)
    }
  }
  let working = Promise.resolve()
  const wake = () => {
    working = working.then(work)
  }
  const presence = await joinWorkers(db, wake, () => {})
  const close = async () => {
    await presence.leave()
    await working
    await stages.close()
  }
  return { located, close }
}

describe("watch add, without a worker", () => {
  test("finds a film's targets, checks them and prints each source's state within ten seconds", async () => {
    const slug = await know({ title: "Le Phare de Kerbrat", year: 1974, directors: ["Inès Kerguen"] })

    const before = performance.now()
    const { code, rows, stderr } = await watch(slug)

    expect(performance.now() - before).toBeLessThan(10_000)
    expect(code).toBe(0)
    expect(rows[0]).toMatchObject({ film: slug, created: true, answer: "waiting" })
    expect(stateOf(rows, "tmdb")).toMatchObject({ state: "watched", outcome: "changed", sightings: 1, reason: null })
    expect(stderr).toMatch(/no contact is set/)
    const [film] = await cli.rows("films", "show", slug)
    expect(film).toMatchObject({ ids: { tmdb: "501" }, windows: [{ provider: "Orange", status: "open" }] })
  }, 60_000)

  test("W24 what is there already is its first answer, once", async () => {
    expect(cli.mails()).toHaveLength(1)
    expect(cli.mails()[0]).toMatch(/Orange/)
    expect(await cli.rows("watch", "list")).toMatchObject([{ answer: "done" }])
  }, 60_000)
})

test("check, without a worker, looks for what a page's watch left to look for, and checks it", async () => {
  const { id } = await takeFilm(
    db,
    "operator",
    blankFacts({ title: "La Gare", year: 1969, directors: ["Ana Obrecht"] }),
    {
      now: Date.now(),
      sources: new Map(),
    },
  )
  const user = await ensureUser(db, { email: "page@films.example", territories: ["FR"] })
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: id, now: Date.now() })

  const rows = await cli.rows("check", "--due")

  const targets = await cli.rows("targets", "list")
  const found = targets.find((target) => target.film === "la-gare")
  expect(found).toMatchObject({ source: "tmdb", reference: "506" })
  expect(rows).toContainEqual({ target: found?.id, outcome: "changed", error: null, changes: 0 })
}, 60_000)

describe("watch add, while a worker runs", () => {
  test("leaves the work to it, waits for its end and prints the same", async () => {
    const slug = await know({ title: "Le Manège d'Estrelle", year: 1983, directors: ["Ana Delmas"] })
    const worker = await openWorker()

    const { rows, code } = await watch(slug)
    await worker.close()

    expect(code).toBe(0)
    expect(worker.located).toEqual([slug])
    expect(stateOf(rows, "tmdb")).toMatchObject({ state: "watched", outcome: "changed" })
  }, 60_000)

  test("with one that does nothing it says so within ten seconds, and what is known so far", async () => {
    const slug = await know({ title: "Le Moulin de Brizac", year: 1991, directors: ["Loïc Le Goff"] })
    const presence = await joinWorkers(
      db,
      () => {},
      () => {},
    )

    const before = performance.now()
    const { rows, code, stderr } = await watch(slug)
    await presence.leave()

    expect(performance.now() - before).toBeLessThan(10_000)
    expect(code).toBe(0)
    expect(stateOf(rows, "tmdb")).toMatchObject({ state: "looking", target: null })
    expect(stderr).toMatch(/a running worker goes on/)
  }, 60_000)
})

describe("what is not certain", () => {
  test("a remake with the same title lands in review, and makes no target", async () => {
    const slug = await know({ title: "La Digue" })

    const { rows } = await watch(slug)

    const row = stateOf(rows, "tmdb")
    expect(row).toMatchObject({ state: "choose", target: null })
    expect(row?.reason).toBe("502: La Digue (1960); 503: La Digue (2019)")
    const [question, ...others] = await cli.rows("review", "list")
    expect(others).toEqual([])
    expect(question).toMatchObject({
      id: `${slug}:tmdb`,
      kind: "location",
      source: "tmdb",
      candidates: [
        { choice: "502", year: 1960, directors: ["Yann Morvan"] },
        { choice: "503", year: 2019 },
      ],
    })
  }, 60_000)

  test("a person's choice is pinned, its film is checked at once, and what it says is added", async () => {
    expect((await cli.run("review", "choose", "la-digue:tmdb", "999")).code).toBe(2)

    await cli.rows("review", "choose", "la-digue:tmdb", "502")

    const [film] = await cli.rows("films", "show", "la-digue")
    expect(film).toMatchObject({ year: 1960, directors: ["Yann Morvan"], windows: [{ provider: "Canal VOD" }] })
    expect(await cli.rows("review", "list")).toEqual([])
    expect(await db.sql("select actor, act, detail from audit where act = 'choose-location'")).toEqual([
      { actor: "command line", act: "choose-location", detail: { source: "tmdb", reference: "502" } },
    ])
  }, 60_000)

  test("I2 a source that fails concludes nothing: failed, with its reason and a next try", async () => {
    const slug = await know({ title: "Le Bal d'Orvault", year: 1988, directors: ["Rose Santoni"] })
    tmdb.fail(503)

    const { code, rows } = await watch(slug)

    expect(code).toBe(0)
    expect(stateOf(rows, "tmdb")).toMatchObject({ state: "failed", target: null })
    expect(stateOf(rows, "tmdb")?.reason).toMatch(/^status: .*503/)
    expect(await cli.run("films", "lookup", "Le Bal")).toMatchObject({ code: 1, stdout: "" })
    tmdb.fail(200)
  }, 60_000)
})

describe("films that are not in the catalogue yet", () => {
  test("films lookup prints what the source knows, the year asked for first, and what the catalogue has", async () => {
    const rows = await cli.rows("films", "lookup", "la digue", "--year", "2019")

    expect(rows).toMatchObject([
      { source: "tmdb", reference: "503", title: "La Digue", year: 2019, directors: ["Nora Ruiz"], film: null },
      { source: "tmdb", reference: "502", year: 1960, film: "la-digue" },
    ])
    expect(Object.keys(rows[0] ?? {})).toEqual("source reference title year directors url film".split(" "))
  }, 60_000)

  test("films add creates it once, and finds one that the catalogue has by another id", async () => {
    const args = ["films", "add", "--source", "tmdb", "--reference", "503"]
    const [made] = await cli.rows(...args)
    const [again] = await cli.rows(...args)
    const slug = await know({ title: "The Orchard", year: 2001, ids: { imdb: "tt0900504" } })
    const [same] = await cli.rows("films", "add", "--source", "tmdb", "--reference", "504")

    expect(made).toMatchObject({ slug: "la-digue-2019", created: true, ids: { tmdb: "503" } })
    expect(again).toEqual({ ...made, created: false })
    expect(same).toMatchObject({ slug, created: false, ids: { tmdb: "504", imdb: "tt0900504" } })
  }, 60_000)

  test.each([
    ["no title", ["films", "lookup", " "], 2],
    ["a year that is none", ["films", "lookup", "Le Verger", "--year", "next"], 2],
    ["a source that looks nothing up", ["films", "add", "--source", "francetv", "--reference", "1"], 2],
    ["a reference nobody knows", ["films", "add", "--source", "tmdb", "--reference", "999999"], 1],
    ["a question nobody asked", ["review", "choose", "work-999999", "none"], 2],
  ])(
    "%s is one line and exit %j",
    async (_, args, code) => {
      const outcome = await cli.run(...args)

      expect(outcome.stderr).toMatch(/^error: .+/m)
      expect(outcome.code).toBe(code)
    },
    60_000,
  )
})

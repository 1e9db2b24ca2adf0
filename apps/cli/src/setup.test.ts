import { type ChildProcess, spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { type Db, homeFilms, openDb, whatIsOn } from "@vigie/db"
import { type FakeFeeds, fakeFeeds } from "@vigie/stages/testing"
import { createTestDatabase, type TestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Cli, openCli } from "./testing/cli.ts"

const SETUP = ["setup", "--territory", "FR", "--contact", "me@films.example", "--pack", "fr"]
const LIMIT = { timeout: 120_000 }

let database: TestDatabase
let feeds: FakeFeeds
let cli: Cli
let db: Db

/** Feeds on this machine, and a command line on an empty, seeded database that may ask them. */
async function open(): Promise<void> {
  database = await createTestDatabase()
  feeds = await fakeFeeds(Date.now())
  cli = openCli({ DATABASE_URL: database.url, ...feeds.env })
  db = openDb(database.url, { max: 2 })
  await cli.rows("seed")
}

async function close(): Promise<void> {
  cli.drop()
  await Promise.all([db.close(), feeds.close()])
  await database.drop()
}

const targets = () => cli.rows("targets", "list")

describe("vigie setup", () => {
  beforeAll(open, 60_000)
  afterAll(close)

  test.each([
    ["", /--territory: expected an ISO 3166-1 code.*--contact: expected an e-mail address.*--pack: expected fr /],
    ["--territory FR --pack fr", /--contact: expected an e-mail address or a URL/],
    ["--territory XX --contact me@films.example --pack fr", /--territory "XX": expected an ISO 3166-1 code such as FR/],
    ["--territory FR --contact me --pack fr", /--contact "me": expected an e-mail address or a URL/],
    [`--territory FR --contact ${"x".repeat(300)} --pack fr`, /--contact "x+…": expected at most 200 characters/],
    ["--territory FR --contact me@films.example --pack de", /--pack "de": expected one of fr \(FR\)/],
    ["--territory BE --contact me@films.example --pack fr", /--pack "fr" is not for BE: expected one of fr \(FR\)/],
    ["--territory FR --contact me@films.example --pack fr --test-mail nobody", /--test-mail "nobody": not an address/],
    ["--territory FR --contact me@films.example --pack fr", /--yes: nobody is here to agree/],
  ])("%.60s: exit 2, one line, nothing stored, nobody asked", LIMIT, async (options, words) => {
    const yes = words.source.startsWith("--yes") ? [] : ["--yes"]

    const { code, stdout, stderr } = await cli.run("setup", ...options.split(" ").filter(Boolean), ...yes)

    expect(code).toBe(2)
    expect(stdout).toBe("")
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(/^error: /)
    expect(stderr).toMatch(words)
    expect(await targets()).toEqual([])
    expect(feeds.asked).toEqual([])
  })

  test("a contact with a line break is refused", LIMIT, async () => {
    const args = ["--territory", "FR", "--contact", "me@films.example\r\nX-Evil: 1", "--pack", "fr", "--yes"]

    const { code, stderr } = await cli.run("setup", ...args)

    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^error: --contact "me@films\.example X-Evil: 1": [^\n]*\n$/),
    ])
  })

  test("without --yes it says whom it would ask, how often and on what terms, and asks nobody", LIMIT, async () => {
    const { stderr } = await cli.run(...SETUP)

    for (const name of ["France.tv", "Arte", "XMLTV"])
      expect(stderr).toContain(`${name}: ${feeds.host} is asked every `)
    for (const fact of ["at least 5 s between two requests", "no key", "shown here with its name"])
      expect(stderr).toContain(fact)
    expect(feeds.asked).toEqual([])
  })

  test("from nothing to films on the home page, in one command", LIMIT, async () => {
    const began = Date.now()
    expect((await cli.rows("check")).concat(await cli.rows("check", "--due"))).toEqual([])
    expect(feeds.asked).toEqual([])

    const { code, rows, stderr } = await cli.run("--json", ...SETUP, "--yes", "--test-mail", "me@films.example")

    expect(code).toBe(0)
    expect(rows).toMatchObject([
      { source: "francetv", host: feeds.host, outcome: "good", sightings: 130, films: 130, error: null },
      { source: "arte", outcome: "good", sightings: 2 * feeds.programmes },
      { source: "xmltv", outcome: "good", sightings: feeds.slots },
    ])
    expect(stderr).toContain("TMDB is off: TMDB_API_KEY is not set")
    expect(stderr).toContain("https://www.themoviedb.org/settings/api")
    expect(cli.mails().join()).toMatch(/^Subject: =\?UTF-8\?Q\?Vigie_peut_vous_=C3=A9crire\?=/m)
    const home = await homeFilms(db, { territories: ["FR"], now: Date.now() })
    expect(home.newlyAvailable).toHaveLength(12)
    expect(home.newlyAvailable.every(({ firstLook }) => firstLook)).toBe(true)
    const on = await whatIsOn(db, ["FR"])
    expect(on.sources).toBe(3)
    expect(on.films).toBeGreaterThanOrEqual(130)
    expect(Date.now() - began).toBeLessThan(60_000)
  })

  test("the same again adds nothing and asks nobody; another contact counts at once", LIMIT, async () => {
    const before = await targets()
    const asked = feeds.asked.length

    const { code, rows } = await cli.run("--json", ...SETUP.with(4, "https://films.example/about"), "--yes")

    expect([code, rows.length]).toEqual([0, 3])
    expect(await targets()).toEqual(before)
    expect(feeds.asked).toHaveLength(asked)
    const doctor = await cli.rows("doctor")
    expect(doctor).toContainEqual(expect.objectContaining({ part: "contact", detail: "https://films.example/about" }))
    expect(doctor).toContainEqual(
      expect.objectContaining({
        part: "setup",
        state: "ok",
        detail: expect.stringMatching(/^territory FR, pack fr, since /),
      }),
    )
  })

  test("a source that fails is a line that says why, and the others are read", LIMIT, async () => {
    await db.sql("update targets set last_good_at = null, last_check_at = null, last_outcome = null, hash = null")
    feeds.failPage(2, 502)

    const { code, rows } = await cli.run("--json", ...SETUP, "--yes")

    expect(code).toBe(0)
    expect(rows).toMatchObject([
      { source: "francetv", outcome: "failed", error: expect.stringMatching(/^status: .*502/) },
      { source: "arte", outcome: "good" },
      { source: "xmltv", outcome: "good" },
    ])
  })

  test("the territory said is that of what is added from then on; no pack is an answer, too", LIMIT, async () => {
    const place = ["--territory", "BE", "--contact", "me@films.example", "--pack", "none", "--yes"]

    expect((await cli.run("setup", ...place)).stderr).toContain("no pack is on")
    const add = ["targets", "add", "--source", "press", "--url", "https://films.example/article"]
    expect((await cli.rows(...add))[0]).toMatchObject({ territory: "BE" })
    const states = (await targets()).map(({ source, state }) => `${source} ${state}`)

    expect(states.sort()).toEqual(["arte paused", "francetv paused", "press active", "xmltv paused"])
  })
})

describe("with a worker running", () => {
  let worker: ChildProcess
  beforeAll(async () => {
    await open()
    const program = fileURLToPath(new URL("../../worker/src/main.ts", import.meta.url))
    const env = { PATH: process.env.PATH, DATABASE_URL: database.url, LOG_LEVEL: "silent", ...feeds.env }
    worker = spawn(process.execPath, [program], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] })
    await new Promise((resolve) => worker.once("message", resolve))
  }, 60_000)
  afterAll(async () => {
    const gone = new Promise((resolve) => worker.once("exit", resolve))
    worker.kill()
    await gone
    await close()
  })

  test("it asks nobody before the set-up, then reads what was switched on without a restart", LIMIT, async () => {
    await new Promise((resolve) => setTimeout(resolve, 6_000))
    expect(feeds.asked).toEqual([])

    const { code, rows, stderr } = await cli.run("--json", ...SETUP, "--yes")

    expect(code).toBe(0)
    expect(stderr).toContain("the running worker reads them")
    expect(rows.map(({ outcome }) => outcome)).toEqual(["good", "good", "good"])
  })
})

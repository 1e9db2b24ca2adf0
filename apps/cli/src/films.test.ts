import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { joinWorkers, openDb } from "@vigie/db"
import { createTestDatabase, describeWith, findShared, type TestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Cli, openCli } from "./testing/cli.ts"

let database: TestDatabase
let cli: Cli
const open = async () => {
  database = await createTestDatabase()
  cli = openCli({ DATABASE_URL: database.url })
}
const close = async () => {
  cli.drop()
  await database.drop()
}

describeWith(findShared("seeds"), "films import on the seeds", (folder) => {
  const file = path.join(folder, readdirSync(folder).find((name) => name.startsWith("002")) ?? "002")
  beforeAll(open)
  afterAll(close)

  test("into an empty catalogue, after the seed, and again", { timeout: 120_000 }, async () => {
    const say = async () => (await cli.run("films", "import", file)).stdout

    expect(await say()).toBe("14 read, 6 created, 0 updated, 8 unresolved\n")
    await cli.rows("seed")
    expect(await say()).toMatch(/^14 read, 0 created, \d+ updated, 0 unresolved\n$/)
    expect(await say()).toBe("14 read, 0 created, 0 updated, 0 unresolved\n")
  })

  test("no credit line of the file is lost, and its places are 17 communes", { timeout: 120_000 }, async () => {
    const films = await cli.rows("films", "list")
    const lines = new Set<string>()
    const places = new Set<string>()
    for (const { slug } of films) {
      const [film] = await cli.rows("films", "show", String(slug))
      const said = film as unknown as { credits: { line: string }[]; places: { slug: string }[] }
      for (const { line } of said.credits) lines.add(line)
      for (const place of said.places) places.add(place.slug)
    }

    const wanted = creditLines(readFileSync(file, "utf8"))
    expect(wanted).toHaveLength(159)
    expect(wanted.filter((line) => !lines.has(line))).toEqual([])
    expect(places.size).toBe(17)
  })
})

/** What stands between a film's first credit and its running time, blank line or summary; and the line of its cast. */
function creditLines(text: string): readonly string[] {
  const blocks = text.split(/\n(?=Réalisé par )/).slice(1)
  const credits = blocks.flatMap((block) => block.split(/\nDurée |\n\n/)[0]!.split("\n"))
  return [...credits, ...(text.match(/^Avec \p{Lu}.*$/gmu) ?? [])].map((line) => line.trim())
}

describe("a catalogue", () => {
  let target: string
  beforeAll(async () => {
    await open()
    await cli.rows("seed")
  }, 120_000)
  afterAll(close)

  test("films list: the best match first, with the keys of the contract", async () => {
    const rows = await cli.rows("films", "list", "--query", "les miles")

    expect(Object.keys(rows[0] ?? {})).toEqual(["slug", "title", "originalTitle", "year", "directors", "ids"])
    expect(rows[0]).toMatchObject({ slug: "les-milles", year: 1995, directors: ["Sébastien Grall"] })
  })

  test("films show: credits by line, job and names", async () => {
    const [film] = await cli.rows("films", "show", "les-milles")

    expect(film).toMatchObject({ slug: "les-milles", credits: [], windows: [], changes: [] })
    expect((await cli.run("films", "show", "nothing")).stderr).toBe('error: film "nothing": no such film\n')
  })

  test("targets add and set: what was said, and the source's own interval otherwise", async () => {
    const url = "https://films.example/1"
    const [row] = await cli.rows("targets", "add", "--source", "unifrance", "--film", "les-milles", "--url", url)
    target = String(row?.id)
    const keys = ["id", "source", "reference", "territory", "film", "every", "dueAt", "state"]
    expect(Object.keys(row ?? {})).toEqual(keys)
    const stored = { source: "unifrance", reference: url, territory: "FR", film: "les-milles", state: "active" }
    expect(row).toMatchObject({ ...stored, every: "12h", dueAt: expect.stringMatching(/^\d{4}-.*Z$/) })

    const [set] = await cli.rows("targets", "set", target, "--every", "90s", "--state", "paused")
    expect(set).toMatchObject({ ...stored, id: target, every: "90s", state: "paused" })
    expect(await cli.rows("targets", "list")).toEqual([set])
  })

  test("a film that is not there, a target that is not there: exit 2, nothing stored", async () => {
    const add = ["targets", "add", "--source", "unifrance", "--url", "https://films.example/2", "--film", "nothing"]

    expect((await cli.run(...add)).code).toBe(2)
    expect((await cli.run("targets", "set", target.replace(/.{4}$/, "0000"), "--every", "1h")).code).toBe(2)
    expect((await cli.run("watch", "add", "--email", "a@films.example", "--film", "nothing")).code).toBe(2)
    expect(await cli.rows("targets", "list")).toHaveLength(1)
    expect(await cli.rows("watch", "list")).toEqual([])
  })

  test("check: a paused target is not due; --now is refused while a worker runs", { timeout: 60_000 }, async () => {
    expect(await cli.rows("check")).toEqual([])
    const db = openDb(database.url, { max: 1 })
    const nothing = () => {}
    const worker = await joinWorkers(db, nothing, nothing)

    const { code, stderr } = await cli.run("check", "--now", "2026-01-01")

    await worker.leave()
    await db.close()
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: --now: refused while a worker runs[^\n]*\n$/)
    expect((await cli.run("check", "--now", "2026-01-01")).code).toBe(0)
  })

  test("I11 without a contact no host is asked, and the check says so", { timeout: 60_000 }, async () => {
    const [row] = await cli.rows("check", "--target", target)

    expect(row).toMatchObject({ target, outcome: "failed", error: expect.stringMatching(/^no_contact: /), changes: 0 })
    const doctor = await cli.rows("doctor")
    expect(doctor).toContainEqual(expect.objectContaining({ part: "contact", state: "missing" }))
    const probe = await cli.run("sources", "probe", "unifrance", "--url", "https://films.example/1")
    expect(probe.code).toBe(1)
    expect(probe.stderr).toMatch(/^error: unifrance: no_contact: [^\n]*\n$/)
  })

  test("watch add: a rule is kept as it was given, and the same watch twice is one", async () => {
    const add = ["watch", "add", "--email", "Someone@Films.example", "--film", "les-milles"]

    await cli.rows(...add, "--rule", '{"kinds":["replay"]}')
    await cli.rows(...add)

    const rows = await cli.rows("watch", "list")
    expect(rows).toMatchObject([{ email: "someone@films.example", film: "les-milles", rule: { kinds: ["replay"] } }])
  })
})

describe("duplicates", () => {
  beforeAll(async () => {
    await open()
    await cli.rows("seed")
  }, 120_000)
  afterAll(close)

  test("films merge: the old slug leads to the film that stays; again is no fault, nonsense is", {
    timeout: 60_000,
  }, async () => {
    const [first, second] = (await cli.rows("films", "list")).map((film) => String(film.slug))

    expect(await cli.rows("films", "merge", first!, second!)).toEqual([{ from: first, into: second, merged: true }])
    expect(await cli.rows("films", "show", first!)).toMatchObject([{ slug: second, movedTo: second }])
    expect(await cli.rows("films", "merge", first!, second!)).toMatchObject([{ merged: false }])
    expect(await cli.run("films", "merge", second!, second!)).toMatchObject({
      code: 2,
      stderr: `error: film "${second}": cannot be merged into itself\n`,
    })
  })

  test("providers list, set and merge", { timeout: 60_000 }, async () => {
    const slugs = (await cli.rows("providers", "list")).map((row) => row.slug)
    expect(slugs).toEqual(expect.arrayContaining(["france-tv", "arte", "netflix"]))
    expect(await cli.rows("providers", "list", "--unverified")).toEqual([])

    const [renamed] = await cli.rows("providers", "set", "mubi", "--name", "MUBI France")
    expect(renamed).toMatchObject({
      slug: "mubi",
      name: "MUBI France",
      aliases: [{ name: "MUBI" }, { name: "MUBI France" }],
    })
    expect(await cli.rows("providers", "merge", "mubi", "tenk")).toEqual([
      { from: "mubi", into: "tenk", merged: true, films: 0 },
    ])
    const merged = (await cli.rows("providers", "list")).find((row) => row.slug === "mubi")
    expect(merged).toMatchObject({ successor: "tenk" })
    expect((await cli.run("providers", "set", "tenk")).code).toBe(2)
    expect((await cli.run("providers", "merge", "tenk", "nowhere")).stderr).toBe(
      'error: provider "nowhere": no such provider\n',
    )
  })
})

describe("doctor", () => {
  beforeAll(open)
  afterAll(close)

  test("a job given up is broken and named, exit 1; without it all is well", { timeout: 60_000 }, async () => {
    expect((await cli.run("doctor")).code).toBe(0)
    const db = openDb(database.url, { max: 1 })
    const ref = "01a1fd87-5422-7707-b56e-2b4a0da33420"
    await db.sql("insert into outbox (kind, ref, state, error) values ('deliver', $1, 'failed', 'no such address')", [
      ref,
    ])
    await db.close()

    const { code, stderr, rows } = await cli.run("doctor", "--json")

    expect(code).toBe(1)
    expect(stderr).toBe(`error: broken: deliver ${ref}\n`)
    expect(rows).toContainEqual({ part: `deliver ${ref}`, state: "broken", detail: "given up: no such address" })
  })

  test("a mail server that does not answer is broken, and named without its password", {
    timeout: 60_000,
  }, async () => {
    const other = openCli({ DATABASE_URL: database.url, SMTP_URL: "smtp://someone:secret@127.0.0.1:9" })

    const { rows, stdout } = await other.run("doctor", "--json")

    const transport = rows.find(({ part }) => part === "transport")
    expect(transport).toMatchObject({ state: "broken", detail: expect.stringMatching(/^SMTP 127\.0\.0\.1:9: /) })
    expect(stdout).not.toContain("secret")
    other.drop()
  })
})

describe("a database that is not up to date", () => {
  test("is refused until it is migrated, and doctor says so", { timeout: 60_000 }, async () => {
    const bare = await createTestDatabase({ migrated: false })
    const there = openCli({ DATABASE_URL: bare.url })

    expect(await there.run("films", "list")).toMatchObject({
      code: 1,
      stderr: "error: the database is not up to date: run `vigie migrate`\n",
    })
    expect((await there.run("doctor")).code).toBe(1)
    expect((await there.run("migrate")).stdout).toMatch(/^applied \d+/)
    expect((await there.run("migrate")).stdout).toBe("up to date\n")
    expect((await there.run("doctor")).code).toBe(0)
    there.drop()
    await bare.drop()
  })

  test("a server that does not answer is named without its password: exit 1", { timeout: 60_000 }, async () => {
    const there = openCli({ DATABASE_URL: "postgres://someone:secret@127.0.0.1:9/vigie" })

    const { code, stderr } = await there.run("films", "list")

    expect(code).toBe(1)
    expect(stderr).toMatch(/^error: DATABASE_URL: the database does not answer: [^\n]*\n$/)
    expect(stderr).not.toContain("secret")
    there.drop()
  })
})

import { createTestDatabase, type TestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Cli, openCli } from "./testing/cli.ts"

let database: TestDatabase
let cli: Cli
beforeAll(async () => {
  database = await createTestDatabase()
  cli = openCli({ DATABASE_URL: database.url })
  await cli.rows("seed")
}, 120_000)
afterAll(async () => {
  cli.drop()
  await database.drop()
})

test("films where: a row a film of the list, the rows that were not read, and the sum of it", async () => {
  const file = cli.file(
    "watchlist.csv",
    "Date,Name,Year,Letterboxd URI\n2024-01-02,Les Milles,1995,x\n2024-01-02,,1995,x\n",
  )

  const { code, rows, stderr } = await cli.run("--json", "films", "where", file, "--territory", "FR")

  expect([code, rows]).toMatchObject([
    0,
    [{ line: 2, title: "Les Milles", year: 1995, state: "certain", films: ["les-milles"], provider: null, text: null }],
  ])
  expect(stderr).toContain("line 3: no title: 2024-01-02,,1995,x")
  expect(stderr).toContain("of 1 films 1 are known, 0 can be seen now")
})

test("films where: what is no list is bad input", async () => {
  const { code, stderr } = await cli.run("films", "where", cli.file("page.csv", "<!doctype html><title>x</title>"))

  expect([code, stderr.trim()]).toEqual([2, expect.stringMatching(/^error: .*web page/)])
})

test("watch export: the list, so that `films where` knows each film of it again", { timeout: 120_000 }, async () => {
  await cli.rows("watch", "add", "--email", "paul@example.org", "--film", "les-milles")

  for (const format of ["letterboxd", "imdb", "trakt", "text"]) {
    const { stdout } = await cli.run("watch", "export", "--email", "Paul@example.org", "--format", format)
    const rows = await cli.rows("films", "where", cli.file(`list.${format}`, stdout))
    expect([format, rows.map((row) => [row.state, row.films])]).toEqual([format, [["certain", ["les-milles"]]]])
  }
  const wrong = await cli.run("watch", "export", "--email", "paul@example.org", "--format", "xml")
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--format "xml"')])
  expect((await cli.run("watch", "export", "--email", "x@example.org", "--format", "text")).code).toBe(2)
})

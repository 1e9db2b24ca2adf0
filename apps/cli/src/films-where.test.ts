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

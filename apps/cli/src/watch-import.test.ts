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

test("watch import: the films of a list are on somebody's, and what is not certain is said; again adds nothing", {
  timeout: 60_000,
}, async () => {
  const lines = [",Les Milles,1995,x", ",Nul ne le connaît,1950,x", ",,1995,x"]
  const file = cli.file("list.csv", ["Date,Name,Year,Letterboxd URI", ...lines].join("\n"))

  const first = await cli.run("--json", "watch", "import", file, "--email", "Anna@example.org")

  expect([first.code, first.rows]).toEqual([
    0,
    [
      { line: null, title: "Les Milles", year: 1995, state: "added", films: ["les-milles"] },
      { line: 3, title: "Nul ne le connaît", year: 1950, state: "looking", films: [] },
    ],
  ])
  expect(first.stderr).toContain("line 4: no title: ,,1995,x")
  expect(first.stderr).toContain("2 lines read, 1 not; 1 films added, 0 there already")
  expect(first.stderr).toContain("no worker is running")
  const again = await cli.run("--json", "watch", "import", file, "--email", "anna@example.org")
  expect(again.stderr).toContain("0 films added, 1 there already")
  expect(await cli.rows("watch", "list")).toMatchObject([
    { email: "anna@example.org", film: "les-milles", answer: "done" },
  ])
})

test("watch import: what is no list, and nobody's address, are bad input", async () => {
  const page = await cli.run("watch", "import", cli.file("page.csv", "<!doctype html>"), "--email", "a@example.org")
  expect([page.code, page.stderr.trim()]).toEqual([2, expect.stringMatching(/^error: .*web page/)])
  const nobody = await cli.run("watch", "import", cli.file("list.txt", "Les Milles"), "--email", "nobody")
  expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('--email "nobody"')])
})

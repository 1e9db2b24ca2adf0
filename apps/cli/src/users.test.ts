import { createAccount, type Db, findInvitation, openDb } from "@vigie/db"
import { createTestDatabase, type TestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Cli, openCli } from "./testing/cli.ts"

let database: TestDatabase
let db: Db
let cli: Cli
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url, { max: 2 })
  cli = openCli({ DATABASE_URL: database.url, BASE_URL: "https://vigie.example", VIGIE_ACCOUNTS: "invite" })
  const rest = {
    passwordHash: "x:y",
    locale: "fr",
    zone: "Europe/Paris",
    territories: ["FR"],
    termsVersion: null,
  } as const
  for (const email of ["ada@mail.example", "bo@mail.example"])
    await db.begin((tx) => createAccount(tx, { ...rest, email, name: "A", role: "user", verified: true }, Date.now()))
}, 60_000)
afterAll(async () => {
  cli.drop()
  await db.close()
  await database.drop()
})

test("an invitation is a link that works once, mailed as well", async () => {
  const { rows, code } = await cli.run("--json", "users", "invite", "Max@mail.example", "--operator")

  const link = new URL(String(rows[0]?.link))
  expect([code, rows[0]?.email, rows[0]?.role]).toEqual([0, "max@mail.example", "operator"])
  expect(link.href).toMatch(/^https:\/\/vigie\.example\/invitations\/[\w-]{43}$/)
  const token = link.pathname.split("/")[2] ?? ""
  expect(await findInvitation(db, token, Date.now())).toMatchObject({ email: "max@mail.example", role: "operator" })
  expect(await db.sql(`select kind, "to" from letters`)).toEqual([{ kind: "invitation", to: "max@mail.example" }])
})

test("an operator is made and unmade, the last one stays", async () => {
  const made = await cli.run("--json", "users", "grant", "ada@mail.example")
  const last = await cli.run("users", "grant", "--revoke", "ada@mail.example")
  await cli.run("users", "grant", "bo@mail.example")
  const unmade = await cli.run("--json", "users", "grant", "--revoke", "ada@mail.example")

  expect(made.rows[0]).toMatchObject({ email: "ada@mail.example", role: "operator" })
  expect(last).toMatchObject({ code: 2, stdout: "" })
  expect(last.stderr).toContain("the last operator")
  expect(unmade.rows[0]).toMatchObject({ role: "user" })
})

test("a reset link, a closed account, and the list of all", async () => {
  const reset = await cli.run("--json", "users", "reset", "ada@mail.example")
  const closed = await cli.run("--json", "users", "close", "ada@mail.example")
  const list = await cli.run("--json", "users", "list")

  expect(reset.rows[0]?.link).toMatch(/^https:\/\/vigie\.example\/reset\/[\w-]{43}$/)
  expect(closed.rows[0]?.state).toBe("closed")
  expect(list.rows.map(({ email, state }) => [email, state])).toEqual([
    ["bo@mail.example", "confirmed"],
    ["ada@mail.example", "closed"],
  ])
})

test.each([
  ["users", "grant", "nobody@mail.example"],
  ["users", "reset", "nobody@mail.example"],
  ["users", "invite", "no address"],
])("what names nobody is bad input: %s %s %s", async (...words) => {
  const { code, stdout, stderr } = await cli.run(...words)

  expect([code, stdout]).toEqual([2, ""])
  expect(stderr).toMatch(/^error: /m)
})

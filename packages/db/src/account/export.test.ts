import { expect, test } from "vitest"
import type { Db } from "../client.ts"
import { fillPerson, PERSONAL, type Person } from "../testing/person.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm } from "../testing/world.ts"
import { exportUser, type PersonalData } from "./export.ts"

const ADDRESS = "lea.martin@mail.example"

let db: Db
let lea: Person
let data: PersonalData
useDatabase((opened) => {
  db = opened
})

test("every table that holds something about a person is in it", async () => {
  lea = await fillPerson(db, ADDRESS, await addFilm(db, "La Dune"))
  await fillPerson(db, "somebody@mail.example", await addFilm(db, "Le Phare"), { settings: false })
  data = (await exportUser(db, lea.userId))!

  // Under another name, within another part, or work that waits for one of these.
  const within = { users: "account", accounts: "signIn", two_factors: "twoFactor", user_services: "services" }
  const parts: Record<string, string> = {
    ...within,
    lists: "list",
    list_members: "household",
    sends: "deliveries",
    import_lines: "imports",
    verifications: "linksUnderWay",
    rate_limits: "limits",
    holds: "audit",
    outbox: "deliveries",
  }
  for (const table of PERSONAL) expect(data, table).toHaveProperty(parts[table] ?? table)
  const empty = Object.entries(data).filter(([, part]) => Array.isArray(part) && part.length === 0)
  expect(empty).toEqual([])
})

test("it says what is held, in words of the pages and instants of UTC", () => {
  expect(data.account).toMatchObject({
    email: ADDRESS,
    territories: ["FR"],
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\+00:00$/),
  })
  expect(data.list).toEqual([expect.objectContaining({ film: "La Dune", rule: {}, year: 1995 })])
  expect(data.alerts).toEqual([expect.objectContaining({ film: "La Dune", told: "first_answer" })])
  expect(data.deliveries).toEqual([expect.objectContaining({ to: ADDRESS, state: "sent", subject: "La Dune" })])
  expect(data.imports).toEqual([
    expect.objectContaining({ lines: [expect.objectContaining({ title: `Film de ${ADDRESS}` })] }),
  ])
})

test("nothing that acts by being known is in it, and nothing of anybody else", async () => {
  const text = JSON.stringify(data)
  const secrets = await db.sql<{ secret: string }>(
    `select token as secret from sessions union all select password from accounts where password is not null
     union all select token_hash from invitations`,
  )

  for (const { secret } of secrets) expect(text).not.toContain(`"${secret}"`)
  for (const word of ["token", "password", "backup", "secret"]) expect(text.toLowerCase()).not.toContain(`"${word}`)
  expect(text).not.toContain("somebody@mail.example")
})

test("nobody's data is nothing", async () => {
  expect(await exportUser(db, "00000000-0000-7000-8000-000000000000")).toBeNull()
})

import { expect, it } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { ensureUser, localUser, readUser } from "../users.ts"
import { createAccount, hasAccount, type NewAccount } from "./create.ts"
import { createFirstAccount } from "./first.ts"
import { findInvitation, INVITATION_MS, invite, inviteFirst, takeInvitation } from "./invitations.ts"
import { closeAccount, listPeople, makeReset, setRole } from "./people.ts"
import { pruneAccounts } from "./prune.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

const NOW = Date.UTC(2026, 10, 21, 12)

function account(given: Partial<NewAccount> = {}): NewAccount {
  return {
    email: "Lea@Mail.example",
    name: "Léa",
    passwordHash: "salt:hash",
    locale: "fr",
    zone: "Europe/Paris",
    territories: ["FR"],
    role: "user",
    verified: true,
    termsVersion: "1",
    ...given,
  }
}
const make = (given: Partial<NewAccount> = {}) => db.begin((tx) => createAccount(tx, account(given), NOW))
const passwords = (email: string) =>
  db.sql<{ password: string }>(
    "select a.password from accounts a join users u on u.id = a.user_id where u.email = $1",
    [email],
  )

it("an account has a list, a channel, its terms and one password", async () => {
  const made = await make()

  const user = await readUser(db, made?.id ?? "")
  const kept = await db.sql(
    `select c.address, u.terms_version as terms, u.terms_at as at from users u join channels c on c.user_id = u.id where u.id = $1`,
    [made?.id],
  )
  expect(user).toMatchObject({ email: "lea@mail.example", local: false, role: "user", twoFactor: false })
  expect(kept).toEqual([{ address: "lea@mail.example", terms: "1", at: NOW }])
  expect(await passwords("lea@mail.example")).toEqual([{ password: "salt:hash" }])
  expect(await hasAccount(db, " LEA@mail.example")).toBe(true)
})

it("a confirmed account is nobody else's; an unconfirmed one gives way to who chose a password last", async () => {
  await make({ email: "max@mail.example" })
  await make({ email: "eve@mail.example", verified: false, passwordHash: "hers" })

  const again = await make({ email: "max@mail.example", passwordHash: "stolen" })
  const later = await make({ email: "eve@mail.example", verified: false, passwordHash: "later" })

  expect(again).toBeNull()
  expect(await passwords("max@mail.example")).toEqual([{ password: "salt:hash" }])
  expect(later).not.toBeNull()
  expect(await passwords("eve@mail.example")).toEqual([{ password: "later" }])
})

it("one link lets one person in, and not after its time", async () => {
  const token = await db.begin((tx) => invite(tx, { email: "Ada@mail.example", role: "user", actor: "cli" }, NOW))
  const take = (at: number) => db.begin((tx) => takeInvitation(tx, token, at))

  const late = await take(NOW + INVITATION_MS)
  const atOnce = await Promise.all([take(NOW + 1), take(NOW + 1)])

  expect(late).toBeNull()
  expect(atOnce.filter((taken) => taken !== null)).toEqual([
    expect.objectContaining({ email: "ada@mail.example", first: false }),
  ])
  expect((await findInvitation(db, token, NOW + 2))?.state).toBe("used")
  expect(await findInvitation(db, "made-up", NOW)).toBeNull()
  expect(JSON.stringify(await db.sql("select * from invitations"))).not.toContain(token)
})

it("inviting an address again ends the link before", async () => {
  const [first, second] = [
    await invite(db, { email: "bo@mail.example", role: "user", actor: "cli" }, NOW),
    await invite(db, { email: "bo@mail.example", role: "user", actor: "cli" }, NOW),
  ]

  expect(await findInvitation(db, first, NOW)).toBeNull()
  expect((await findInvitation(db, second, NOW))?.state).toBe("open")
})

it("the first account is an operator's and inherits the local list; then there is no first any more", async () => {
  const local = await ensureUser(db, { email: "local@vigie.localhost", territories: ["FR"] })
  const token = (await inviteFirst(db, NOW))!
  const other = (await inviteFirst(db, NOW))!
  const open = await findInvitation(db, other, NOW)

  const made = await db.begin(async (tx) => {
    await takeInvitation(tx, token, NOW)
    return createFirstAccount(tx, account({ email: "chief@mail.example" }), NOW)
  })

  expect([open?.state, (await findInvitation(db, other, NOW))?.state]).toEqual(["open", "used"])
  expect(await db.begin((tx) => takeInvitation(tx, other, NOW))).toBeNull()
  expect(made?.id).toBe(local.id)
  expect(await localUser(db)).toBeNull()
  expect(await readUser(db, local.id)).toMatchObject({
    email: "chief@mail.example",
    emailVerified: true,
    role: "operator",
    local: false,
    listId: local.listId,
  })
  expect(await db.sql("select address from channels where user_id = $1", [local.id])).toEqual([
    { address: "chief@mail.example" },
  ])
  expect(await passwords("chief@mail.example")).toHaveLength(1)
  expect(await inviteFirst(db, NOW)).toBeNull()
})

it("somebody is always left who runs the place, and every act is noted", async () => {
  const chief = { email: "chief@mail.example" }
  await expect(setRole(db, chief, "user", "cli", NOW)).rejects.toThrow("the last operator")
  await expect(closeAccount(db, chief, "cli", NOW)).rejects.toThrow("the last operator")

  await setRole(db, { email: "max@mail.example" }, "operator", "cli", NOW)
  const { id } = await closeAccount(db, chief, "cli", NOW)

  const acts = await db.sql<{ act: string }>("select act from audit where act like 'user %' order by id")
  expect(acts.map(({ act }) => act)).toEqual(["user grant", "user close"])
  expect(await readUser(db, id)).toBeNull()
  expect(await hasAccount(db, chief.email)).toBe(false)
  expect((await listPeople(db)).find((person) => person.id === id)?.closedAt).toBe(NOW)
  await expect(setRole(db, { email: "nobody@mail.example" }, "user", "cli", NOW)).rejects.toThrow("no account of")
})

it("a reset link is kept as a hash only", async () => {
  const token = await makeReset(db, { email: "max@mail.example" }, "cli", NOW)

  const rows = await db.sql("select identifier, value from verifications")
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(token)
})

it("what nobody confirmed within a week goes, with what is over", async () => {
  await make({ email: "ghost@mail.example", verified: false })
  await db.sql("update users set created_at = $1 where email = 'ghost@mail.example'", [new Date(NOW - 8 * 86_400_000)])

  await pruneAccounts(db, NOW + 2 * 86_400_000)

  expect(await hasAccount(db, "ghost@mail.example")).toBe(false)
  expect(await hasAccount(db, "max@mail.example")).toBe(true)
  expect(await db.sql("select 1 as one from verifications")).toEqual([])
})

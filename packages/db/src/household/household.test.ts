import { parseRule } from "@vigie/core"
import { beforeEach, expect, test } from "vitest"
import { eraseUser } from "../account/erase.ts"
import { exportUser } from "../account/export.ts"
import { makeAlerts } from "../alerts/make.ts"
import type { Db } from "../client.ts"
import { readyOutbox } from "../outbox.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, HOUR, NOON, sighting } from "../testing/world.ts"
import { ensureUser, readUser, type UserRow } from "../users.ts"
import { addWatch } from "../watches.ts"
import { setMark } from "../watchlist/marks.ts"
import { inviteToList, LIST_INVITATION_MS, revokeListInvitation } from "./invite.ts"
import { joinList, viewJoin } from "./join.ts"
import { leaveList, removeMember } from "./leave.ts"
import { MOST_MEMBERS, readHousehold, seenByOthers } from "./read.ts"

let db: Db
let count = 0
let ada: UserRow
let ben: UserRow
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate outbox, deliveries, delivery_items, alerts, sends, list_invitations cascade")
  ada = await person("ada")
  ben = await person("ben")
})

function person(name: string): Promise<UserRow> {
  count += 1
  return ensureUser(db, { email: `${name}-${count}@mail.example`, name, territories: ["FR"] })
}

const watch = (user: UserRow, filmId: string, rule?: unknown) =>
  addWatch(db, { listId: user.listId, userId: user.id, filmId, rule: rule ? parseRule(rule) : null, now: NOON })
const link = (user: UserRow, now = NOON) => db.begin((tx) => inviteToList(tx, user.id, now))
const share = async (owner: UserRow, ...others: UserRow[]) => {
  for (const [at, other] of others.entries()) await joinList(db, await link(owner), other.id, NOON + at)
}
const again = async (user: UserRow) => (await readUser(db, user.id))!
const films = (listId: string) =>
  db.sql<{ title: string; body: unknown; by: string | null }>(
    `select f.title, r.body, u.name as by from watches w join films f on f.id = w.film_id left join rules r on r.id = w.rule_id
       left join users u on u.id = r.user_id where w.list_id = $1 order by f.title`,
    [listId],
  )
const names = async (user: UserRow) =>
  (await readHousehold(db, user.id, NOON))!.members.map(({ name, role }) => `${name} ${role}`)

test("who joins brings their films, nothing twice, rules kept; their own list is the shared one from then on", async () => {
  const [both, own, ruled] = [await addFilm(db, "Both"), await addFilm(db, "Own"), await addFilm(db, "Ruled")]
  await watch(ada, both, { monetizations: ["free"] })
  await watch(ada, ruled)
  await watch(ben, both, { monetizations: ["rent"] })
  await watch(ben, ruled, { monetizations: ["buy"] })
  await watch(ben, own, { kinds: ["replay"] })
  const token = await link(ada)
  expect(await viewJoin(db, token, ben.id, NOON)).toMatchObject({ refusal: null, films: 2, brought: 1, both: 2 })

  await joinList(db, token, ben.id, NOON)

  expect(await films(ada.listId)).toMatchObject([
    { title: "Both", body: { monetizations: ["free"] } },
    { title: "Own", body: { kinds: ["replay"] } },
    { title: "Ruled", body: { monetizations: ["buy"] } },
  ])
  expect((await again(ben)).listId).toBe(ada.listId)
  expect(await db.sql("select 1 from lists where id = $1", [ben.listId])).toEqual([])
  expect(await names(ben)).toEqual(["ada owner", "ben member"])
  expect((await exportUser(db, ben.id))!.household).toMatchObject([{ role: "member", people: 2 }])
  expect((await exportUser(db, ben.id))!.list).toHaveLength(3)
})

test("a link lets one person in, for seven days, and none once it is revoked", async () => {
  const [cy, dee] = [await person("cy"), await person("dee")]
  const [late, revoked, used] = [await link(ada, NOON - LIST_INVITATION_MS), await link(ada), await link(ada)]
  const open = (await readHousehold(db, ada.id, NOON))!.invitations
  expect(open).toHaveLength(2)
  expect(await db.begin((tx) => revokeListInvitation(tx, ada.id, open[0]!.id))).toBe(true)

  const twice = await Promise.allSettled([joinList(db, used, ben.id, NOON), joinList(db, used, cy.id, NOON)])

  expect(twice.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"])
  for (const token of [late, used]) expect((await viewJoin(db, token, dee.id, NOON))?.refusal).toBe("gone")
  await expect(joinList(db, late, dee.id, NOON)).rejects.toThrow("gone")
  await expect(joinList(db, revoked, dee.id, NOON)).rejects.toThrow("no such link")
  expect(await db.sql("select 1 from list_invitations where token_hash = $1", [used])).toEqual([])
})

test("only the one whose list it is invites, revokes and removes; another's links and people are not theirs", async () => {
  await share(ada, ben)
  await link(ada)
  const open = (await readHousehold(db, ada.id, NOON))!.invitations[0]!
  const cy = await person("cy")

  await expect(link(ben)).rejects.toThrow("only the one whose list it is")
  await expect(removeMember(db, ben.id, ada.id, NOON)).rejects.toThrow("only the one whose list it is")
  await expect(removeMember(db, cy.id, ben.id, NOON)).rejects.toThrow("not on this list")
  await expect(removeMember(db, ada.id, ada.id, NOON)).rejects.toThrow("not on this list")
  expect(await db.begin((tx) => revokeListInvitation(tx, cy.id, open.id))).toBe(false)
  expect((await readHousehold(db, ben.id, NOON))!.invitations).toEqual([])
  expect(await names(ada)).toEqual(["ada owner", "ben member"])
})

test("whoever shares a list joins no other; a full list takes nobody", async () => {
  const others = await Promise.all(Array.from({ length: MOST_MEMBERS }, (_, at) => person(`guest-${at}`)))
  const token = await link(ben)
  await share(ada, ...others.slice(0, MOST_MEMBERS - 1))

  expect((await viewJoin(db, token, ada.id, NOON))?.refusal).toBe("shared")
  await expect(joinList(db, token, others[0]!.id, NOON)).rejects.toThrow("shared")
  await expect(link(ada)).rejects.toThrow("full")
  expect((await viewJoin(db, await link(ben), ben.id, NOON))?.refusal).toBe("member")
})

test("who leaves takes a copy along; the others keep the list, its rules and its owner to be", async () => {
  const cy = await person("cy")
  await share(ada, ben, cy)
  const film = await addFilm(db, "Kept")
  await watch(ada, film, { kinds: ["replay"] })

  await leaveList(db, ada.id, NOON + DAY)

  expect(await names(cy)).toEqual(["ben owner", "cy member"])
  expect(await films(ada.listId)).toMatchObject([{ title: "Kept", body: { kinds: ["replay"] }, by: "ben" }])
  const mine = (await again(ada)).listId
  expect(mine).not.toBe(ada.listId)
  expect(await films(mine)).toMatchObject([{ title: "Kept", body: { kinds: ["replay"] }, by: "ada" }])
  await expect(leaveList(db, ada.id, NOON)).rejects.toThrow("nobody else")
})

test("who is removed keeps a copy, and the list is none of theirs any more", async () => {
  await share(ada, ben)
  await watch(ada, await addFilm(db, "Later"))

  await removeMember(db, ada.id, ben.id, NOON)

  expect(await names(ada)).toEqual(["ada owner"])
  expect(await names(ben)).toEqual(["ben owner"])
  expect(await films((await again(ben)).listId)).toHaveLength(1)
})

test("a list outlives its owner's account, with what the owner gave it; the account leaves nothing", async () => {
  await share(ada, ben)
  await watch(ada, await addFilm(db, "Shared"), { kinds: ["replay"] })
  const open = await link(ada)

  await eraseUser(db, ada.id, "self")

  expect(await names(ben)).toEqual(["ben owner"])
  expect(await films(ada.listId)).toMatchObject([{ title: "Shared", body: { kinds: ["replay"] }, by: "ben" }])
  expect((await again(ben)).listId).toBe(ada.listId)
  const cy = await person("cy")
  expect(await viewJoin(db, open, cy.id, NOON)).toBeNull()
})

test("one person's seen stops their own alerts only, and the list says who has seen what", async () => {
  const film = await addFilm(db, "Seen by one")
  const target = await addPage(db, film)
  await check(db, target, [], NOON)
  await watch(ada, film)
  await share(ada, ben)
  await setMark(db, { userId: ada.id, filmId: film, mark: "seen", now: NOON })

  await check(db, target, [sighting()], NOON + HOUR)
  for (const row of await readyOutbox(db)) if (row.kind === "alert") await makeAlerts(db, row.ref, NOON + HOUR)

  const told = await db.sql<{ name: string }>("select u.name from alerts a join users u on u.id = a.user_id")
  expect(told).toEqual([{ name: "ben" }])
  expect(await seenByOthers(db, ben.id, [film])).toEqual(new Map([[film, ["ada"]]]))
  expect(await seenByOthers(db, ada.id, [film])).toEqual(new Map())
  expect(await seenByOthers(db, (await person("cy")).id, [film])).toEqual(new Map())
})

test("what was told before somebody came does not ring for them", async () => {
  const film = await addFilm(db, "Old news")
  const target = await addPage(db, film)
  await check(db, target, [], NOON)
  await watch(ada, film)
  await check(db, target, [sighting()], NOON + HOUR)
  const [row] = (await readyOutbox(db)).filter(({ kind }) => kind === "alert")
  await makeAlerts(db, row!.ref, NOON + HOUR)

  await share(ada, ben)
  await makeAlerts(db, row!.ref, NOON + HOUR)

  expect(await db.sql("select u.name from alerts a join users u on u.id = a.user_id")).toEqual([{ name: "ada" }])
})

test("who brings another territory has the list's films looked for there", async () => {
  const film = await addFilm(db, "Abroad")
  await watch(ada, film)
  await db.sql("delete from outbox")
  await db.sql("update users set territories = '{BE}' where id = $1", [ben.id])

  await share(ada, ben)

  expect(await db.sql("select kind, ref from outbox")).toEqual([{ kind: "locate", ref: film }])
})

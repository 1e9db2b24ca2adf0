import { parseRule } from "@vigie/core"
import { beforeEach, describe, expect, it } from "vitest"
import { answerWatch } from "../alerts/answer.ts"
import { makeAlerts } from "../alerts/make.ts"
import { deliveriesOf, forget, handOver, person, tell, watch, watched } from "../alerts/telling.testing.ts"
import { readViews } from "../alerts/views.ts"
import { leadsAsked } from "../checks/tide.ts"
import type { Db } from "../client.ts"
import { readyOutbox } from "../outbox.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, HOUR, NOON, sighting } from "../testing/world.ts"
import type { UserRow } from "../users.ts"
import { addStandingRule, listStandingRules, removeStandingRule, setStandingRule } from "./standing.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await forget(db)
  await db.sql("delete from rules where scope not in ('default', 'film')")
})

const one = async (text: string, values: readonly unknown[] = []) => (await db.sql<{ id: string }>(text, values))[0]!.id

/** A film nobody watches, of which everything that a rule may name is known. */
async function described(title: string) {
  const { film, target } = await watched(db, title, [])
  const name = `${title} ${film}`
  const person_ = await one("insert into people (slug, name, folded) values ($1, $1, $1) returning id", [name])
  const credit = await one(
    "insert into credits (film_id, source, job, line, position) values ($1, 'test', 'Director', $2, 1) returning id",
    [film, name],
  )
  await db.sql("insert into credit_people (credit_id, position, person_id, name) values ($1, 1, $2, $3)", [
    credit,
    person_,
    name,
  ])
  const place = await one("insert into places (slug, name, folded, department) values ($1, $1, $1, $2) returning id", [
    name,
    `Department of ${name}`,
  ])
  await db.sql("insert into film_places (film_id, place_id, source, text) values ($1, $2, 'test', '')", [film, place])
  await db.sql("insert into awards (film_id, source, body, category, text) values ($1, 'test', $2, 'Best', '')", [
    film,
    `Prize of ${name}`,
  ])
  const refs = { person: person_, place, department: `Department of ${name}`, award: `Prize of ${name}` }
  return { film, target, refs }
}

const asks = (
  user: UserRow,
  scope: "person" | "place" | "department" | "provider" | "list" | "award",
  ref: string,
  rule: unknown = {},
) => addStandingRule(db, { userId: user.id, scope, ref, rule: parseRule(rule) })

describe("a standing rule", () => {
  it.each(["person", "place", "department", "award"] as const)(
    "about a %s tells of its films, and says why",
    async (scope) => {
      const reader = await person(db)
      const { target, refs } = await described(`By ${scope}`)
      const { id } = await asks(reader, scope, refs[scope], { monetizations: ["rent"] })
      await check(db, target, [sighting(), sighting({ monetization: "buy", minor: 999 })], NOON + HOUR)

      expect(await tell(db, NOON + HOUR)).toBe(1)
      const [made] = await deliveriesOf(db, reader)
      const [view] = await db.begin((tx) => readViews(tx, [made!.id], NOON + HOUR))
      expect(view?.alerts).toMatchObject([{ kind: "change", rule: { id, scope, ref: refs[scope] } }])
      expect(await listStandingRules(db, reader.id)).toMatchObject([{ id, scope, told: 1 }])
    },
  )

  it("about a provider tells of what opens there, and nowhere else", async () => {
    const reader = await person(db)
    const { target } = await watched(db, "On Orange", [])
    await check(db, target, [sighting()], NOON + HOUR)
    await tell(db, NOON + HOUR)
    const orange = await one("select id from providers where name = 'Orange'")
    await asks(reader, "provider", orange)
    const other = await watched(db, "Elsewhere", [])
    const later = await watched(db, "On Orange as well", [])
    await check(db, other.target, [sighting({ provider: "Filmo" })], NOON + HOUR)
    await check(db, later.target, [sighting()], NOON + HOUR)
    await tell(db, NOON + HOUR)

    expect(await handOver(db, NOON + HOUR)).toEqual([["opened On Orange as well"]])
  })

  it("about a list tells its members of its films, and ends for who left it", async () => {
    const owner = await person(db)
    const member = await person(db)
    const { target } = await watched(db, "Ours", [owner], { changes: ["closed"] })
    await db.sql("insert into list_members (list_id, user_id) values ($1, $2)", [owner.listId, member.id])
    await asks(member, "list", owner.listId)
    await expect(asks(await person(db), "list", owner.listId)).rejects.toThrow("there is none")
    await check(db, target, [sighting()], NOON + HOUR)
    await tell(db, NOON + HOUR)
    expect(await deliveriesOf(db, member)).toHaveLength(1)

    await db.sql("delete from list_members where user_id = $1 and list_id = $2", [member.id, owner.listId])
    await check(db, target, [sighting(), sighting({ monetization: "buy", minor: 999 })], NOON + 2 * HOUR)
    await tell(db, NOON + 2 * HOUR)
    expect(await deliveriesOf(db, member)).toHaveLength(1)
  })

  it("I8 tells nothing of what was before it", async () => {
    const reader = await person(db)
    const { target, refs } = await described("Before it")
    await check(db, target, [sighting()], NOON + HOUR)
    await asks(reader, "person", refs.person)

    expect(await tell(db, NOON + HOUR)).toBe(0)
  })

  it("I4 a watch goes before it, and several of them tell once", async () => {
    const reader = await person(db)
    const { film, target, refs } = await described("Several")
    await watch(db, film, reader)
    for (const scope of ["person", "place", "department", "award"] as const) await asks(reader, scope, refs[scope])
    await check(db, target, [sighting()], NOON + HOUR)

    expect(await tell(db, NOON + HOUR)).toBe(1)
    expect(await db.sql("select watch_id is not null as watched, rule_id from alerts")).toEqual([
      { watched: true, rule_id: null },
    ])
  })

  it("respects what its owner said of the film", async () => {
    const reader = await person(db)
    const { film, target, refs } = await described("Seen")
    await asks(reader, "person", refs.person)
    await db.sql("insert into marks (user_id, film_id, mark, cursor, at) values ($1, $2, 'seen', 0, now())", [
      reader.id,
      film,
    ])
    await check(db, target, [sighting()], NOON + HOUR)

    expect(await tell(db, NOON + HOUR)).toBe(0)
  })

  it.each([
    ["first", ["alert", "answer"]],
    ["last", ["answer", "alert"]],
  ] as const)(
    "leaves it to the first answer of a watch to tell what opened before, its change told %s",
    async (order, kinds) => {
      const reader = await person(db)
      const film = await addFilm(db, `First ${order}`)
      const target = await addPage(db, film)
      await watch(db, film, reader)
      await asks(reader, "list", reader.listId)
      await check(db, target, [sighting()], NOON + HOUR)
      await check(db, target, [sighting(), sighting({ monetization: "buy", minor: 999 })], NOON + 2 * HOUR)
      const rows = await readyOutbox(db)
      for (const kind of kinds)
        for (const { ref } of rows.filter((row) => row.kind === kind))
          await (kind === "alert" ? makeAlerts : answerWatch)(db, ref, NOON + 2 * HOUR)

      expect(await handOver(db, NOON + 3 * HOUR)).toEqual([[`first_answer First ${order}`]])
    },
  )

  it("that was taken away drops what waits because of it", async () => {
    const reader = await person(db, { every: "daily" })
    const { target, refs } = await described("Dropped")
    const { id } = await asks(reader, "person", refs.person)
    await check(db, target, [sighting()], NOON + HOUR)
    await tell(db, NOON + HOUR)

    expect(await removeStandingRule(db, (await person(db)).id, id)).toBe(false)
    expect(await removeStandingRule(db, reader.id, id)).toBe(true)
    expect(await handOver(db, NOON + 2 * DAY)).toEqual([])
  })

  it("asked for again is replaced, and keeps what it knew", async () => {
    const reader = await person(db)
    const { refs } = await described("Again")
    const first = await asks(reader, "person", refs.person)
    const again = await asks(reader, "person", refs.person, { cadence: { every: "weekly", day: 2 } })

    expect([first.created, again]).toEqual([true, { id: first.id, created: false }])
    expect(await setStandingRule(db, reader.id, first.id, parseRule({ kinds: ["vod"] }))).toBe(true)
    expect(await listStandingRules(db, reader.id)).toMatchObject([{ rule: { kinds: ["vod"] } }])
  })

  it("W22 has its own leads asked for of the films it names", async () => {
    const reader = await person(db)
    const { film, refs } = await described("Leads")
    await asks(reader, "department", refs.department, { closingLeadsMs: [5 * DAY] })

    expect((await db.begin((tx) => leadsAsked(tx, [film]))).get(film)).toEqual([5 * DAY])
  })

  it.each([
    ["person", "019a0000-0000-7000-8000-000000000000"],
    ["department", "Nowhere"],
    ["provider", "orange"],
  ] as const)("about a %s that is not there is refused", async (scope, ref) => {
    await expect(asks(await person(db), scope, ref)).rejects.toMatchObject({ code: "not_found" })
  })
})

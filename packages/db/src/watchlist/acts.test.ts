import { parseRule } from "@vigie/core"
import { beforeEach, describe, expect, it } from "vitest"
import { answerWatch } from "../alerts/answer.ts"
import type { Db } from "../client.ts"
import { mergeFilms } from "../films/merge.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, HOUR, NOON, sighting } from "../testing/world.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { addWatch } from "../watches.ts"
import { removeWatches, setMarks, setRules } from "./acts.ts"
import { readDefaultRule, setDefaultRule } from "./default-rule.ts"
import { setMark } from "./marks.ts"
import { undo, viewUndo } from "./undo.ts"

let db: Db
let [user, other]: UserRow[] = []
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, targets, providers, users, rules, outbox cascade")
  user = await ensureUser(db, { email: "ana@example.org", territories: ["FR"] })
  other = await ensureUser(db, { email: "ben@example.org", territories: ["FR"] })
})

const RULE = parseRule({ changes: ["closed"] })

async function watched(title: string, rule = RULE, of = user!): Promise<string> {
  const filmId = await addFilm(db, title)
  await addWatch(db, { listId: of.listId, userId: of.id, filmId, rule, now: NOON })
  return filmId
}

/** All that an undo has to put back, ids of rules aside. */
const state = async () => ({
  watches: await db.sql(
    `select w.id, w.list_id, w.film_id, w.cursor, w.answer, w.import_id, w.created_at, r.body as rule from watches w
     left join rules r on r.id = w.rule_id order by w.id`,
  ),
  marks: await db.sql("select * from marks order by user_id, film_id"),
  rules: (await db.sql("select 1 from rules")).length,
})

const on = (filmIds: readonly string[], of = user!) => ({ userId: of.id, filmIds, now: NOON + HOUR })

describe("acts on several films at once, and back", () => {
  it("removing takes watches and their rules; undone, they are as they were, with cursor, marks and what they wait for", async () => {
    const films = [await watched("A"), await watched("B"), await watched("C")]
    const page = await addPage(db, films[0]!)
    await db.sql("update watches set cursor = 42, created_at = $1 where film_id = $2", [new Date(NOON - DAY), films[1]])
    await setMark(db, { userId: user!.id, filmId: films[1]!, mark: "seen", now: NOON })
    const before = await state()

    const { undoId, count } = await removeWatches(db, on(films.slice(0, 2)))

    expect(count).toBe(2)
    expect(await state()).toMatchObject({ watches: [before.watches[2]], rules: 1 })
    expect(await viewUndo(db, user!.id, undoId!)).toEqual({ id: undoId, done: "remove", count: 2, title: null })

    await db.sql("update targets set due_at = now() + interval '1 day'")
    expect(await undo(db, user!.id, undoId!)).toBe(true)

    expect(await state()).toEqual(before)
    expect(await db.sql("select 1 as due from targets where id = $1 and due_at <= now()", [page])).toHaveLength(1)
    expect(await undo(db, user!.id, undoId!)).toBe(false)
    expect(await viewUndo(db, user!.id, undoId!)).toBeNull()
  })

  it("a first answer that was being made when its film was removed is made once it is back", async () => {
    const film = await watched("Première", parseRule({}))
    await check(db, await addPage(db, film), [sighting()], NOON)
    const [{ id }] = (await db.sql<{ id: string }>("select id from watches")) as [{ id: string }]
    const { undoId } = await removeWatches(db, on([film]))
    expect(await answerWatch(db, id, NOON)).toBe(0)

    await undo(db, user!.id, undoId!)

    expect(await answerWatch(db, id, NOON)).toBe(1)
  })

  it("a rule for many is one for each, replaces what there was, and goes back to it", async () => {
    const films = [await watched("A"), await watched("B", parseRule({ providers: "mine" }))]
    await addWatch(db, { listId: user!.listId, userId: user!.id, filmId: await addFilm(db, "C"), now: NOON })
    const [third] = await db.sql<{ id: string }>("select film_id as id from watches where rule_id is null")
    await db.sql("update films set tide_at = null")
    const before = await state()
    const rule = parseRule({ closingLeadsMs: [7 * DAY] })

    const { undoId } = await setRules(db, { ...on([...films, third!.id]), rule })

    const after = await state()
    expect(after.watches.map((one) => one.rule)).toEqual([rule, rule, rule])
    expect(after.rules).toBe(3)
    expect(await db.sql("select 1 as due from films where tide_at <= now()")).toHaveLength(3)
    await undo(db, user!.id, undoId!)
    expect(await state()).toEqual(before)
  })

  it("without a rule of its own a film has its reader's default again", async () => {
    const film = await watched("A")
    const { undoId } = await setRules(db, { ...on([film]), rule: null })
    expect((await state()).watches[0]?.rule).toBeNull()
    expect((await state()).rules).toBe(0)

    await undo(db, user!.id, undoId!)
    expect((await state()).watches[0]?.rule).toEqual(RULE)
  })

  it("marks are set for many, and go back to what each was, or was not", async () => {
    const films = [await watched("A"), await watched("B")]
    await setMark(db, { userId: user!.id, filmId: films[0]!, mark: "snoozed", now: NOON })
    const before = await state()

    const { undoId } = await setMarks(db, { ...on(films), mark: "seen" })
    expect((await state()).marks).toMatchObject([{ mark: "seen" }, { mark: "seen" }])
    const cleared = await setMarks(db, { ...on(films), mark: null })
    expect((await state()).marks).toEqual([])

    expect(await undo(db, user!.id, cleared.undoId!)).toBe(true)
    expect((await state()).marks).toMatchObject([{ mark: "seen" }, { mark: "seen" }])
    await undo(db, user!.id, undoId!)
    expect(await state()).toEqual(before)
  })

  it("the default rule is replaced, its films' ends looked at anew, and goes back", async () => {
    const film = await addFilm(db, "A")
    await addWatch(db, { listId: user!.listId, userId: user!.id, filmId: film, now: NOON })
    await db.sql("update films set tide_at = null")

    const first = await setDefaultRule(db, { userId: user!.id, rule: RULE, now: NOON })
    const second = await setDefaultRule(db, { userId: user!.id, rule: parseRule({ providers: "mine" }), now: NOON })

    expect(await db.sql("select 1 as due from films where tide_at <= now()")).toHaveLength(1)
    expect(await db.sql("select 1 as one from rules where scope = 'default'")).toHaveLength(1)
    await undo(db, user!.id, second.undoId!)
    expect(await readDefaultRule(db, user!.id)).toEqual(RULE)
    await undo(db, user!.id, first.undoId!)
    expect(await readDefaultRule(db, user!.id)).toBeNull()
  })
})

describe("another person's list", () => {
  it("is not touched, and nobody takes another's act back", async () => {
    const theirs = await watched("À l'autre", RULE, other)
    const mine = await watched("Au premier")
    const before = await state()

    expect(await removeWatches(db, on([theirs]))).toEqual({ undoId: null, count: 0 })
    expect(await setRules(db, { ...on([theirs]), rule: null })).toEqual({ undoId: null, count: 0 })
    expect(await setMarks(db, { ...on([theirs]), mark: "seen" })).toEqual({ undoId: null, count: 0 })
    expect(await state()).toEqual(before)

    const { undoId } = await removeWatches(db, on([mine]))
    expect(await viewUndo(db, other!.id, undoId!)).toBeNull()
    expect(await undo(db, other!.id, undoId!)).toBe(false)
    expect(await undo(db, user!.id, "not-an-id")).toBe(false)
    expect(await undo(db, user!.id, undoId!)).toBe(true)
  })

  it("is acted on by its members, and not after they have left", async () => {
    await db.sql("insert into list_members (list_id, user_id) values ($1, $2)", [other!.listId, user!.id])
    const shared = await watched("Partagé", RULE, other)

    const { undoId, count } = await removeWatches(db, on([shared]))
    expect(count).toBe(1)
    await db.sql("delete from list_members where list_id = $1 and user_id = $2", [other!.listId, user!.id])
    await undo(db, user!.id, undoId!)

    expect((await state()).watches).toEqual([])
  })
})

describe("an undo meanwhile", () => {
  it("of a film that was merged brings the one that stays; of one that was put back by hand changes nothing", async () => {
    const [gone, kept, again] = [await watched("Doublon"), await addFilm(db, "Film"), await watched("Repris")]
    const { undoId } = await removeWatches(db, on([gone, again]))
    await mergeFilms(db, { from: gone, into: kept, by: "tester", now: NOON })
    const mine = parseRule({ providers: "mine" })
    await addWatch(db, { listId: user!.listId, userId: user!.id, filmId: again, rule: mine, now: NOON })

    await undo(db, user!.id, undoId!)

    const { watches } = await state()
    expect(watches.map(({ film_id, rule }) => ({ film_id, rule }))).toEqual(
      expect.arrayContaining([
        { film_id: kept, rule: RULE },
        { film_id: again, rule: mine },
      ]),
    )
    expect(watches).toHaveLength(2)
  })

  it("is forgotten after a day, with the next act", async () => {
    const [a, b] = [await watched("A"), await watched("B")]
    const { undoId } = await removeWatches(db, on([a]))
    await removeWatches(db, { ...on([b]), now: NOON + HOUR + DAY + 1 })

    expect(await undo(db, user!.id, undoId!)).toBe(false)
  })
})

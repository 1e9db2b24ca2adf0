import { foldTitle, parseRule } from "@vigie/core"
import { beforeEach, describe, expect, it } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, endingAt, HOUR, NOON, sighting } from "../testing/world.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { addWatch } from "../watches.ts"
import { setMark } from "../watchlist/marks.ts"
import { watchesOf, watchlist, watchlistFilms } from "./watchlist.ts"
import type { WatchSort, WatchState } from "./watchlist-sql.ts"

let db: Db
let user: UserRow
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, targets, providers, users cascade")
  user = await ensureUser(db, { email: "ana@example.org", territories: ["FR"] })
})

const NOW = NOON + 2 * DAY
const START = { at: "2026-04-01T00:00:00Z", precision: "day", basis: "stated", text: "1er avril" } as const
const replay = (part: Parameters<typeof sighting>[0] = {}) =>
  sighting({ provider: "France.tv", kind: "replay", monetization: "free", terms: [], text: "France.tv", ...part })

interface Asked {
  readonly show?: WatchState | "all"
  readonly sort?: WatchSort
  readonly limit?: number
  readonly after?: string | null
  readonly services?: readonly string[]
  readonly territories?: readonly string[]
  readonly query?: string
  readonly of?: UserRow
}

function list({ of = user, ...asked }: Asked = {}) {
  const rest = { territories: ["FR"], services: [], show: "all", sort: "end", limit: 50, now: NOW } as const
  return watchlist(db, { ...rest, userId: of.id, ...asked })
}

const titles = async (asked: Asked = {}) => (await list(asked)).watches.map(({ film }) => film.title)

async function watch(filmId: string, now = NOON, of = user): Promise<string> {
  return (await addWatch(db, { listId: of.listId, userId: of.id, filmId, now })).id
}

/** A watched film that its page shows so, from one check. */
async function film(title: string, said: Parameters<typeof check>[2], watchedAt = NOON): Promise<string> {
  const id = await addFilm(db, title)
  await db.sql("update film_aliases set folded = $2 where film_id = $1", [id, foldTitle(title)])
  await check(db, await addPage(db, id), said, NOON)
  await watch(id, watchedAt)
  return id
}

describe("a watchlist", () => {
  it("says of each film where it stands, since when, and until when; free counts as mine", async () => {
    await film("D nowhere", [sighting({ territory: "BE" })])
    await film("C soon", [replay({ start: START })])
    await film("B rent", [sighting({ end: endingAt(NOW + DAY) }), sighting({ provider: "Canal VOD" })])
    await film("A free", [sighting({ end: endingAt(NOW + HOUR) }), replay({ end: endingAt(NOW + 3 * DAY) })])
    await watch(await addFilm(db, "E unchecked"))

    const { watches, counts } = await list()

    expect(watches.map(({ film, state }) => [film.title, state])).toEqual([
      ["A free", "mine"],
      ["B rent", "elsewhere"],
      ["C soon", "announced"],
      ["D nowhere", "none"],
      ["E unchecked", "none"],
    ])
    expect(counts).toEqual({ mine: 1, elsewhere: 1, announced: 1, none: 2, snoozed: 0, seen: 0, dismissed: 0 })
    const [mine, rent, soon, nowhere, unchecked] = watches
    expect(mine).toMatchObject({
      open: true,
      providers: [{ name: "France.tv" }, { name: "Orange" }],
      model: { kind: "replay", monetization: "free" },
      next: { at: NOW + 3 * DAY },
      since: NOON,
    })
    expect(rent).toMatchObject({ next: { at: NOW + DAY }, providers: [{ name: "Canal VOD" }, { name: "Orange" }] })
    expect(soon).toMatchObject({ open: false, next: { at: Date.parse(START.at) } })
    expect(nowhere).toMatchObject({ since: null, lastCheckedAt: NOON, providers: [], next: null })
    expect(unchecked).toMatchObject({ since: null, lastCheckedAt: null })
  })

  it("says since when it is gone, and does not wait for the tide to say that an end has passed", async () => {
    await film("Parti", [sighting({ end: endingAt(NOON + DAY) })])
    expect((await list()).watches[0]).toMatchObject({ state: "none", since: null })

    const target = await addPage(db, await film("Retiré", [sighting()]))
    await db.sql(
      "update windows set status = 'closed', closed_at = $1 where film_id = (select film_id from targets where id = $2)",
      [new Date(NOON + HOUR), target],
    )

    expect((await list({ query: "retire" })).watches[0]).toMatchObject({ state: "none", since: NOON + HOUR })
  })

  it("counts a chosen service as mine, and only where its reader is (I7)", async () => {
    await film("Orange", [sighting()])
    const [orange] = await db.sql<{ id: string }>("select id from providers where name = 'Orange'")

    expect((await list()).watches[0]?.state).toBe("elsewhere")
    expect((await list({ services: [orange!.id] })).watches[0]?.state).toBe("mine")
    expect((await list({ services: [orange!.id], territories: ["BE"] })).watches[0]?.state).toBe("none")
  })

  it("puts first what ends first, of one's own where there is any", async () => {
    await film("Later", [replay({ end: endingAt(NOW + 5 * DAY) }), sighting({ end: endingAt(NOW + HOUR) })])
    await film("Sooner", [replay({ end: endingAt(NOW + 2 * DAY) })])
    await film("Never", [replay()])
    await film("Elsewhere, sooner still", [sighting({ end: endingAt(NOW + HOUR) })])

    expect(await titles()).toEqual(["Sooner", "Later", "Never", "Elsewhere, sooner still"])
  })

  it.each([
    ["title", ["Abîme", "Bac", "École"]],
    ["added", ["Bac", "Abîme", "École"]],
    // One that cannot be seen has arrived at no time.
    ["new", ["Abîme", "Bac", "École"]],
  ] as const)("sorts by %s", async (sort, expected) => {
    await film("École", [], NOON)
    const bac = await film("Bac", [sighting()], NOON + 2 * HOUR)
    await film("Abîme", [sighting()], NOON + HOUR)
    await db.sql("update windows set opened_at = opened_at - interval '1 day' where film_id = $1", [bac])

    expect(await titles({ sort })).toEqual(expected)
  })

  it.each(["end", "new", "title", "added"] as const)(
    "pages by %s hold every film once, in the same order",
    async (sort) => {
      for (let n = 0; n < 7; n++)
        await film(
          `Film ${n % 3}`,
          n % 2 === 0 ? [replay({ end: endingAt(NOW + (n % 4) * DAY + HOUR) })] : [],
          NOON + n * HOUR,
        )
      const whole = (await list({ sort })).watches.map((one) => one.film.id)
      const seen: string[] = []
      for (let after: string | null = null, more = true; more; ) {
        const page: Awaited<ReturnType<typeof list>> = await list({ sort, limit: 2, after })
        seen.push(...page.watches.map((one) => one.film.id))
        after = page.next
        more = after !== null
      }

      expect(seen).toEqual(whole)
      expect(new Set(seen).size).toBe(7)
    },
  )

  it("refuses a position that is none, or of another order", async () => {
    await film("A", [])
    await film("B", [])
    const { next } = await list({ sort: "title", limit: 1 })

    await expect(list({ sort: "title", after: next })).resolves.toMatchObject({ next: null })
    await expect(list({ sort: "end", after: next })).rejects.toThrow("no position")
    await expect(list({ after: "zzz" })).rejects.toThrow("no position")
  })

  it("narrows by state and by text: accents, any title, the director's name, nothing special in % and _", async () => {
    await film("L'Été à Wissant", [])
    const other = await film("Autre", [sighting()])
    await db.sql(
      "insert into film_aliases (film_id, folded, title, kind, source) values ($1, 'the other', 'The Other', 'alias', 'test')",
      [other],
    )
    await db.sql("update films set director_keys = '{caron helene}' where id = $1", [other])

    expect(await titles({ query: "ETE" })).toEqual(["L'Été à Wissant"])
    expect(await titles({ query: "the othe" })).toEqual(["Autre"])
    expect(await titles({ query: "Hélène Caron" })).toEqual(["Autre"])
    expect(await titles({ query: "%" })).toEqual([])
    expect(await titles({ show: "none" })).toEqual(["L'Été à Wissant"])
    expect((await list({ query: "ete", show: "elsewhere" })).counts).toMatchObject({ none: 1, elsewhere: 0 })
  })

  it("shows what is marked under its mark, with when, until a snooze is over", async () => {
    const [seen, snoozed] = [await film("Vu", [sighting()]), await film("En pause", [])]
    await setMark(db, { userId: user.id, filmId: seen, mark: "seen", now: NOON + HOUR })
    await setMark(db, { userId: user.id, filmId: snoozed, mark: "snoozed", now: NOON + HOUR })

    expect(await titles()).toEqual([])
    expect((await list({ show: "seen" })).watches).toMatchObject([{ state: "seen", open: true, since: NOON + HOUR }])
    expect((await list()).counts).toMatchObject({ seen: 1, snoozed: 1, elsewhere: 0 })

    await check(db, await addPage(db, snoozed), [replay()], NOON + HOUR)

    expect(await titles()).toEqual(["En pause"])
    expect((await list()).counts).toMatchObject({ seen: 1, snoozed: 0, mine: 1 })
  })

  it("is that of every list one is a member of, each film once; marks are each person's own", async () => {
    const other = await ensureUser(db, { email: "ben@example.org", territories: ["FR"] })
    await db.sql("insert into list_members (list_id, user_id) values ($1, $2)", [other.listId, user.id])
    const shared = await film("Partagé", [])
    await watch(shared, NOON - HOUR, other)
    await watch(await addFilm(db, "À l'autre"), NOON, other)
    await setMark(db, { userId: other.id, filmId: shared, mark: "seen", now: NOON })

    expect(await titles({ sort: "added" })).toEqual(["À l'autre", "Partagé"])
    expect((await list({ query: "partage" })).watches[0]?.createdAt).toBe(NOON - HOUR)
    expect(await titles({ of: other })).toEqual(["À l'autre"])
    expect((await list({ of: await ensureUser(db, { email: "c@example.org", territories: ["FR"] }) })).watches).toEqual(
      [],
    )
  })

  it("hands all films of a view out for one act, and only one's own by id", async () => {
    const [mine, nowhere] = [await film("Un", [replay()]), await film("Deux", [])]
    const strange = await addFilm(db, "Pas suivi")
    const filters = { userId: user.id, territories: ["FR"], services: [], now: NOW }
    const rule = parseRule({ changes: ["closed"] })
    await addWatch(db, { listId: user.listId, userId: user.id, filmId: mine, rule, now: NOON })

    expect((await watchlistFilms(db, { ...filters, show: "all" })).toSorted()).toEqual([mine, nowhere].toSorted())
    expect(await watchlistFilms(db, { ...filters, show: "mine" })).toEqual([mine])
    expect((await watchesOf(db, filters, [strange, mine])).map(({ film, rule }) => [film.id, rule])).toEqual([
      [mine, rule],
    ])
  })
})

import { readList, workKey } from "@vigie/core"
import { beforeEach, describe, expect, test } from "vitest"
import { answerWatch } from "../alerts/answer.ts"
import { makeAlerts } from "../alerts/make.ts"
import { runTide } from "../checks/tide.ts"
import type { Db } from "../client.ts"
import { importList } from "../lists/import-list.ts"
import { filmPage } from "../queries/film-page.ts"
import { searchFilms } from "../queries/search.ts"
import { readReport } from "../reports/read.ts"
import { addReport } from "../reports/report.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, endingAt, FEED, HOUR, kindsOf, NOON, sighting, windowsOf } from "../testing/world.ts"
import { ensureUser } from "../users.ts"
import { addWatch } from "../watches.ts"
import { createFilm } from "./create.ts"
import { matchWorks } from "./match.ts"
import { mergeFilms } from "./merge.ts"
import { facts, ref } from "./test-facts.ts"
import { recordWorks } from "./works.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, works, targets, providers, users, outbox, audit cascade")
})

const replay = (part: Parameters<typeof sighting>[0] = {}) =>
  sighting({ provider: "France.tv", kind: "replay", monetization: "free", terms: [], text: "France.tv", ...part })

async function slugOf(id: string): Promise<string> {
  return (await db.sql<{ slug: string }>("select slug from films where id = $1", [id]))[0]!.slug
}

async function watch(email: string, filmId: string, part: Partial<Parameters<typeof addWatch>[1]> = {}) {
  const user = await ensureUser(db, { email, territories: ["FR"] })
  return addWatch(db, { listId: user.listId, userId: user.id, filmId, now: NOON, ...part })
}

/** Tells all that waits, as the relay would. */
async function tell(now: number): Promise<void> {
  const rows = await db.sql<{ ref: string }>(
    "select ref from outbox where kind = 'alert' and state = 'waiting' order by id",
  )
  for (const { ref } of rows) await makeAlerts(db, ref, now)
}

const alerts = () =>
  db.sql<{ told: string }>(
    `select u.email || ' ' || coalesce(c.kind, a.kind) as told from alerts a join users u on u.id = a.user_id
     left join changes c on c.id = a.change_id order by a.created_at, a.id`,
  )
const count = async (what: string) => (await db.sql<{ n: number }>(`select count(*) as n from ${what}`))[0]!.n

/** Two pages of one film that passed for two, each watched by its own reader; both opened a replay and told so. */
async function twins() {
  const [kept, gone] = [await addFilm(db, "Les Milles"), await addFilm(db, "Les Milles, le train")]
  const [pageA, pageB] = [await addPage(db, kept), await addPage(db, gone)]
  await check(db, pageA, [], NOON)
  await check(db, pageB, [], NOON)
  await watch("a@example.org", kept)
  await watch("b@example.org", gone)
  await check(db, pageA, [replay()], NOON + HOUR)
  await check(db, pageB, [replay(), sighting()], NOON + 2 * HOUR)
  await tell(NOON + 2 * HOUR)
  return { kept, gone, pageA, pageB }
}

const merge = (from: string, into: string, now = NOON + 3 * HOUR) => mergeFilms(db, { from, into, by: "tester", now })

describe("merging two films", () => {
  test("brings windows, evidence, history and targets together, redirects the old page and alerts nobody", async () => {
    const { kept, gone, pageA, pageB } = await twins()
    const [told, sent, oldSlug] = [await alerts(), await count("deliveries"), await slugOf(gone)]

    const done = await merge(gone, kept)

    expect(done).toMatchObject({ id: kept, slug: await slugOf(kept), merged: true })
    expect((await windowsOf(db, kept)).map((one) => one.status).sort()).toEqual(["open", "open", "void"])
    expect(await kindsOf(db, kept)).toEqual(["opened", "opened", "opened", "corrected quiet"])
    expect(await db.sql("select cause from changes where kind = 'corrected'")).toEqual([{ cause: "manual" }])
    expect(await count(`targets where film_id = '${kept}' and id in ('${pageA}', '${pageB}')`)).toBe(2)
    expect(await alerts()).toEqual(told)
    expect(await count("deliveries")).toBe(sent)
    expect(await count("outbox where state = 'waiting' and kind = 'alert'")).toBe(0)
    const page = await filmPage(db, oldSlug, { now: NOON + 3 * HOUR, territories: ["FR"] })
    expect(page).toMatchObject({ movedTo: await slugOf(kept), film: { id: kept, aliases: ["Les Milles, le train"] } })
    expect(page?.now.map((one) => [one.provider.name, one.evidence.length])).toEqual([
      ["France.tv", 2],
      ["Orange", 1],
    ])
    expect(page?.past).toEqual([])
    expect(page?.changes.filter((one) => one.kind === "opened").every((one) => one.proof !== null)).toBe(true)
    expect(await db.sql("select actor, act, subject, detail->'from'->>'slug' as from from audit")).toEqual([
      { actor: "tester", act: "film merge", subject: await slugOf(kept), from: oldSlug },
    ])
  })

  test("what people said of the duplicate, and the lines of lists that it was found for, go to the film that stays", async () => {
    const { kept, gone } = await twins()
    const { id: userId, listId } = await ensureUser(db, { email: "b@example.org", territories: ["FR"] })
    const list = readList(new TextEncoder().encode("Les Milles, le train\n"))
    const { importId } = await importList(db, { userId, listId, list, now: NOON })
    await db.sql("update import_lines set film_id = $1, state = 'added'", [gone])
    const report = {
      filmId: gone,
      windowId: null,
      userId,
      says: "elsewhere",
      provider: "Ciné du Cap",
      now: NOON,
    } as const
    const { id } = await addReport(db, report)

    await merge(gone, kept)

    expect(await db.sql("select film_id from import_lines where import_id = $1", [importId])).toEqual([
      { film_id: kept },
    ])
    expect(await readReport(db, id, kept)).toMatchObject({ says: "elsewhere", provider: "Ciné du Cap" })
  })

  test("later checks go on as if nothing had happened: same answer, same rows, gone on one page, gone on both", async () => {
    const { kept, gone, pageA, pageB } = await twins()
    await merge(gone, kept)
    const [told, story] = [await alerts(), (await kindsOf(db, kept)).length]
    const since = async () => (await kindsOf(db, kept)).slice(story)

    await check(db, pageA, "same", NOON + 4 * HOUR)
    await check(db, pageB, "same", NOON + 4 * HOUR)
    await check(db, pageA, [replay()], NOON + 5 * HOUR)
    await check(db, pageB, [replay(), sighting()], NOON + 5 * HOUR)
    await runTide(db, NOON + 5 * HOUR)
    for (const hour of [6, 7]) await check(db, pageB, [sighting()], NOON + hour * HOUR)
    expect(await since()).toEqual([])

    for (const hour of [8, 9]) await check(db, pageA, [], NOON + hour * HOUR)
    await tell(NOON + 9 * HOUR)
    expect(await since()).toEqual(["closed"])
    expect(await alerts()).toEqual(told)

    await check(db, pageA, [sighting({ provider: "Canal VOD" })], NOON + 10 * HOUR)
    await tell(NOON + 10 * HOUR)
    const news = (await alerts()).map((one) => one.told).slice(told.length)
    expect(news.sort()).toEqual(["a@example.org opened", "b@example.org opened"])
  })

  test("W23 the same offer under another monetization is not told again to who was told of either film", async () => {
    const { kept, gone, pageB } = await twins()
    await merge(gone, kept)
    const told = (await alerts()).length

    await check(db, pageB, [replay(), sighting(), replay({ kind: "vod", monetization: "ads" })], NOON + 4 * HOUR)
    await tell(NOON + 4 * HOUR)

    expect((await kindsOf(db, kept)).at(-1)).toBe("opened")
    expect(await alerts()).toHaveLength(told)
  })

  test("what waits to be told goes to those who waited for that film, and to no other", async () => {
    const { kept, gone, pageB } = await twins()
    await check(db, pageB, [replay(), sighting(), sighting({ provider: "Canal VOD" })], NOON + 3 * HOUR)
    const told = (await alerts()).length

    await merge(gone, kept, NOON + 3 * HOUR)
    await tell(NOON + 3 * HOUR)

    expect((await alerts()).slice(told)).toEqual([{ told: "b@example.org opened" }])
  })

  test("W20 W22 what time owes is told before; an end that one page knew closes the whole story later", async () => {
    const { kept, gone, pageA, pageB } = await twins()
    const end = NOON + 30 * HOUR
    await check(db, pageB, [replay({ end: endingAt(end) }), sighting()], NOON + 3 * HOUR)
    await merge(gone, kept, NOON + 4 * HOUR)
    const told = (await alerts()).map((one) => one.told)
    expect(told.slice(-1)).toEqual(["b@example.org closing"])

    await runTide(db, NOON + 5 * HOUR)
    await tell(NOON + 5 * HOUR)
    expect(await alerts()).toHaveLength(told.length)

    await check(db, pageA, [], NOON + 31 * HOUR)
    await check(db, pageB, [sighting()], NOON + 31 * HOUR)
    await check(db, pageA, [], NOON + 32 * HOUR)
    expect((await windowsOf(db, kept)).map((one) => one.status).sort()).toEqual(["closed", "open", "void"])
  })

  test("a list with both keeps one, with its rule, and nothing before the merge is told after it", async () => {
    const { kept, gone } = await twins()
    const rule = { providers: "any", kinds: ["vod"], monetizations: "any", changes: ["opened"], closingLeadsMs: [HOUR] }
    await watch("both@example.org", kept)
    await watch("both@example.org", gone, { rule: rule as never })
    await db.sql("update watches set cursor = 0")

    await merge(gone, kept)
    const rows = await db.sql<Record<string, unknown>>(
      `select u.email, w.answer, w.film_id, r.body->'closingLeadsMs' as leads, r.ref from watches w join lists l on l.id = w.list_id
       join users u on u.id = l.owner_id left join rules r on r.id = w.rule_id order by u.email`,
    )
    expect(rows).toEqual([
      { email: "a@example.org", answer: "done", film_id: kept, leads: null, ref: null },
      { email: "b@example.org", answer: "done", film_id: kept, leads: null, ref: null },
      { email: "both@example.org", answer: "done", film_id: kept, leads: [HOUR], ref: kept },
    ])
    const behind = await count("watches where cursor < (select max(cursor) from changes where not quiet)")
    expect(behind).toBe(0)
  })

  test("I8 a first answer still comes once where a page was never read; where all were, the merge gives none", async () => {
    const { kept, gone } = await twins()
    const [unread, bare] = [await addFilm(db, "Pas lu"), await addFilm(db, "Sans page")]
    const page = await addPage(db, unread)
    await watch("c@example.org", unread)
    await watch("d@example.org", bare)
    const answers = () =>
      db.sql("select u.email from alerts a join users u on u.id = a.user_id where a.kind = 'first_answer'")

    await merge(bare, kept)
    await merge(unread, kept)
    await merge(gone, kept)
    const waiting = await db.sql(
      "select u.email, w.answer from watches w join lists l on l.id = w.list_id join users u on u.id = l.owner_id where w.answer <> 'done'",
    )
    expect(waiting).toEqual([{ email: "c@example.org", answer: "waiting" }])
    expect(await answers()).toEqual([])

    await check(db, page, [replay()], NOON + 4 * HOUR)
    for (const row of await db.sql<{ ref: string }>("select ref from outbox where kind = 'answer'"))
      await answerWatch(db, row.ref, NOON + 4 * HOUR)
    expect(await answers()).toEqual([{ email: "c@example.org" }])
  })

  test("works, pins, ids and facts follow; a work that hung between the two is matched", async () => {
    const kept = await createFilm(
      db,
      { ...facts({ ids: { imdb: "tt0000001" } }), title: "Les Quais" },
      { createdBy: "x", now: NOON },
    )
    const gone = await createFilm(
      db,
      {
        ...facts({
          durationMinutes: 90,
          ids: { tmdb: "7" },
          credits: [{ line: "Image : Jo", job: "Image", names: ["Jo"] }],
        }),
        title: "Les Quais",
      },
      { createdBy: "x", now: NOON },
    )
    const work = ref({ title: "Les Quais", year: 1995, directors: ["Anne Delmas"] })
    const outcomes = await matchWorks(db, "guide", [work])
    expect(outcomes.get(workKey("guide", work))?.outcome).toBe("review")
    const feed = await addPage(db, null, FEED)
    await db.begin((tx) => recordWorks(tx, "guide", feed, [{ ref: work, sightings: [replay()] }], outcomes, NOON))
    await db.sql(
      "insert into works (source, key, state, film_id, matched_by, ref) values ('guide', 'p', 'matched', $1, 'pin', '{}')",
      [gone.id],
    )

    const { rematched } = await mergeFilms(db, { from: gone.slug, into: kept.slug, by: "tester", now: NOON })

    expect(rematched).toMatchObject([{ filmId: kept.id, targetId: feed }])
    expect(await db.sql("select key = 'p' as pin, state, film_id from works order by key = 'p'")).toEqual([
      { pin: false, state: "matched", film_id: kept.id },
      { pin: true, state: "matched", film_id: kept.id },
    ])
    const page = await filmPage(db, kept.slug, { now: NOON, territories: ["FR"] })
    expect(page?.film).toMatchObject({
      durationMinutes: 90,
      ids: { imdb: "tt0000001", tmdb: "7" },
      credits: [{ line: "Image : Jo" }],
      movedTo: null,
    })
    expect((await searchFilms(db, { query: "les quais", limit: 5 })).films.map((film) => film.id)).toEqual([kept.id])
  })

  test("a check that was under way when its film was merged is recorded on the film it became", async () => {
    const { kept, gone, pageB } = await twins()
    const { claimTarget } = await import("../checks/claim.ts")
    const { recordChecks } = await import("../checks/record.ts")
    const { freeHosts, reportOf, SOURCES, MINUTE } = await import("../testing/world.ts")
    await freeHosts(db)
    const batch = await claimTarget(db, pageB, MINUTE)

    await merge(gone, kept)
    await recordChecks(db, batch!, [reportOf(pageB, [replay(), sighting(), sighting({ provider: "Arte VOD" })])], {
      now: NOON + 4 * HOUR,
      sources: SOURCES,
      random: () => 0.5,
    })

    expect(await windowsOf(db, gone)).toEqual([])
    expect((await windowsOf(db, kept)).filter((one) => one.status === "open")).toHaveLength(3)
  })

  test("is idempotent, follows chains, and refuses what makes no sense", async () => {
    const [a, b, c] = [await addFilm(db, "A"), await addFilm(db, "B"), await addFilm(db, "C")]
    const demo = await addFilm(db, "D")
    await db.sql("update films set demo = true where id = $1", [demo])
    await merge(a, b)

    expect(await merge(a, b)).toMatchObject({ id: b, merged: false })
    expect(await count("audit")).toBe(1)
    await expect(merge(c, a)).rejects.toThrow(/is itself merged into "b-.*merge into that one/)
    await expect(merge(a, c)).rejects.toThrow(/is merged into "b-.* already/)
    await expect(merge(b, b)).rejects.toThrow("into itself")
    await expect(merge(demo, c)).rejects.toThrow("the demonstration's")
    await expect(merge(c, demo)).rejects.toThrow("the demonstration's")
    await expect(merge("nothing", c)).rejects.toThrow('film "nothing": no such film')

    await merge(b, c)
    const page = await filmPage(db, await slugOf(a), { now: NOON, territories: ["FR"] })
    expect(page?.movedTo).toBe(await slugOf(c))
    expect(await count(`films where merged_into_id = '${c}'`)).toBe(2)
  })
})

import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, endingAt, HOUR, NOON, sighting } from "../testing/world.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { addWatch } from "../watches.ts"
import { setMark } from "../watchlist/marks.ts"
import { type NewsletterKind, setNewsletters } from "./asked.ts"
import type { IssueSection } from "./issue.ts"
import { dropNews, listNews, publishNews, writeNews } from "./news.ts"
import { previewNewsletter, readNewsletter } from "./read.ts"

let db: Db
let lea: UserRow
let count = 0
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate newsletters, windows, films, news, user_services, marks cascade")
  count += 1
  lea = await ensureUser(db, { email: `reader-${count}@mail.example`, territories: ["FR"] })
})

const TO = NOON + 2 * DAY
const ask = (kind: NewsletterKind, ref = "") =>
  setNewsletters(db, lea.id, [{ kind, cadence: "weekly", day: 1, ref }], NOON)
const read = async (kind: NewsletterKind, ref = "", now = TO) => {
  const issue = await readNewsletter(db, { kind, ref, from: NOON, to: TO }, lea.id, now)
  return issue?.sections ?? null
}
const watch = (filmId: string) => addWatch(db, { listId: lea.listId, userId: lea.id, filmId, now: NOON })

/** A film that this says something of, after a first look at nothing. */
async function filmSaying(title: string, ...said: readonly ReturnType<typeof sighting>[][]) {
  const film = await addFilm(db, title)
  const target = await addPage(db, film)
  await check(db, target, [], NOON)
  for (const [at, one] of said.entries()) await check(db, target, one, NOON + (at + 1) * HOUR)
  return { film, target }
}

async function serviceNamed(name: string) {
  await db.sql("insert into user_services select $1, id from providers where name = $2", [lea.id, name])
}

const titles = (sections: readonly IssueSection[] | null) =>
  sections?.map((section) => {
    if (section.name === "news") return ["news", ...section.pieces.map(({ title }) => title)]
    if (section.name === "state") return ["state", ...section.watches.map(({ film }) => film.title)]
    return [section.name, ...section.lines.map(({ film }) => film.title)]
  })

test("one's own list: what changed and still holds, then how it stands; without a change there is no issue", async () => {
  const opened = await filmSaying("Opened", [sighting()])
  const gone = await filmSaying("Gone", [sighting()], [], [])
  const cheaper = await filmSaying("Cheaper", [sighting({ minor: 499 })], [sighting({ minor: 299 })])
  const quiet = await addFilm(db, "First look")
  await check(db, await addPage(db, quiet), [sighting()], NOON + HOUR)
  const other = await filmSaying("Not on the list", [sighting()])
  for (const { film } of [opened, gone, cheaper]) await watch(film)
  await watch(quiet)
  await ask("list")

  const sections = (await read("list"))!

  expect(other).toBeDefined()
  expect(titles(sections)).toEqual(
    [
      ["changed", "Cheaper", "Gone", "Opened"],
      ["state", "Cheaper", "First look", "Opened"],
    ].map((each) => expect.arrayContaining(each)),
  )
  const [changed] = sections
  expect(
    changed?.name === "changed" && changed.lines.map(({ film, change }) => `${film.title} ${change}`).toSorted(),
  ).toEqual(["Cheaper opened", "Gone closed", "Opened opened"])
  expect(sections[1]).toMatchObject({ counts: { elsewhere: 3, none: 1 }, more: 0 })
  await setMark(db, { userId: lea.id, filmId: opened.film, mark: "seen", now: NOON })
  await setMark(db, { userId: lea.id, filmId: gone.film, mark: "dismissed", now: NOON })
  await setMark(db, { userId: lea.id, filmId: cheaper.film, mark: "snoozed", now: NOON })
  expect(await read("list")).toBeNull()
})

test("one's services: what opened there in the period, seen films and first looks aside", async () => {
  const mine = await filmSaying("Mine", [sighting({ provider: "Mien", monetization: "subscription" })])
  await filmSaying("Seen", [sighting({ provider: "Mien", monetization: "subscription" })])
  await filmSaying("Elsewhere", [sighting({ provider: "Autre", monetization: "subscription" })])
  await filmSaying("Gone", [sighting({ provider: "Mien" })], [], [])
  await check(db, await addPage(db, await addFilm(db, "Baseline")), [sighting({ provider: "Mien" })], NOON + HOUR)
  const [seen] = await db.sql<{ id: string }>("select id from films where title = 'Seen'")
  await setMark(db, { userId: lea.id, filmId: seen!.id, mark: "seen", now: NOON })
  await ask("services")
  expect(await read("services")).toBeNull()

  await serviceNamed("Mien")

  expect(mine).toBeDefined()
  expect(titles(await read("services"))).toEqual([["opened", "Mine"]])
})

test("leaving soon: what one can watch for nothing more, by its end, until the next issue has come", async () => {
  const free = { provider: "Libre", monetization: "free" } as const
  await filmSaying("Later", [sighting({ ...free, end: endingAt(TO + 30 * DAY) })])
  await filmSaying("Second", [sighting({ ...free, end: endingAt(TO + 6 * DAY) })])
  await filmSaying("First", [sighting({ ...free, end: endingAt(TO + 3 * DAY) })])
  await filmSaying("Rented", [sighting({ end: endingAt(TO + 3 * DAY) })])
  await ask("leaving")

  expect(titles(await read("leaving"))).toEqual([["leaving", "First", "Second"]])
  await db.sql("update users set territories = '{BE}' where id = $1", [lea.id])
  expect(await read("leaving")).toBeNull()
})

test("price drops: what is cheaper than it was, one's list first, rises and what is gone aside", async () => {
  const half = await filmSaying("Half", [sighting({ minor: 998 })], [sighting({ minor: 499 })])
  await filmSaying("Dearer", [sighting({ minor: 299 })], [sighting({ minor: 399 })])
  const listed = await filmSaying("Listed", [sighting({ minor: 499 })], [sighting({ minor: 399 })])
  await filmSaying("Sold out", [sighting({ minor: 998 })], [sighting({ minor: 499 })], [], [])
  await watch(listed.film)
  await ask("prices")

  const sections = (await read("prices"))!

  expect(half).toBeDefined()
  expect(titles(sections)).toEqual([["dropped", "Listed", "Half"]])
  expect(sections[0]).toMatchObject({
    lines: [
      { price: { amountMinor: 399, currency: "EUR" }, before: { amountMinor: 499 } },
      { price: { amountMinor: 499 }, before: { amountMinor: 998 } },
    ],
  })
})

test("shot in a department: what opened, and what is announced for later", async () => {
  const { film } = await filmSaying("Wimereux", [sighting()])
  const coming = await filmSaying("Coming", [
    sighting({
      monetization: "free",
      start: { at: new Date(TO + 5 * DAY).toISOString(), precision: "day", basis: "stated", text: "bientôt" },
    }),
  ])
  await filmSaying("Elsewhere", [sighting()])
  await db.sql(
    `with p as (insert into places (slug, name, folded, department) values ($1, 'Wimereux', $1, '62') returning id)
     insert into film_places (film_id, place_id, source, text) select f, p.id, 'test', 'Wimereux' from p, unnest($2::uuid[]) as f`,
    [`wimereux-${count}`, [film, coming.film]],
  )
  await ask("place", "62")

  expect(titles(await read("place", "62"))).toEqual([
    ["opened", "Wimereux"],
    ["announced", "Coming"],
  ])
  await ask("place", "59")
  expect(await read("place", "59")).toBeNull()
  expect(await read("place", "62")).toBeNull()
})

test("thirty lines at most, and how many more there are", async () => {
  await db.sql(
    `with f as (insert into films (slug, title, directors, created_by) select 'many-' || n, 'Film ' || lpad(n::text, 2, '0'), '{}', 'test' from generate_series(1, 42) n returning id),
       p as (insert into providers (slug, name) values ($1, $1) returning id)
     insert into windows (id, film_id, provider_id, territory, kind, monetization, status, period, start_precision, start_basis, end_at, end_precision, end_basis, opened_at, version, memory, created_at)
     select uuidv7(), f.id, p.id, 'FR', 'vod', 'free', 'open', tstzrange($2, $3), 'unknown', 'observed', $3, 'day', 'stated', $2, 1, '{}', $2 from f, p`,
    [`many-${count}`, new Date(NOON), new Date(TO + 2 * DAY)],
  )
  await ask("leaving")

  const [section] = (await read("leaving"))!

  expect(section).toMatchObject({ more: 12 })
  expect(section?.name === "leaving" && section.lines).toHaveLength(30)
})

test("an operator's news: what was published in the period, in the reader's language; drafts stay", async () => {
  const words = (title: string) => ({ fr: { title, body: "Un.\n\nDeux." }, en: { title: `${title} en`, body: "One." } })
  const one = await writeNews(db, { id: null, words: words("Brouillon"), by: "op", now: NOON })
  await writeNews(db, { id: one, words: words("Publié"), by: "op", now: NOON })
  const draft = await writeNews(db, { id: null, words: words("Jeté"), by: "op", now: NOON })
  await publishNews(db, one, "op", NOON + HOUR)
  await ask("operator")

  const sections = (await read("operator"))!

  expect(sections).toMatchObject([{ pieces: [{ title: "Publié", paragraphs: ["Un.", "Deux."] }] }])
  await expect(publishNews(db, one, "op", NOON)).rejects.toThrow("no draft")
  await expect(dropNews(db, one, "op")).rejects.toThrow("no draft")
  await expect(writeNews(db, { id: one, words: words("Autre"), by: "op", now: NOON })).rejects.toThrow("no draft")
  await dropNews(db, draft, "op")
  expect((await listNews(db, 10)).map(({ words: { fr } }) => fr.title)).toEqual(["Publié"])
  expect(await db.sql("select act from audit where act like 'news %' order by id desc limit 2")).toEqual([
    { act: "news drop" },
    { act: "news publish" },
  ])
  await db.sql("update users set locale = 'en' where id = $1", [lea.id])
  expect(await read("operator")).toMatchObject([{ pieces: [{ title: "Publié en", paragraphs: ["One."] }] }])
})

test("an issue of what is not asked for any more says nothing; its page shows what it would say", async () => {
  await filmSaying("Free", [sighting({ provider: "Libre", monetization: "free", end: endingAt(TO + 2 * DAY) })])

  expect(await read("leaving")).toBeNull()
  expect((await previewNewsletter(db, { kind: "leaving", ref: "" }, lea.id, TO))?.sections).toHaveLength(1)
})

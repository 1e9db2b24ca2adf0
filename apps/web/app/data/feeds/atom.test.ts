import type { Db } from "@vigie/db"
import { addWatch, ensureFeedToken, ensureUser } from "@vigie/db"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { all, expectSound, link, parse, text } from "./atom.testing.ts"
import { type AtomFeed, atomText, tagOf } from "./atom.ts"
import { BASE, openRoutes, tell } from "./feeds.testing.ts"

type Part = (given: { request: Request; params: Record<string, string> }) => Promise<Response>
let db: Db
let close: () => Promise<void>
const routes = {} as Record<"film" | "provider" | "place" | "department" | "person" | "own", Part>
beforeAll(async () => {
  const opened = await openRoutes()
  db = opened.db
  close = opened.close
  for (const name of ["film", "provider", "place", "department", "person", "own"] as const)
    routes[name] = (await import(`../../routes/feeds/${name}-atom.ts`)).loader
})
afterAll(() => close())
beforeEach(() => db.sql("truncate changes, windows, films, providers, places, people, watches cascade"))

const ask = (name: keyof typeof routes, ref: string, query = "", headers: HeadersInit = {}) =>
  routes[name]({
    request: new Request(`${BASE}/x${query}`, { headers }),
    params: name === "own" ? { feed: `${ref}.atom` } : { slug: ref },
  })

test("a film's feed has all that RFC 4287 requires, a stable id for each change, and its proof a link away", async () => {
  await tell(db, {
    slug: "les-milles",
    title: "Les Milles",
    by: [
      ["opened", "wikidata"],
      ["closed", null],
    ],
  })

  const response = await ask("film", "les-milles")
  const feed = parse(await response.text())

  expectSound(feed)
  expect(response.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8")
  expect(link(feed, "self")).toBe(`${BASE}/films/les-milles.atom`)
  expect(link(feed, "alternate")).toBe(`${BASE}/films/les-milles`)
  const [closed, opened] = all(feed, "entry")
  const [row] = await db.sql<{ id: string }>("select id from changes where kind = 'opened'")
  expect(text(opened!, "id")).toBe(`tag:vigie.example,2026:changes/${row!.id}`)
  expect(text(opened!, "title")).toBe("Visible : Les Milles (1995), Canal du Cap")
  expect(text(opened!, "updated")).toBe("2026-03-01T10:00:00.000Z")
  expect(all(opened!, "author").map((author) => text(author, "name"))).toEqual(["Wikidata"])
  expect(link(opened!, "alternate")).toBe(`${BASE}/changes/${row!.id}`)
  expect(text(opened!, "content")).toContain("Replay, gratuit")
  expect(text(opened!, "content")).toContain("« Gratuit »")
  expect(text(opened!, "rights")).toBe("Wikidata (CC0)")
  expect(text(closed!, "content")).toContain("Constaté par Vigie")
})

test("hostile words come back as they were, but for what XML forbids", async () => {
  const title = `]]></title><script>alert("1")</script> & 'É' \u{1F3AC}\u0000\u0008\uFFFE`.replace("\u0000", "")
  await tell(db, { slug: "piege", title, words: "a\u0001b <b>", by: [["opened", "wikidata"]] })

  const feed = parse(await (await ask("film", "piege")).text())

  expectSound(feed)
  const [entry] = all(feed, "entry")
  expect(text(entry!, "title")).toContain(`]]></title><script>alert("1")</script> & 'É' \u{1F3AC}\uFFFD\uFFFD`)
  expect(text(entry!, "content")).toContain("a\uFFFDb <b>")
})

test("a provider's, a place's, a department's and a person's feeds hold their films' changes", async () => {
  const film = await tell(db, { slug: "les-milles", by: [["opened", "wikidata"]] })
  await db.sql(
    `with place as (insert into places (slug, name, folded, department) values ('aix', 'Aix', 'aix', '13') returning id)
     insert into film_places (film_id, place_id, source, text) select $1, id, 'test', 'Aix' from place`,
    [film],
  )
  await db.sql(
    `with person as (insert into people (slug, name, folded) values ('anne-le-goff', 'Anne Le Goff', 'anne goff le') returning id),
       credit as (insert into credits (film_id, source, position, line, job) values ($1, 'test', 1, 'Anne Le Goff', 'Cast') returning id)
     insert into credit_people (credit_id, position, person_id, name) select credit.id, 1, person.id, 'Anne Le Goff' from person, credit`,
    [film],
  )

  for (const [name, ref, path] of [
    ["provider", "canal-cap", "/providers/canal-cap.atom"],
    ["place", "aix", "/places/aix.atom"],
    ["department", "13", "/departments/13.atom"],
    ["person", "anne-le-goff", "/people/anne-le-goff.atom"],
  ] as const) {
    const feed = parse(await (await ask(name, ref)).text())
    expectSound(feed)
    expect(all(feed, "entry"), name).toHaveLength(1)
    expect(link(feed, "self")).toBe(`${BASE}${path}`)
    await expect(ask(name, "nulle-part"), name).rejects.toMatchObject({ init: { status: 404 } })
  }
})

test("what a source does not let anybody publish again is in no open feed, which says why it is empty", async () => {
  await tell(db, { slug: "crime", by: [["opened", "arte"]] })

  for (const [name, ref] of [
    ["film", "crime"],
    ["provider", "canal-cap"],
  ] as const) {
    const feed = parse(await (await ask(name, ref)).text())
    expectSound(feed)
    expect(all(feed, "entry")).toEqual([])
    expect(text(feed, "subtitle")).toMatch(/permettent de republier \(Wikidata \(CC0\)\).*Vide pour cette raison/)
  }
})

test("one's own list is told whole at its secret address, in one's language, and to nobody else", async () => {
  const film = await tell(db, { slug: "crime", title: "Crime", by: [["opened", "arte"]] })
  await tell(db, { slug: "autre", by: [["opened", "arte"]] })
  const user = await ensureUser(db, { email: "a@mail.example", territories: ["FR"] })
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: Date.UTC(2026, 3, 1) })
  const token = await ensureFeedToken(db, user.id)

  const feed = parse(await (await ask("own", token, "?lang=en")).text())

  expectSound(feed)
  expect(all(feed, "entry").map((entry) => text(entry, "title"))).toEqual([expect.stringContaining("Crime")])
  expect(feed.attributes["xml:lang"]).toBe("en")
  expect(text(feed, "id")).not.toContain(token)
  expect(link(feed, "self")).toBe(`${BASE}/feeds/${token}.atom?lang=en`)
  for (const bad of ["x", "A".repeat(32), ""])
    await expect(ask("own", bad)).rejects.toMatchObject({ init: { status: 404 } })
})

test("even to its own reader a source that lets nothing be published is named, not quoted", async () => {
  const film = await tell(db, {
    slug: "presse",
    words: "Mots du journal",
    by: [
      ["announced", "press"],
      ["opened", "arte"],
    ],
  })
  const user = await ensureUser(db, { email: "b@mail.example", territories: ["FR"] })
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: Date.UTC(2026, 3, 1) })

  const feed = parse(await (await ask("own", await ensureFeedToken(db, user.id))).text())

  const [opened, announced] = all(feed, "entry").map((entry) => text(entry, "content"))
  expect(opened).toContain("« Mots du journal »")
  expect(announced).toContain("Lu sur Press")
  expect(announced).not.toContain("Mots du journal")
})

test("a page holds fifty entries, and the next one is a link away", async () => {
  for (let index = 0; index < 52; index++) await tell(db, { slug: `film-${index}`, by: [["opened", "wikidata"]] })

  const first = parse(await (await ask("provider", "canal-cap")).text())
  const next = new URL(link(first, "next")!)
  const second = parse(await (await ask("provider", "canal-cap", next.search)).text())

  expect([all(first, "entry").length, all(second, "entry").length]).toEqual([50, 2])
  expect([link(second, "next"), link(second, "first"), link(second, "self")]).toEqual([
    undefined,
    `${BASE}/providers/canal-cap.atom`,
    next.href,
  ])
})

test("who has it already is told so, by its ETag and by its date", async () => {
  await tell(db, { slug: "un", by: [["opened", "wikidata"]] })
  const first = await ask("provider", "canal-cap")
  const [etag, date] = [first.headers.get("etag")!, first.headers.get("last-modified")!]

  expect(date).toBe("Sun, 01 Mar 2026 10:00:00 GMT")
  expect((await ask("provider", "canal-cap", "", { "if-none-match": etag })).status).toBe(304)
  expect((await ask("provider", "canal-cap", "", { "if-modified-since": date })).status).toBe(304)
  expect((await ask("provider", "canal-cap", "", { "if-none-match": '"x"', "if-modified-since": date })).status).toBe(
    200,
  )
  expect(
    (await ask("provider", "canal-cap", "", { "if-modified-since": "Sun, 01 Mar 2026 09:59:59 GMT" })).status,
  ).toBe(200)
})

test("an empty feed is one, and an id is a tag wherever the site is", () => {
  const empty: AtomFeed = {
    id: tagOf(BASE, "feeds/x"),
    title: "Vigie",
    subtitle: "",
    language: "fr",
    updated: null,
    icon: `${BASE}/icon.png`,
    links: [{ rel: "self", href: `${BASE}/x.atom?a=1&b=2` }],
    entries: [],
  }

  const feed = parse(atomText(empty))

  expectSound(feed)
  expect(link(feed, "self")).toBe(`${BASE}/x.atom?a=1&b=2`)
  expect(tagOf("http://127.0.0.1:3000", "x")).toBe("tag:127.0.0.1,2026:x")
  expect(tagOf("http://[::1]:3000", "x")).toBe("tag:localhost,2026:x")
})

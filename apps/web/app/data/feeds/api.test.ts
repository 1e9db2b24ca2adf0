import type { Db } from "@vigie/db"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { z } from "zod"
import { BASE, openRoutes, tell as tellIn } from "./feeds.testing.ts"

type Part = (given: { request: Request }) => Promise<Response>

let db: Db
let changes: Part
let description: Part
let close: () => Promise<void>
beforeAll(async () => {
  const opened = await openRoutes()
  db = opened.db
  close = opened.close
  changes = (await import("../../routes/feeds/api-changes.ts")).loader as unknown as Part
  description = (await import("../../routes/feeds/api-description.ts")).loader as unknown as Part
})
afterAll(() => close())
beforeEach(() => db.sql("truncate changes, windows, films, providers, limits cascade"))

const ask = (query = "", init: RequestInit = {}) =>
  changes({ request: new Request(`${BASE}/api/changes${query}`, init) })

const tell = (slug: string, by: readonly (readonly [string, string | null])[]) => tellIn(db, { slug, by })

/** The shapes of the description, read by another's reader. */
async function shapes(): Promise<(name: string) => z.ZodType> {
  const said = await (await description({ request: new Request("https://vigie.example/api/openapi.json") })).json()
  const defs = JSON.parse(JSON.stringify(said.components.schemas).replaceAll("#/components/schemas/", "#/$defs/"))
  return (name) => z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs: defs })
}

test("an answer is what the description says, proof and attribution included", async () => {
  await tell("les-milles", [
    ["opened", "wikidata"],
    ["closed", null],
  ])

  const response = await ask()
  const page = await response.json()

  expect((await shapes())("ChangesPage").parse(page)).toEqual(page)
  expect(page.changes.map((one: { change: string }) => one.change)).toEqual(["opened", "closed"])
  expect(page.changes[0]).toMatchObject({
    film: { slug: "les-milles", url: "https://vigie.example/films/les-milles" },
    after: { end: "2026-07-06T22:00:00Z" },
    sources: [{ id: "wikidata", attribution: "Wikidata (CC0)" }],
    proof: { source: "wikidata", text: "Gratuit", url: "https://page.example/1" },
    url: `https://vigie.example/changes/${page.changes[0].id}`,
  })
  expect(page.changes[1].proof).toBeNull()
  expect(page).toMatchObject({ cursor: page.changes[1].cursor, more: false })
  expect(response.headers.get("access-control-allow-origin")).toBe("*")
  expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin")
})

test("the description names every parameter and response, and an answer that is none of it is told apart", async () => {
  const said = await (await description({ request: new Request("https://vigie.example/api/openapi.json") })).json()
  const shape = (await shapes())("ChangesPage")

  expect(said.openapi).toBe("3.1.0")
  const { get } = said.paths["/api/changes"]
  const { PARAMETERS } = await import("./api-asked.server.ts")
  expect(get.parameters.map(({ name }: { name: string }) => name)).toEqual([...PARAMETERS])
  expect(Object.keys(get.responses)).toEqual(["200", "304", "400", "429", "503"])
  expect(said.info.description).toContain("Wikidata (CC0)")
  expect(said.info.description).toContain("Arte")
  expect(
    shape.safeParse({ changes: [{}], cursor: 0, next: "https://x.example", more: false, attribution: [] }).success,
  ).toBe(false)
})

test("nothing of a source that does not let it be published again is handed on", async () => {
  await tell("les-milles", [
    ["opened", "wikidata"],
    ["moved", "arte"],
    ["closed", null],
  ])
  await tell("crime", [["opened", "arte"]])

  const page = await (await ask()).json()

  expect(page.changes.map((one: { change: string }) => one.change)).toEqual(["opened"])
  expect(JSON.stringify(page)).not.toMatch(/arte|crime/i)
})

test("pages follow one another by `next` to the end, which gives the same cursor until there is more", async () => {
  for (const slug of ["un", "deux", "trois"]) await tell(slug, [["opened", "wikidata"]])

  const first = await (await ask("?limit=2&kind=replay&territory=FR&provider=canal-cap")).json()
  const next = new URL(first.next)
  const second = await (await ask(next.search)).json()
  const last = await (await ask(new URL(second.next).search)).json()

  const films = (page: { changes: { film: { slug: string } }[] }) => page.changes.map(({ film }) => film.slug)
  expect([films(first), films(second), films(last)]).toEqual([["un", "deux"], ["trois"], []])
  expect([first.more, second.more, last.more]).toEqual([true, false, false])
  expect(last.next).toBe(second.next)
  expect(Object.fromEntries(next.searchParams)).toMatchObject({
    kind: "replay",
    territory: "FR",
    provider: "canal-cap",
  })
  await tell("quatre", [["opened", "wikidata"]])
  expect(films(await (await ask(new URL(last.next).search)).json())).toEqual(["quatre"])
})

test("who has it already is told so", async () => {
  await tell("un", [["opened", "wikidata"]])
  const etag = (await ask()).headers.get("etag")!

  const again = await ask("", { headers: { "if-none-match": `W/${etag}` } })
  expect([again.status, await again.text()]).toEqual([304, ""])
  expect(again.headers.get("access-control-allow-origin")).toBe("*")
  await tell("deux", [["opened", "wikidata"]])
  expect((await ask("", { headers: { "if-none-match": etag } })).status).toBe(200)
})

test.each([
  ["after", "-1"],
  ["after", "1e3"],
  ["after", "99999999999999999999"],
  ["limit", "0"],
  ["limit", "201"],
  ["film", "nulle-part"],
  ["film", "'; drop table films"],
  ["provider", "nulle-part"],
  ["territory", "France"],
  ["kind", "series"],
  ["change", ""],
  ["cursor", "1"],
  ["limit=1&limit", "2"],
])("a parameter %s of %j is refused by its name", async (name, value) => {
  const response = await ask(`?${name}=${encodeURIComponent(value)}`)

  expect(response.status).toBe(400)
  expect(response.headers.get("content-type")).toBe("application/problem+json")
  const said = await response.json()
  expect(said).toMatchObject({ status: 400, parameter: name.split("=")[0] })
  expect((await shapes())("Problem").parse(said)).toEqual(said)
})

test("who asks too often is told when to come back", async () => {
  const headers = { "x-vigie-address": "203.0.113.9" }
  const answers: Response[] = []
  for (let tries = 0; tries < 121; tries++) answers.push(await ask("?limit=1", { headers }))

  expect(answers.map(({ status }) => status)).toEqual([...Array(120).fill(200), 429])
  const last = answers.at(-1)!
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0)
  expect(last.headers.get("content-type")).toBe("application/problem+json")
  expect((await ask("", { headers: { "x-vigie-address": "203.0.113.10" } })).status).toBe(200)
})

test("a browser may ask for another site's page, and may not write", async () => {
  const before = await ask("", { method: "OPTIONS", headers: { "access-control-request-headers": "if-none-match" } })

  expect(before.status).toBe(204)
  expect(before.headers.get("access-control-allow-headers")).toContain("if-none-match")
  expect((await ask("", { method: "POST" })).status).toBe(405)
})

import { readAddress } from "@vigie/core"
import { expect, test } from "vitest"
import { readAddressSheet, readAskedId, sharedAddress, sharedWords } from "./address.server.ts"

const shared = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields)

test.each([
  [{ url: "https://www.imdb.com/title/tt0111161/" }, "tt0111161"],
  [{ title: "Les Évadés", text: "Regarde https://www.imdb.com/title/tt0111161/?x=1" }, "tt0111161"],
  [{ title: "https://www.imdb.com/title/tt0111161/", text: "", url: "" }, "tt0111161"],
  [{ q: "tt0111161" }, "tt0111161"],
])("what a phone or the search box sends names a film: %j", (fields, id) => {
  expect(sharedAddress(shared(fields))?.film?.id).toBe(id)
})

test("words without an address are searched: the title first, never more than a title's length", () => {
  expect(sharedAddress(shared({ title: "Les Évadés", text: "à voir" }))).toBeNull()
  expect(sharedWords(shared({ title: " Les \n Évadés ", text: "à voir" }))).toBe("Les Évadés")
  expect(sharedWords(shared({ text: "x".repeat(300) }))).toHaveLength(200)
  expect(sharedWords(shared({}))).toBe("")
})

test("only an id that somebody can be asked by is offered for a look-up", () => {
  const asked = (text: string) => readAddressSheet(readAddress(text)!)

  expect(asked("tt0111161")).toMatchObject({ site: "IMDb", asked: { site: "imdb", id: "tt0111161" } })
  expect(asked("https://letterboxd.com/film/dune-2021/")).toMatchObject({ title: "dune", year: 2021, asked: null })
  expect(asked("https://vod.example/x")).toMatchObject({ site: null, shown: "https://vod.example/x", asked: null })
})

test.each([
  [
    { site: "imdb", id: "tt0111161" },
    { query: "IMDb tt0111161", year: null, ids: { imdb: "tt0111161" } },
  ],
  [
    { site: "wikidata", id: "Q190050" },
    { query: "Wikidata Q190050", year: null, ids: { wikidata: "Q190050" } },
  ],
  [{ site: "imdb", id: "tt1|P1=Q2" }, null],
  [{ site: "letterboxd", id: "dune-2021" }, null],
  [{ site: "__proto__", id: "1" }, null],
  [{ title: "Heat" }, null],
])("a form that asks for %j", (fields, expected) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)

  expect(readAskedId(form)).toEqual(expected)
})

import type { LookupView } from "@vigie/db"
import { blankFacts } from "@vigie/db"
import { expect, test } from "vitest"
import { askedSource, readAsked, readLookupSheet, splitYear } from "./lookups.server.ts"

const READING = { locale: "fr", territories: ["FR"], zone: "Europe/Paris", now: 0 } as const
const ASKED = { asked: "Wikidata", contact: true }
const lookup = (given: Partial<LookupView>): LookupView => ({
  id: "1",
  query: "Playtime",
  year: null,
  state: "waiting",
  source: null,
  candidates: [],
  reason: null,
  ...given,
})

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

test("a film found is told by title, year, director and its source's page; what is known already has its address", () => {
  const film = blankFacts({ title: "Playtime", year: 1967, directors: ["Jacques Tati"] })
  const nameless = { ...blankFacts({ title: "Trafic" }), title: null, originalTitle: "Trafic" }
  const sheet = readLookupSheet(
    lookup({
      state: "done",
      source: "wikidata",
      candidates: [
        { reference: "Q1", url: "https://www.wikidata.org/wiki/Q1", film, slug: "playtime" },
        { reference: "Q2", url: "javascript:alert(1)", film: nameless, slug: null },
      ],
    }),
    ASKED,
    READING,
  )

  expect(sheet).toMatchObject({ state: "found", source: "Wikidata" })
  expect(sheet.films).toMatchObject([
    {
      title: "Playtime",
      year: 1967,
      directors: "Jacques Tati",
      url: "https://www.wikidata.org/wiki/Q1",
      slug: "playtime",
    },
    { title: "Trafic", originalTitle: null, year: null, directors: "", url: null, slug: null },
  ])
})

test("no film found is an answer, and a source that failed is told with its reason", () => {
  const nothing = readLookupSheet(lookup({ state: "done", source: "tmdb" }), ASKED, READING)
  const reason = "tmdb: status: https://a.example/?…: 503; wikidata: timeout: https://b.example/: nothing within 20 s"
  const failed = readLookupSheet(lookup({ state: "failed", reason }), ASKED, READING)

  expect(nothing).toMatchObject({ state: "nothing", source: "TMDB" })
  expect(failed.state).toBe("failed")
  expect(failed.refusals).toEqual([
    { source: "TMDB", reason: "le site a répondu par une erreur (503)" },
    { source: "Wikidata", reason: "le site n'a pas répondu à temps" },
  ])
})

test("I11 without a contact a look-up does not wait: a contact is asked for", () => {
  const refused = lookup({ state: "failed", reason: "wikidata: no_contact: https://a.example/: set one" })

  expect(readLookupSheet(lookup({}), { ...ASKED, contact: false }, READING).state).toBe("contact")
  expect(readLookupSheet(refused, ASKED, READING).state).toBe("contact")
  expect(readLookupSheet(lookup({}), ASKED, READING).state).toBe("waiting")
})

test("TMDB is asked where there is a key, else Wikidata", () => {
  expect(askedSource({ settings: { TMDB_API_KEY: "k" } })).toEqual({ name: "TMDB", keyed: true })
  expect(askedSource({ settings: {} })).toEqual({ name: "Wikidata", keyed: false })
})

test("a form names a film, and a year only where it is one", () => {
  expect(readAsked(formOf({ title: "  Heat ", year: "1995" }))).toEqual({ query: "Heat", year: 1995 })
  for (const year of ["", "95", "1850", "x199"])
    expect(readAsked(formOf({ title: "Heat", year })), year).toEqual({ query: "Heat", year: null })
  expect(readAsked(formOf({ title: "x".repeat(300) }))?.query).toHaveLength(200)
  expect(readAsked(formOf({ title: " " }))).toBeNull()
  expect(readAsked(formOf({ year: "1995" }))).toBeNull()
})

test("a year in brackets is one; a number may be a title", () => {
  expect(splitYear("Heat (1995)")).toEqual({ title: "Heat", year: "1995" })
  for (const title of ["1917", "Blade Runner 2049", "(1995)"]) expect(splitYear(title)).toEqual({ title, year: "" })
})

test("after a look-up by an id the title to ask for next is left open", () => {
  const byId = lookup({ query: "IMDb tt0111161", ids: { imdb: "tt0111161" } })

  expect(readLookupSheet(byId, ASKED, READING).words).toBe("")
  expect(readLookupSheet(lookup({}), ASKED, READING).words).toBe("Playtime")
})

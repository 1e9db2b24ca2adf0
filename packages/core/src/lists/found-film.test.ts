import { expect, test } from "vitest"
import { factsAbout } from "../film-facts.ts"
import type { FilmFacts } from "../sighting.ts"
import { decideFound, type LineSought } from "./found-film.ts"

const NAMELESS = { title: null, originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {} }
const film = (part: Partial<FilmFacts>) => ({ film: factsAbout({ ...NAMELESS, ...part }, { place: "test", ...part }) })
const line = (part: Partial<LineSought>): LineSought => ({ title: "Les Heures pâles", year: 1994, ids: {}, ...part })

const pale = film({ title: "Les heures pales", year: 1994, ids: { imdb: "tt0000001" } })
const remake = film({ title: "Les Heures pâles", year: 2012, ids: { imdb: "tt0000002" } })
const original = film({ title: "The Pale Hours", originalTitle: "Les Heures pâles", year: 1994 })
const other = film({ title: "Tout autre chose", year: 1950 })

test("the only film of the whole title and year is it, under any of its titles", () => {
  expect(decideFound(line({}), [remake, pale, other])).toEqual({ state: "certain", found: pale })
  expect(decideFound(line({}), [original, remake])).toEqual({ state: "certain", found: original })
})

test("an id decides before title and year, and one that differs rules a film out", () => {
  expect(decideFound(line({ year: 1900, ids: { imdb: "tt0000002" } }), [pale, remake])).toEqual({
    state: "certain",
    found: remake,
  })
  expect(decideFound(line({ ids: { imdb: "tt0000009" } }), [pale])).toEqual({ state: "unknown" })
})

test("two of a title and year, another year, or one word without a year are for a person", () => {
  expect(decideFound(line({}), [pale, original])).toEqual({ state: "choose", found: [pale, original] })
  expect(decideFound(line({ year: 1995 }), [other, pale])).toEqual({ state: "choose", found: [pale] })
  expect(decideFound(line({ year: null }), [pale, remake])).toMatchObject({ state: "choose" })
  const dune = film({ title: "La Dune", year: 2003 })
  expect(decideFound(line({ title: "La Dune", year: null }), [dune])).toEqual({ state: "choose", found: [dune] })
  expect(decideFound(line({ title: "La Dune", year: 2003 }), [dune])).toEqual({ state: "certain", found: dune })
})

test("what only resembles it in nothing is not offered", () => {
  expect(decideFound(line({}), [other])).toEqual({ state: "unknown" })
  expect(decideFound(line({}), [])).toEqual({ state: "unknown" })
})

import { describe, expect, it } from "vitest"
import { matchFilm } from "./match-film.ts"
import { isMisspelt, shapeOf } from "./misspelt.ts"

const misspelt = (a: string, b: string) => isMisspelt(shapeOf(a), shapeOf(b)) && isMisspelt(shapeOf(b), shapeOf(a))

describe("isMisspelt", () => {
  it.each([
    ["a letter left out", "les miles", "les milles"],
    ["a letter replaced", "amelie", "amalie"],
    ["two letters swapped", "la femme secrete", "la femme sercete"],
    ["two mistakes in a long title", "bienvenue chez les chtis", "bienvenu chez les ch tis"],
    ["letters that are not Latin", "сталкер", "стaлкер"],
  ])("forgives %s", (_, a, b) => expect(misspelt(a, b)).toBe(true))

  it.each([
    ["the same title", "les milles", "les milles"],
    ["a short title", "elle", "ella"],
    ["two mistakes in a short one", "amelie", "emalie"],
    ["three mistakes", "la femme secrete", "le femme sacrate"],
    ["another number", "rocky 2", "rocky 3"],
    ["another Roman number", "decalogue i", "decalogue ii"],
    ["a number more", "la boum", "la boum 2"],
  ])("is strict about %s", (_, a, b) => expect(misspelt(a, b)).toBe(false))
})

describe("a misspelt title", () => {
  const milles = {
    id: "milles",
    title: "Les Milles",
    originalTitle: null,
    aliases: [],
    year: 1995,
    directors: ["Sébastien Grall"],
    durationMinutes: 103,
    ids: {},
  }
  const work = { title: "Les Miles", originalTitle: null, year: 1995, directors: [], durationMinutes: null, ids: {} }

  it.each([
    ["its year", work],
    ["a year off and its director", { ...work, year: 1996, directors: ["Sébastien Grall"] }],
  ])("is for review with %s, never taken by itself", (_, stated) => {
    const result = matchFilm(stated, [milles])

    expect(result).toMatchObject({ outcome: "review", candidates: [{ filmId: "milles" }] })
    expect(result.outcome === "review" && result.candidates[0]?.why).toContain("misspelt_title")
  })

  it.each([
    ["another year", { ...work, year: 1998 }],
    ["no year", { ...work, year: null }],
    ["another director", { ...work, directors: ["Jane Roe"] }],
    ["another running time", { ...work, durationMinutes: 52 }],
  ])("is another film's with %s", (_, stated) => {
    expect(matchFilm(stated, [milles])).toEqual({ outcome: "none" })
  })
})

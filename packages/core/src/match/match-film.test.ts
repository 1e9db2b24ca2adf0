import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { FilmRef } from "../sighting.ts"
import type { CatalogueFilm } from "./film.ts"
import { candidateKeys, workKey } from "./keys.ts"
import { matchFilm } from "./match-film.ts"

function film(facts: Partial<CatalogueFilm>): CatalogueFilm {
  const none = { originalTitle: null, aliases: [], year: null, directors: [], durationMinutes: null, ids: {} }
  return { id: "a", title: "Les Milles", ...none, ...facts }
}

function work(facts: Partial<FilmRef>): FilmRef {
  return { title: null, originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {}, ...facts }
}

const milles = film({ id: "milles", year: 1995, directors: ["Sébastien Grall"], durationMinutes: 103 })
const ctis = film({
  id: "ctis",
  title: "Bienvenue chez les Ch'tis",
  year: 2008,
  directors: ["Dany Boon"],
  durationMinutes: 106,
})
const chezNous = film({
  id: "chez-nous",
  title: "Chez nous",
  year: 2017,
  directors: ["Lucas Belvaux"],
  durationMinutes: 117,
})
const pasSonGenre = film({
  id: "genre",
  title: "Pas son genre",
  year: 2014,
  directors: ["Lucas Belvaux"],
  durationMinutes: 111,
})
const catalogue = [milles, ctis, chezNous, pasSonGenre]

describe("by pin", () => {
  const named = work({ title: "Les Milles", year: 1995, directors: ["Sébastien Grall"] })

  it("a person's answer comes before everything", () => {
    expect(matchFilm(named, catalogue, { filmId: "ctis" })).toEqual({
      outcome: "matched",
      filmId: "ctis",
      by: "pin",
      alias: null,
    })
    expect(matchFilm(named, catalogue, { filmId: null })).toEqual({ outcome: "none" })
    expect(matchFilm(named, catalogue, { notFilmIds: ["milles"] })).toEqual({ outcome: "none" })
  })
})

describe("by id", () => {
  const known = film({ id: "a", ids: { imdb: "tt0113823", arte: ["001", "002"] }, year: 1995, directors: ["X Y"] })

  it("a shared id is enough", () => {
    expect(matchFilm(work({ title: "Something else", ids: { imdb: "tt0113823" } }), [known])).toMatchObject({
      filmId: "a",
      by: "id",
    })
    expect(matchFilm(work({ ids: { arte: "002" } }), [known])).toMatchObject({ filmId: "a", by: "id" })
  })

  it("ids are compared however they are written", () => {
    const isan = film({ ids: { isan: "0000-0001-B7FF-0000-Q-0000-0000-X", wikidata: "q42" } })

    expect(matchFilm(work({ ids: { isan: "ISAN 0000-0001-b7ff-0000" } }), [isan]).outcome).toBe("matched")
    expect(matchFilm(work({ ids: { wikidata: "Q42" } }), [isan]).outcome).toBe("matched")
    expect(matchFilm(work({ ids: { imdb: "113823" } }), [known]).outcome).toBe("matched")
  })

  it("another id of the same registry excludes, whatever else agrees", () => {
    const twin = work({ title: "Les Milles", year: 1995, directors: ["X Y"], ids: { imdb: "tt9999999" } })

    expect(matchFilm(twin, [known])).toEqual({ outcome: "none" })
  })

  it("another id of a provider does not: it lists a film again under a new one", () => {
    const again = work({ title: "Les Milles", year: 1995, directors: ["X Y"], ids: { arte: "003" } })

    expect(matchFilm(again, [known])).toMatchObject({ outcome: "matched", by: "title" })
  })

  it("ids that name two films, or one by one registry and not by another, go to review", () => {
    const other = film({ id: "b", ids: { tmdb: "7" } })
    const torn = work({ ids: { imdb: "tt0113823", tmdb: "7" } })
    const half = film({ id: "c", ids: { imdb: "tt0113823", tmdb: "8" } })

    expect(matchFilm(torn, [known, other]).outcome).toBe("review")
    expect(matchFilm(torn, [half])).toMatchObject({
      outcome: "review",
      candidates: [{ filmId: "c", why: ["same_id", "conflicting_id"] }],
    })
  })
})

describe("by title, year and director", () => {
  const grall = { year: 1995, directors: ["Sébastien Grall"] }

  it.each([
    ["the same", { title: "LES MILLES", ...grall }],
    ["a year off", { title: "Les Milles", ...grall, year: 1996 }],
    ["the director's initial", { title: "Les Milles", year: 1995, directors: ["S. Grall"] }],
    ["the director's names swapped", { title: "Les Milles", year: 1995, directors: ["GRALL Sébastien"] }],
    ["one director among several", { title: "Les Milles", year: 1995, directors: ["Anne Onyme", "Sebastien Grall"] }],
    ["a running time within 10 %", { title: "Les Milles", ...grall, durationMinutes: 95 }],
    ["the original title", { title: "Le camp", originalTitle: "Les Milles", ...grall }],
  ])("matches with %s", (_, facts) => {
    expect(matchFilm(work(facts), catalogue)).toMatchObject({ outcome: "matched", filmId: "milles", by: "title" })
  })

  it.each([
    [
      "a running time more than 10 % off",
      { title: "Les Milles", ...grall, durationMinutes: 52 },
      "running_time_differs",
    ],
    ["no year", { title: "Les Milles", directors: ["Sébastien Grall"] }, "directors"],
    ["a year three off", { title: "Les Milles", ...grall, year: 1998 }, "year_differs"],
    ["another director (a remake)", { title: "Les Milles", year: 1996, directors: ["Jane Roe"] }, "directors_differ"],
    ["no director (perhaps a namesake)", { title: "Les Milles", year: 1995 }, "year"],
    ["no director and a year off", { title: "Les Milles", year: 1996, durationMinutes: 103 }, "running_time"],
    ["an unknown title and all the rest", { title: "The Camp", ...grall, durationMinutes: 103 }, "other_title"],
  ])("puts %s in review", (_, facts, reason) => {
    const result = matchFilm(work(facts), catalogue)

    expect(result).toMatchObject({ outcome: "review", candidates: [{ filmId: "milles" }] })
    expect(result.outcome === "review" && result.candidates[0]?.why).toContain(reason)
  })

  it.each([
    ["a remake decades later", { title: "Les Milles", year: 2020, directors: ["Jane Roe"] }],
    ["a namesake of another time without director", { title: "Les Milles", year: 1960 }],
    ["another film of the director", { title: "La Femme secrète", year: 1986, directors: ["Sébastien Grall"] }],
    ["nothing stated", {}],
  ])("finds nothing for %s", (_, facts) => {
    expect(matchFilm(work(facts), catalogue)).toEqual({ outcome: "none" })
  })

  it("without directors takes the same title, year and running time within 5 %, if nothing else comes near", () => {
    const bare = work({ title: "Les Milles", year: 1995, durationMinutes: 100 })
    const namesake = film({ id: "z", year: 1996 })

    expect(matchFilm(bare, catalogue)).toMatchObject({ outcome: "matched", filmId: "milles" })
    expect(matchFilm(bare, [...catalogue, namesake]).outcome).toBe("review")
    expect(matchFilm({ ...bare, durationMinutes: 94 }, catalogue).outcome).toBe("review")
  })

  it("never picks one of two that fit", () => {
    const short = film({ ...milles, id: "short", year: 1994, durationMinutes: null })

    expect(matchFilm(work({ title: "Les Milles", ...grall }), [milles, short])).toMatchObject({
      outcome: "review",
      candidates: [{ filmId: "milles" }, { filmId: "short" }],
    })
  })

  it("takes the one whose running time does not contradict", () => {
    const short = film({ ...milles, id: "short", durationMinutes: 18 })

    expect(matchFilm(work({ title: "Les Milles", ...grall, durationMinutes: 101 }), [milles, short])).toMatchObject({
      filmId: "milles",
    })
  })
})

describe("titles with a subtitle", () => {
  const long = "Les Milles, le train de la liberté"

  it("matches the part before the comma with year and director, and reports the alias", () => {
    const result = matchFilm(work({ title: long, year: 1995, directors: ["Sébastien Grall"] }), catalogue)

    expect(result).toEqual({ outcome: "matched", filmId: "milles", by: "title", alias: long })
  })

  it("reports no alias that the film has", () => {
    const known = { ...milles, aliases: [long.toUpperCase()] }

    expect(matchFilm(work({ title: long, year: 1995, directors: ["Sébastien Grall"] }), [known])).toMatchObject({
      alias: null,
    })
  })

  it("is for review without a director", () => {
    expect(matchFilm(work({ title: long, year: 1995, durationMinutes: 103 }), catalogue).outcome).toBe("review")
  })

  it("does not take the second part for the film, nor the film for its first part", () => {
    const bill = film({ id: "bill", title: "Kill Bill", year: 2003, directors: ["Quentin Tarantino"] })
    const second = work({ title: "Kill Bill: Volume 2", year: 2004, directors: ["Quentin Tarantino"] })

    expect(matchFilm(second, [bill])).toEqual({ outcome: "none" })
    expect(matchFilm({ ...second, title: "Kill Bill : le film" }, [bill]).outcome).toBe("matched")
  })

  it("prefers the whole title to a part of it", () => {
    const whole = film({ ...milles, id: "whole", title: long })

    expect(matchFilm(work({ title: long, year: 1995, directors: ["Sébastien Grall"] }), [milles, whole])).toMatchObject(
      { filmId: "whole" },
    )
  })

  it("forgives an article, an ampersand and a space where year and director agree", () => {
    const artist = film({ id: "artist", title: "The Spider-Man & Co", year: 2011, directors: ["Jo Doe"] })

    expect(matchFilm(work({ title: "Spiderman and Co", year: 2011, directors: ["Jo Doe"] }), [artist])).toMatchObject({
      outcome: "matched",
      alias: "Spiderman and Co",
    })
    expect(matchFilm(work({ title: "Spiderman and Co", year: 2011 }), [artist]).outcome).toBe("review")
  })
})

describe("without a title", () => {
  it.each([
    ["year, director and running time", { year: 2008, directors: ["Dany Boon"], durationMinutes: 106 }, "ctis"],
    ["a year off", { year: 2016, directors: ["Lucas Belvaux"], durationMinutes: 117 }, "chez-nous"],
    ["no running time", { year: 2014, directors: ["Lucas Belvaux"] }, "genre"],
  ])("matches by %s", (_, facts, filmId) => {
    expect(matchFilm(work(facts), catalogue)).toEqual({ outcome: "matched", filmId, by: "credits", alias: null })
  })

  it.each([
    ["one of two directors", { year: 2008, directors: ["Dany Boon", "Jane Roe"] }, "review"],
    ["no year", { directors: ["Dany Boon"], durationMinutes: 106 }, "review"],
    ["a running time more than 10 % off", { year: 2008, directors: ["Dany Boon"], durationMinutes: 85 }, "none"],
    ["a year two off", { year: 2006, directors: ["Dany Boon"], durationMinutes: 106 }, "none"],
    ["no director", { year: 2008, durationMinutes: 106 }, "none"],
  ])("does not match with %s", (_, facts, outcome) => {
    expect(matchFilm(work(facts), catalogue).outcome).toBe(outcome)
  })

  it("is for review when the director made two", () => {
    const other = film({ ...ctis, id: "other", title: "Une autre", year: 2009, durationMinutes: null })

    expect(matchFilm(work({ year: 2008, directors: ["Dany Boon"], durationMinutes: 106 }), [ctis, other]).outcome).toBe(
      "review",
    )
  })
})

describe("any work and catalogue", () => {
  const pick = <T>(...values: T[]) => fc.constantFrom(...values)
  const facts = {
    year: pick(null, 1994, 1995, 1996, 2008),
    directors: pick<string[]>([], ["Jo Doe"], ["J. Doe"], ["Jo Doe", "Ann Roe"], ["Ann Roe"]),
    durationMinutes: pick(null, 90, 93, 99, 130),
    ids: pick<Record<string, string>>({}, { imdb: "tt0000001" }, { imdb: "tt0000002" }, { tmdb: "1" }),
  }
  const titles = pick("Les Milles", "Milles", "Les Milles, le train", "Les Milles 2", "Autre")
  const anyWork = fc.record({
    title: pick(null, "Les Milles", "Milles", "Les Milles, le train"),
    originalTitle: pick(null, "Autre"),
    ...facts,
  })
  const anyFilm = fc.record({
    id: fc.string(),
    title: titles,
    originalTitle: pick(null, "Autre"),
    aliases: pick([], ["Milles"]),
    ...facts,
  })

  it("never picks one of two films that say the same, under any ids of ours", () => {
    fc.assert(
      fc.property(anyWork, anyFilm, fc.array(anyFilm, { maxLength: 3 }), (stated, one, rest) => {
        const twins = [{ ...one, id: "twin 1" }, { ...one, id: "twin 2" }, ...rest]
        const result = matchFilm(stated, twins)

        if (result.outcome === "matched") expect(result.filmId).not.toMatch(/^twin/)
      }),
      { numRuns: 2000 },
    )
  })

  it("answers the same in any order, and lists the same film once", () => {
    fc.assert(
      fc.property(anyWork, fc.uniqueArray(anyFilm, { selector: (each) => each.id, maxLength: 5 }), (stated, films) => {
        const straight = matchFilm(stated, films)

        expect(matchFilm(stated, [...films].reverse())).toEqual(straight)
        expect(matchFilm(stated, [...films, ...films])).toEqual(straight)
      }),
    )
  })

  it("names only films that candidateKeys would have found by id, title or director", () => {
    fc.assert(
      fc.property(anyWork, anyFilm, (stated, one) => {
        const result = matchFilm(stated, [one])
        if (result.outcome !== "matched") return

        const keys = candidateKeys(stated)
        const byId = keys.ids.some(({ scheme, value }) => one.ids[scheme] === value)
        const byTitle = [one.title, one.originalTitle, ...one.aliases].some((title) =>
          keys.titles.includes(title?.toLowerCase().replace(",", "") ?? ""),
        )
        const inYears =
          keys.years !== null && one.year !== null && one.year >= keys.years.from && one.year <= keys.years.to
        expect(byId || byTitle || (inYears && one.directors.length > 0)).toBe(true)
      }),
    )
  })
})

describe("workKey", () => {
  it("is the source's own id where there is one", () => {
    expect(workKey("arte", work({ title: "X", ids: { arte: "098765-000-A", imdb: "tt1" } }))).toBe("098765-000-A")
  })

  it("is what the work says otherwise, readable and blind to case, accents and the order of directors", () => {
    const one = work({
      title: "Laisse aller... c'est une valse !",
      year: 1971,
      directors: ["Georges Lautner", "Ann Roe"],
      durationMinutes: 100,
    })
    const same = work({ ...one, title: "LAISSE ALLER, C'EST UNE VALSE", directors: ["Roe, Ann", "Lautner Georges"] })

    expect(workKey("places", one)).toBe("laisse aller c est une valse|1971|ann roe, georges lautner|100")
    expect(workKey("places", same)).toBe(workKey("places", one))
  })

  it("tells works without a title apart by their first credit", () => {
    const bare = work({ year: 2010, directors: ["Jo Doe"] })
    const credits = (line: string) => [{ line, job: "Photographie", names: null }]

    expect(workKey("places", { ...bare, credits: credits("Scénario de A") })).toBe("|2010|doe jo||scenario de a|")
    expect(workKey("places", { ...bare, credits: credits("Scénario de B") })).not.toBe(workKey("places", bare))
  })
})

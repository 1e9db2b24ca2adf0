import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { ListForm } from "./listed-film.ts"
import { readList } from "./read-list.ts"
import { type WrittenFilm, writeList } from "./write-list.ts"

const read = (text: string) => readList(new TextEncoder().encode(text))
const titles = (text: string) => read(text).films.map(({ title, year }) => [title, year])
const faults = (text: string) => read(text).rejected.map(({ line, fault }) => [line, fault])

const LETTERBOXD = "Date,Name,Year,Letterboxd URI\n"

describe("Letterboxd", () => {
  test("titles with commas, quotes and line ends, each with the line it begins at", () => {
    const list = read(
      `${LETTERBOXD}2024-01-02,Les Milles,1995,https://boxd.it/a\n2024-01-02,"Le Bon, la ""Brute""",1966,https://boxd.it/b\n\n2024-01-02,"Deux\nlignes",2001,https://boxd.it/c\n2024-01-02,Sans année,,https://boxd.it/d\n`,
    )

    expect(list.form).toBe("letterboxd")
    expect(list.rejected).toEqual([])
    expect(list.films.map(({ line, title, year }) => [line, title, year])).toEqual([
      [2, "Les Milles", 1995],
      [3, 'Le Bon, la "Brute"', 1966],
      [5, "Deux\nlignes", 2001],
      [7, "Sans année", null],
    ])
  })

  test("Windows line ends, semicolons, a byte order mark, a list's own name above the table", () => {
    expect(titles("\ufeffDate;Name;Year;Letterboxd URI\r\n2024-01-02;Été;1995;x\r\n")).toEqual([["Été", 1995]])
    const list = "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2024-01-02,Mes films,,https://x,\n\n"
    expect(read(`${list}Position,Name,Year,URL,Description\n1,Les Milles,1995,https://x,\n`).films).toMatchObject([
      { line: 6, title: "Les Milles", year: 1995 },
    ])
  })

  test("in Windows-1252 and in UTF-16", () => {
    const row = `${LETTERBOXD}2024-01-02,Été à Nîmes,1995,x\n`
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(row, "utf16le")])

    expect(readList(Buffer.from(row, "latin1")).films[0]?.title).toBe("Été à Nîmes")
    expect(readList(utf16).films[0]?.title).toBe("Été à Nîmes")
  })

  test("every bad row is listed with its line and reason, and costs no other row", () => {
    const rows = [
      "2024-01-02,Un,1995,x",
      "2024-01-02,,1995,x",
      "2024-01-02,Deux,l'an 2000,x",
      '2024-01-02,"Trois,1995,x',
      '2024-01-02,"Quatre",1996,x',
      "2024-01-02,Cinq, six,1997,x",
      "2024-01-02",
      "2024-01-02,Sept,1998,x",
      '2024-01-02,"Huit',
    ]
    const text = LETTERBOXD + rows.join("\n")

    expect(titles(text)).toEqual([
      ["Un", 1995],
      ["Quatre", 1996],
      ["Sept", 1998],
    ])
    expect(faults(text)).toEqual([
      [3, "no_title"],
      [4, "bad_year"],
      [5, "open_quote"],
      [7, "cells"],
      [8, "cells"],
      [10, "open_quote"],
    ])
  })
})

describe("IMDb", () => {
  const OLD =
    "Position,Const,Created,Modified,Description,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors"
  const NEW =
    "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated"

  test("the header with titles in one column", () => {
    const list = read(
      `${OLD}\n1,tt0113819,2024-01-02,2024-01-02,,The Camp,https://x,movie,6.7,105,1995,Drama,300,1995-10-11,Sébastien Grall\n`,
    )

    expect(list.form).toBe("imdb")
    expect(list.films).toEqual([
      {
        line: 2,
        title: "The Camp",
        originalTitle: null,
        year: 1995,
        directors: ["Sébastien Grall"],
        durationMinutes: 105,
        ids: { imdb: "tt0113819" },
      },
    ])
  })

  test("the header with the original title, and what is no film", () => {
    const film =
      '1,tt0113819,2024-01-02,,,The Camp,Les Milles,https://x,Movie,6.7,105,1995,Drama,300,1995-10-11,"A, B",,'
    const series = "2,tt9999999,2024-01-02,,,Une série,Une série,https://x,TV Series,6.7,,1999,Drama,300,,,,"
    const text = [NEW, film, series].join("\n")

    expect(read(text).films).toMatchObject([{ title: "The Camp", originalTitle: "Les Milles", directors: ["A", "B"] }])
    expect(faults(text)).toEqual([[3, "not_a_film"]])
    expect(faults(`${OLD}\n1,tt1,,,,Une série,https://x,tvMiniSeries,,,1999,,,,`)).toEqual([[2, "not_a_film"]])
  })
})

describe("Trakt", () => {
  test("films with their ids; what is none is listed by its place", () => {
    const entries = [
      { rank: 1, type: "movie", movie: { title: "Les Milles", year: 1995, ids: { imdb: "tt0113819", tmdb: 12 } } },
      { rank: 2, type: "show", show: { title: "Une série" } },
      { rank: 3, type: "movie", movie: { title: "Sans année", year: null, ids: { imdb: null } } },
      { rank: 4, type: "movie" },
      { title: "Un film nu", year: 2001 },
      "rien",
    ]
    const text = JSON.stringify(entries)

    expect(read(text).form).toBe("trakt")
    expect(read(text).films).toMatchObject([
      { line: 1, title: "Les Milles", year: 1995, ids: { imdb: "tt0113819", tmdb: "12" } },
      { line: 3, title: "Sans année", year: null, ids: {} },
      { line: 5, title: "Un film nu", year: 2001 },
    ])
    expect(faults(text)).toEqual([
      [2, "not_a_film"],
      [4, "no_entry"],
      [6, "no_entry"],
    ])
  })

  test.each(['[{"type":"movie"', "{}", '{"movies":[]}'])("%s is no list", (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "invalid" }))
  })
})

describe("titles, one a line", () => {
  test("with a year in brackets, bullets, numbers where each line has one", () => {
    expect(titles("Les Milles (1995)\n\n- Été\n2001, l'odyssée de l'espace\nBlade Runner 2049\n7. Kogustaki")).toEqual([
      ["Les Milles", 1995],
      ["Été", null],
      ["2001, l'odyssée de l'espace", null],
      ["Blade Runner 2049", null],
      ["7. Kogustaki", null],
    ])
    expect(titles("1. Un\n2. Deux")).toEqual([
      ["Un", null],
      ["Deux", null],
    ])
    expect(faults(`Un\n${"x".repeat(301)}\nDeux (0123)`)).toEqual([
      [2, "too_long"],
      [3, "bad_year"],
    ])
  })

  test.each([
    ["empty", " \n "],
    ["a web page", "<!doctype html><title>x</title>"],
    ["binary", "a\0b"],
    ["a table of other columns", "a,b,c\n1,2,3\n4,5,6\n"],
  ])("%s is no list", (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "invalid" }))
  })
})

describe("export", () => {
  const film = (part: Partial<WrittenFilm>): WrittenFilm => ({
    title: "Les Milles",
    originalTitle: null,
    year: 1995,
    directors: [],
    durationMinutes: null,
    ids: {},
    addedOn: "2026-01-02",
    ...part,
  })

  test.each(["letterboxd", "imdb"] as const)("%s: no cell is a formula to a spreadsheet", (form) => {
    const titles = ["=1+1", "+1", "-1", "@x", '=HYPERLINK("https://x")', "'=1"]
    const text = writeList(
      form,
      titles.map((title) => film({ title })),
    )

    expect(text).not.toMatch(/(^|,|")[=+\-@]/m)
    expect(read(text).films.map(({ title }) => title)).toEqual(titles)
  })

  const aTitle = fc.string({ minLength: 1, unit: fc.constantFrom(..."aé=+-@',;\"\n()1 ") }).map((title) => title.trim())
  const someFilms = fc.array(
    fc.record({
      title: aTitle.filter((title) => title !== ""),
      year: fc.option(fc.integer({ min: 1900, max: 2030 })),
      imdb: fc.option(fc.integer({ min: 1, max: 9_999_999 })),
    }),
    { minLength: 1, maxLength: 20 },
  )

  test.each(["letterboxd", "imdb", "trakt"] satisfies ListForm[])("%s: what is written is read back", (form) => {
    fc.assert(
      fc.property(someFilms, (some) => {
        const written = some.map(({ title, year, imdb }) =>
          film({ title, year, ids: imdb === null ? {} : { imdb: `tt${imdb}` } }),
        )
        const { form: seen, films, rejected } = read(writeList(form, written))
        expect([seen, rejected]).toEqual([form, []])
        expect(films.map(({ title, year, ids }) => ({ title, year, ids }))).toEqual(
          written.map(({ title, year, ids }) => ({ title, year, ids })),
        )
      }),
    )
  })

  test("text: a title a line with its year", () => {
    const text = writeList("text", [film({}), film({ title: "Deux\nlignes", year: null })])

    expect(text).toBe("Les Milles (1995)\nDeux lignes\n")
    expect(titles(text)).toEqual([
      ["Les Milles", 1995],
      ["Deux lignes", null],
    ])
  })
})

test.each([
  ["sound", '2024-01-02,"Le Bon, la Brute",1966,x'],
  ["with a quote open in each", '2024-01-02,"Le Bon,1966,x'],
])("10,000 rows, %s, are read within a second and none is lost", (_, row) => {
  const text = LETTERBOXD + `${row}\n`.repeat(10_000)
  const from = performance.now()

  const { films, rejected } = read(text)

  expect(performance.now() - from).toBeLessThan(1000)
  expect(films.length + rejected.length).toBe(10_000)
})

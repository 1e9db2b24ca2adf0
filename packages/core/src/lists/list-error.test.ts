import { expect, test } from "vitest"
import { lineKey, mayBeNamesake } from "./line-key.ts"
import { ListError, type ListFault } from "./list-error.ts"
import { blankListed } from "./listed-film.ts"
import { readList } from "./read-list.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

function faultOf(document: Uint8Array): ListFault | "none" {
  try {
    readList(document)
    return "none"
  } catch (error) {
    return error instanceof ListError ? error.fault : "none"
  }
}

test.each<[ListFault | "none", Uint8Array]>([
  ["empty", bytes("")],
  ["empty", bytes(" \r\n\t")],
  ["spreadsheet", latin1("PK\x03\x04........xl/workbook.xml")],
  ["spreadsheet", latin1("PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet")],
  ["spreadsheet", latin1("\xd0\xcf\x11\xe0\xa1\xb1")],
  ["archive", latin1("PK\x03\x04........watchlist.csv")],
  ["archive", latin1("\x1f\x8b\x08")],
  ["pdf", bytes("%PDF-1.7")],
  ["picture", latin1("\x89PNG\r\n")],
  ["picture", latin1("\xff\xd8\xff\xe0")],
  ["binary", latin1("a\0b\x01")],
  ["web_page", bytes("\n<!doctype html>")],
  ["json_broken", bytes('[{"type":"movie"')],
  ["json_other", bytes('{"movies":[]}')],
  ["other_table", bytes("a,b,c\n1,2,3\n4,5,6\n")],
  ["too_many", bytes("x\n".repeat(100_001))],
  ["none", bytes("x\n".repeat(100_000))],
])("%s is told from a list", (fault, document) => {
  expect(faultOf(document)).toBe(fault)
})

test.each([
  ["UTF-8", bytes("Été à Nîmes (1990)")],
  ["UTF-8 with its mark", bytes("\ufeffÉté à Nîmes (1990)")],
  ["Windows-1252", latin1("Été à Nîmes (1990)")],
  ["UTF-16, marked", Uint8Array.from(Buffer.from("\ufeffÉté à Nîmes (1990)", "utf16le"))],
  ["UTF-16, unmarked", Uint8Array.from(Buffer.from("Été à Nîmes (1990)", "utf16le"))],
  ["UTF-16, the other way round", Uint8Array.from(Buffer.from("Été à Nîmes (1990)", "utf16le").swap16())],
])("%s is read", (_, document) => {
  expect(readList(document).films).toMatchObject([{ title: "Été à Nîmes", year: 1990 }])
})

test("a formula is a title like any other", () => {
  const list = readList(bytes("Date,Name,Year,Letterboxd URI\n,\"=cmd|' /C calc'!A0\",1990,"))

  expect(list.films).toMatchObject([{ title: "=cmd|' /C calc'!A0", year: 1990 }])
})

const line = { ...blankListed, line: 1, title: "Les Heures pâles" }

test("a line is the same by its id, else by its folded title and its year", () => {
  expect(lineKey({ ...line, ids: { tmdb: "12", imdb: "tt0000007" } })).toMatch(/^imdb:/)
  expect(lineKey({ ...line, ids: { tmdb: "12" } })).toBe("tmdb:12")
  expect(lineKey({ ...line, year: 1994 })).toBe(lineKey({ ...line, title: "LES HEURES  PALES", year: 1994 }))
  expect(lineKey({ ...line, year: 1994 })).not.toBe(lineKey(line))
})

test("one word without a year or an id may be another film of that name", () => {
  expect(mayBeNamesake({ ...line, title: "La Dune" })).toBe(true)
  expect(mayBeNamesake({ ...line, title: "Carrie", year: 1976 })).toBe(false)
  expect(mayBeNamesake({ ...line, title: "Carrie", ids: { imdb: "tt0000007" } })).toBe(false)
  expect(mayBeNamesake(line)).toBe(false)
})

test("nothing that a database refuses comes out of a list: NUL, half letters, endless titles and ids", () => {
  const movie = (title: string, imdb = "tt0000007") => ({ type: "movie", movie: { title, year: 1990, ids: { imdb } } })
  const escaped = JSON.stringify([
    movie("A\u0000B\ud800"),
    movie("x".repeat(301)),
    movie("C", `tt${"7".repeat(3_000)}`),
  ])
  const { films, rejected } = readList(bytes(escaped))

  expect(films).toMatchObject([{ title: "AB\ufffd" }, { title: "C", ids: {} }])
  expect(rejected).toMatchObject([{ line: 2, fault: "too_long" }])
  const table = `Date,Name,Year,Letterboxd URI\n,${"x".repeat(301)},1990,`
  expect(readList(bytes(table))).toMatchObject({ films: [], rejected: [{ fault: "too_long" }] })
  const cut = readList(bytes(`Date,Name,Year,Letterboxd URI\n,${"😀".repeat(60)},mille,`)).rejected[0]?.text
  expect(cut?.isWellFormed()).toBe(true)
})

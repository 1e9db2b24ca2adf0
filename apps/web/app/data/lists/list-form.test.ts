import { readList } from "@vigie/core"
import { expect, test } from "vitest"
import { carriedText, readListForm } from "./list-form.server.ts"

const formOf = (text: string | null, file?: File) => {
  const form = new FormData()
  if (text !== null) form.set("text", text)
  if (file) form.set("file", file)
  return form
}

test("a file is read before what was pasted, which is kept to be shown again", async () => {
  const brought = await readListForm(formOf("Pasted", new File(["In the file (1990)"], "list.txt")))

  expect(brought).toMatchObject({
    typed: "Pasted",
    fileName: "list.txt",
    read: { list: { films: [{ title: "In the file" }] } },
  })
})

test.each([
  ["nothing", formOf("  ")],
  ["nothing", formOf(null, new File([], ""))],
  ["empty", formOf("", new File([], "watchlist.csv"))],
  ["archive", formOf("", new File(["PK\u0003\u0004"], "export.zip"))],
  ["no_films", formOf("Faux (0123)")],
  ["too_large", formOf("", new File(["x".repeat(10_000_001)], "long.txt"))],
])("%s", async (fault, form) => {
  expect((await readListForm(form)).read).toEqual({ fault })
})

test("a long list is carried to the next page with every film, its year and its ids", () => {
  const rows = Array.from(
    { length: 3_000 },
    (_, at) => `,"Film ""${at}"", le long",19${10 + (at % 90)},https://x.example/${at},tt${1_000_000 + at},`,
  )
  const text = ["Date,Name,Year,Letterboxd URI,imdbID,tmdbID", ...rows].join("\n")
  const list = readList(new TextEncoder().encode(text))

  const carried = carriedText({ list, text })

  expect(carried.length).toBeLessThan(text.length)
  const plain = (of: typeof list) => of.films.map(({ line: _, ...film }) => film)
  expect(plain(readList(new TextEncoder().encode(carried)))).toEqual(plain(list))
  expect(carriedText({ list, text: "short" })).toBe("short")
})

import { expect, test } from "vitest"
import { detailInWords } from "./detail.server.ts"
import { idsIn, slugIn } from "./forms.server.ts"
import { maskAddress } from "./mask.server.ts"
import { saidIn } from "./said.server.ts"
import { whyInWords } from "./why.server.ts"

test.each([
  ["lea.martin@mail.example", "l…@mail.example"],
  ["é@mail.example", "é…@mail.example"],
  ["a@b@mail.example", "a…@mail.example"],
  ["https://hooks.example/secret/token?key=1", "https://hooks.example/…"],
  ["+33612345678", "+…"],
])("an address is masked: %s shows as %s", (address, shown) => {
  expect(maskAddress(address)).toBe(shown)
  expect(maskAddress(address)).not.toContain("secret")
})

test.each([
  ["les-heures-pales", "les-heures-pales"],
  [" /films/Les-Heures-Pales ", "les-heures-pales"],
  ["https://vigie.example/films/les-heures-pales?from=mail#now", "les-heures-pales"],
  ["https://vigie.example/films/les-heures-pales/", "les-heures-pales"],
  ["%E0%A4%A", "%e0%a4%a"],
  ["", ""],
])("a film's address, %s, ends in %s", (pasted, slug) => {
  expect(slugIn(pasted)).toBe(slug)
})

test("what is ticked is taken once, and nothing but ids", () => {
  const id = "01920000-0000-7000-8000-000000000000"
  const form = new FormData()
  for (const value of [id, id, "1; drop table targets", "", `${id}x`]) form.append("target", value)

  expect(idsIn(form, "target")).toEqual([id])
})

test("what an address says was done is one of our sentences, or nothing", () => {
  const said = (search: string) => saidIn(new URLSearchParams(search), "fr")

  expect(said("said=paused&count=3")).toBe("3\u00a0cibles mises en pause.")
  expect(said("said=paused")).toBe("Une cible mise en pause.")
  expect(said("said=paused&count=-1")).toBe("Une cible mise en pause.")
  for (const search of ["", "said=constructor", "said=undo", "said=<b>"]) expect(said(search)).toBeNull()
})

test("what speaks for a candidate is in words, a reason that has none too", () => {
  expect(whyInWords(["title", "year_near"], "fr")).toBe("même titre · à un an près")
  expect(whyInWords(["never heard of" as "title"], "en")).toBe("another reason")
})

test("what the register keeps of an act is one line, cut where it is long", () => {
  expect(detailInWords(null)).toBe("")
  expect(detailInWords({ source: "arte", before: null, ids: { a: 1 } })).toBe('source arte, before –, ids {"a":1}')
  expect(detailInWords({ text: "x".repeat(900) })).toHaveLength(301)
})

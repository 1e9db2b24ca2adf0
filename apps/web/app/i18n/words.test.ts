import { expect, test } from "vitest"
import { chooseLocale } from "./locale.ts"
import { PHRASES } from "./words.ts"

function leaves(value: unknown, path = ""): [string, unknown][] {
  if (value === null || typeof value !== "object") return [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
}

test("English and French say the same things", () => {
  const keys = (locale: "fr" | "en") => leaves(PHRASES[locale]).map(([path]) => path)

  expect(keys("en")).toEqual(keys("fr"))
})

test("no sentence is empty, and a sentence that takes facts says them all", () => {
  for (const [path, phrase] of [...leaves(PHRASES.fr), ...leaves(PHRASES.en)]) {
    const facts = typeof phrase === "function" ? ["First", "Second", "Third", "Fourth"].slice(0, phrase.length) : []
    const read = (given: readonly unknown[]) => (typeof phrase === "function" ? phrase(...given) : phrase)
    const counts = /count|minutes|more/.test(path) || /NaN/.test(read(facts))
    const said = read(counts ? [7, 9, 11, 13] : facts)

    expect(said, path).toMatch(/\S/)
    expect(said, path).not.toMatch(/NaN|undefined/)
    for (const fact of counts ? [] : facts) expect(said, path).toContain(fact)
  }
})

test.each([
  [null, "fr"],
  ["", "fr"],
  ["*", "fr"],
  ["de-DE,de;q=0.9", "fr"],
  ["en", "en"],
  ["en-US,en;q=0.9,fr;q=0.8", "en"],
  ["en;q=0.5, fr-CA", "fr"],
  ["de, en;q=0.4", "en"],
  ["en;q=0", "fr"],
  ["fr;q=0.2, EN-gb;q=0.3", "en"],
  ["english", "fr"],
])("Accept-Language %j is read as %s", (header, locale) => {
  expect(chooseLocale(header)).toBe(locale)
})

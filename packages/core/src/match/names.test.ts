import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { compareNames, sameName } from "./names.ts"

describe("sameName", () => {
  it.each([
    ["Jean D'Eaubonne", "Jean d’Eaubonne"],
    ["Jean D'Eaubonne", "Jean Deaubonne"],
    ["Jean-Luc Godard", "J.-L. Godard"],
    ["Jean-Luc Godard", "GODARD, Jean Luc"],
    ["David O. Russell", "David Russell"],
    ["Laetitia Masson", "Lætitia Masson"],
    ["F. W. Murnau", "Friedrich Wilhelm Murnau"],
  ])("takes %s for %s", (a, b) => {
    expect(sameName(a, b)).toBe(true)
    expect(sameName(b, a)).toBe(true)
  })

  it.each([
    ["Jean-Pierre Dardenne", "Luc Dardenne"],
    ["J. G.", "Jean Gabin"],
    ["Joel Coen", "Ethan Coen"],
    ["A. Wachowski", "Lana Wachowski"],
    ["", ""],
    ["Jean Renoir", "Jean Vigo"],
  ])("tells %j from %j", (a, b) => {
    expect(sameName(a, b)).toBe(false)
    expect(sameName(b, a)).toBe(false)
  })

  it("is symmetric, and blind to order and case", () => {
    const word = fc.constantFrom("j", "jo", "jean", "l", "luc", "d", "doe", "eaubonne")
    const name = fc.array(word, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(sameName(a.join(" "), b.join("-"))).toBe(sameName(b.join(" "), a.join("-")))
        expect(sameName(a.join(" "), [...a].reverse().join(", ").toUpperCase())).toBe(true)
      }),
    )
  })
})

describe("compareNames", () => {
  it.each([
    [["Jo Doe", "Ann Roe"], ["Ann Roe", "J. Doe"], "all"],
    [["Jo Doe"], ["Ann Roe", "Jo Doe"], "some"],
    [["Jo Doe"], ["Ann Roe"], "differ"],
    [[], ["Ann Roe"], "unknown"],
  ] as const)("compares %j and %j: %s", (a, b, result) => {
    expect(compareNames(a, b)).toBe(result)
  })
})

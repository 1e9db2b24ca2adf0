import { expect, it } from "vitest"
import { DEPARTMENTS, departmentCode, departmentInWords } from "./departments.ts"

it("there are 101, each under its own name", () => {
  expect(Object.keys(DEPARTMENTS)).toHaveLength(101)
  expect(new Set(Object.values(DEPARTMENTS)).size).toBe(101)
})

it.each([
  ["62", "62"],
  ["2a", "2A"],
  ["pas de calais", "62"],
  ["Cotes d’Armor", "22"],
  ["la reunion", "974"],
])("%j is department %s", (text, code) => {
  expect(departmentCode(text)).toBe(code)
})

it("what is none is none", () => {
  expect(["", "99", "Calais", "constructor"].map(departmentCode)).toEqual([null, null, null, null])
})

it("a department is read by its name", () => {
  expect([departmentInWords("62"), departmentInWords("XX")]).toEqual(["Pas-de-Calais (62)", "XX"])
})

import { describe, expect, it } from "vitest"
import { sameValue } from "./same.ts"

describe("sameValue", () => {
  it.each([
    { a: { x: 1, y: [1, { z: null }] }, b: { y: [1, { z: null }], x: 1 }, same: true },
    { a: { x: 1, y: undefined }, b: { x: 1 }, same: true },
    { a: { x: 1 }, b: { x: 1, y: null }, same: false },
    { a: { x: 1, y: null }, b: { x: 1 }, same: false },
    { a: [1, 2], b: [1], same: false },
    { a: [1], b: [1, 2], same: false },
    { a: [], b: {}, same: false },
    { a: null, b: {}, same: false },
    { a: "1", b: 1, same: false },
  ])("$a and $b: $same", ({ a, b, same }) => {
    expect(sameValue(a, b)).toBe(same)
  })
})

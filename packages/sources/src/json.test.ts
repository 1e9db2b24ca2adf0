import { describe, expect, it } from "vitest"
import { readJson } from "./json.ts"
import { cpuMs, documentOf } from "./testing.ts"

const read = (text: string) => readJson(documentOf(text), "films")

describe("readJson", () => {
  it("reads JSON, a byte order mark before it and a raw control character in a string", () => {
    expect(read('\uFEFF {"a":[1,"x"]}')).toEqual({ a: [1, "x"] })
    expect(read('{"a":"one\ntwo\u0001three","b":"\\"\\n"}')).toEqual({ a: "one two three", b: '"\n' })
  })

  it.each([
    ["an empty document", " \n", "shape_changed", "empty document: expected films"],
    ["cut off in a string", '{"a":"b', "shape_changed", "the document is cut off at line 1, column 8"],
    ["cut off in a list", '{"a":[\n1,2', "shape_changed", "the document is cut off at line 2"],
    ["cut off in a word", '{"a":tru', "shape_changed", "the document is cut off at line 1"],
    ["broken inside", '{"a":1,\n"b" 2}\n\n', "shape_changed", "no JSON at line 2, column 5"],
    ["broken where the engine gives no position", "[1,\n2,}\n]", "shape_changed", "no JSON at line"],
    ["two documents", '{"a":1}\n{"b":2}', "shape_changed", "no JSON at line 2, column 1"],
    ["a login page", "<html><input type=password></html>", "refused", "a login page: no JSON: expected films"],
    ["words", "Too many requests", "refused", "a refusal"],
  ])("I2 concludes nothing from %s", (_, text, fault, where) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ fault, where: expect.stringContaining(where) }))
  })

  it("refuses more lists and objects than any answer has, before they are made", () => {
    const bomb = `[${"[],".repeat(3_000_000)}1]`

    expect(cpuMs(() => expect(() => read(bomb)).toThrow("over 500000 lists and objects at line 1"))).toBeLessThan(1_000)
  })

  it("refuses what is nested 100,000 deep, in objects as in lists, at once", () => {
    const bombs = [`${"[".repeat(100_000)}${"]".repeat(100_000)}`, '{"a":'.repeat(100_000)]

    for (const bomb of bombs) {
      expect(cpuMs(() => expect(() => read(bomb)).toThrow("nested over 200 deep at line 1"))).toBeLessThan(1_000)
    }
  })
})

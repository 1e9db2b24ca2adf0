import { describe, expect, it } from "vitest"
import { readCsv } from "./csv.ts"
import { documentOf } from "./testing.ts"

const read = (text: string, most = 100) => readCsv(documentOf(text), most)

describe("readCsv", () => {
  it.each([";", ",", "\t", "|"])("reads records delimited by %j, cells with line ends and quotes", (mark) => {
    const text = `\uFEFFa;b\r\n1;"x\r\n""y"";"\n\n2;it's "so"\r\n`.replaceAll(";", mark)

    expect(read(text)).toEqual({
      header: ["a", "b"],
      rows: [
        { cells: ["1", `x\n"y"${mark}`], line: 2 },
        { cells: ["2", `it's "so"`], line: 5 },
      ],
    })
  })

  it("passes over a spreadsheet's own first line and rows without a value, lines keeping their numbers", () => {
    expect(read("sep=;\r\na,1;b\r\n;\r\n2;3\r\n")).toEqual({
      header: ["a,1", "b"],
      rows: [{ cells: ["2", "3"], line: 4 }],
    })
  })

  it("finds the delimiter behind empty lines", () => {
    expect(read("\uFEFF\n\na,b\n1,2\n")).toEqual({ header: ["a", "b"], rows: [{ cells: ["1", "2"], line: 4 }] })
  })

  it("keeps a row of another width, for its reader to refuse", () => {
    expect(read("a;b\n1\n1;2;3\n").rows.map(({ cells }) => cells.length)).toEqual([1, 3])
  })

  it.each([
    ["an open quote", 'a;b\n1;"x\n2;y\n', "cut off"],
    ["a last line without its cells and its end", "a;b\n1;2\n3", "cut off: it ends inside the row at line 3"],
    ["nothing", "", "empty document"],
  ])("I2 concludes nothing from %s", (_, text, where) => {
    expect(() => read(text)).toThrow(where)
  })

  it("stops at more rows than it may hold, with the line", () => {
    expect(read("a;b\n1;2\n3;4\n", 2).rows).toHaveLength(2)
    expect(() => read("a;b\n1;2\n3;4\n5;6\n", 2)).toThrow("shape_changed: line 4: more than 2 rows")
  })
})

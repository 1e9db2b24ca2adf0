import { EventEmitter } from "node:events"
import { Writable } from "node:stream"
import { describe, expect, test } from "vitest"
import { openOutput, tableOf } from "./output.ts"

describe("output", () => {
  test("a table is aligned by what is seen, nothing is a dash, and one cell is one line", () => {
    const rows = [
      { title: "À l'origine", ids: { imdb: "tt1" }, year: null, note: "two\nlines" },
      { title: "Germinal", ids: {}, year: 1992, note: ["a", "b"] },
    ]

    expect(tableOf(rows)).toEqual([
      "title        ids       year  note",
      "À l'origine  imdb:tt1  -     two lines",
      "Germinal     -         1992  a, b",
    ])
  })

  test("--json is one object a line, keys in their order", () => {
    const said: string[] = []
    const stream = new Writable({
      write: (chunk, _, done) => {
        said.push(String(chunk))
        done()
      },
    })

    openOutput(true, stream, () => {}).rows([{ b: 1, a: "x\ny" }, { b: null }])

    expect(said).toEqual(['{"b":1,"a":"x\\ny"}\n', '{"b":null}\n'])
  })

  test("a reader that has gone (`| head`) ends the output, not the work; any other fault is told", () => {
    const said: string[] = []
    const pipe = Object.assign(new EventEmitter(), { write: (text: string) => said.push(text) > 0 })
    const out = openOutput(false, pipe as unknown as NodeJS.WritableStream, () => {})
    const failWith = (code: string) => pipe.emit("error", Object.assign(new Error(code), { code }))

    out.line("first")
    failWith("EPIPE")
    out.line("second")

    expect(said).toEqual(["first\n"])
    expect(() => failWith("EIO")).toThrow("EIO")
  })
})

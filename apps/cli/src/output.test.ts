import { Writable } from "node:stream"
import { describe, expect, test } from "vitest"
import { openOutput, tableOf } from "./output.ts"

/** A stream that keeps what is written, or fails as a pipe without a reader does. */
function sink(fault?: string) {
  const said: string[] = []
  const stream = new Writable({
    write: (chunk, _, done) => {
      said.push(String(chunk))
      done(fault === undefined ? null : Object.assign(new Error(fault), { code: fault }))
    },
  })
  return { said, stream }
}

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
    const { said, stream } = sink()

    openOutput(true, stream, () => {}).rows([{ b: 1, a: "x\ny" }, { b: null }])

    expect(said).toEqual(['{"b":1,"a":"x\\ny"}\n', '{"b":null}\n'])
  })

  test("a reader that has gone ends the output, not the work", async () => {
    const { said, stream } = sink("EPIPE")
    const out = openOutput(false, stream, () => {})

    out.line("first")
    await new Promise((resolve) => setImmediate(resolve))
    out.line("second")

    expect(said).toEqual(["first\n"])
  })
})

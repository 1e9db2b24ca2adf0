import { readdirSync } from "node:fs"
import { expect, test } from "vitest"
import { CHANNELS, channelOf } from "./ways.ts"

const files = readdirSync(new URL("./ways/", import.meta.url))
  .filter((name) => !name.endsWith(".test.ts"))
  .map((name) => name.replace(/\.ts$/, ""))

test("every file in ways/ is one line in the table, and the other way round", () => {
  expect(CHANNELS.map(({ kind }) => kind).toSorted()).toEqual(files.toSorted())
})

test.each(CHANNELS)("$kind says what it is and what it asks for, in both languages", ({ words, fields, kind }) => {
  for (const locale of ["fr", "en"] as const) {
    expect(words[locale].name).not.toBe("")
    expect(words[locale].about).toMatch(/\.$/)
    for (const field of fields) expect(field.words[locale].label).not.toBe("")
  }
  expect(channelOf(kind)?.kind).toBe(kind)
})

test.each(CHANNELS)("I12 $kind takes no private address, no bare http and nothing empty", ({ fields, read }) => {
  const first = fields[0]!.name
  const filled = Object.fromEntries(fields.map(({ name }) => [name, "x"]))
  const faultOf = (value: string) => {
    const result = read({ ...filled, [first]: value }, new Set())
    return result.ok ? null : result.faults[first]
  }

  expect(faultOf("")).toBe("empty")
  expect(faultOf("nothing")).toBe("not_url")
  expect(faultOf("ftp://example.org/x")).toBe("not_url")
  expect(faultOf("https://me:secret@example.org/x")).toBe("credentials")
  expect(faultOf("http://example.org/")).toBe("not_https")
  expect(faultOf(`https://example.org/${"x".repeat(1_000)}`)).toBe("too_long")
  for (const host of ["127.0.0.1", "10.0.0.1", "[::1]", "localhost", "169.254.169.254", "0x7f000001", "192.168.1.1"])
    expect(faultOf(`https://${host}/`), host).toBe("private")
})

test("mail is no channel of this kind", () => {
  expect(channelOf("email")).toBeNull()
})

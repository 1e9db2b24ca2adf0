import { describe, expect, test } from "vitest"
import { charsetOf, decode } from "./decode.ts"

const text = "Été à la “carte” : 3 €, cœur d’or"
/** windows-1252 where it differs from latin1. */
const high: Record<string, number> = { "€": 0x80, œ: 0x9c, "’": 0x92, "“": 0x93, "”": 0x94 }
const cp1252 = (value: string) => Uint8Array.from(value, (c) => high[c] ?? c.charCodeAt(0))
const utf8 = (value: string) => new TextEncoder().encode(value)
const utf16 = (value: string) => new Uint8Array(Buffer.from(`\uFEFF${value}`, "utf16le"))

describe("a page's text", () => {
  const meta = `<html><head><meta charset="windows-1252"><title>${text}`
  const oldMeta = `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">${text}`
  const late = `<script>${"x".repeat(3000)}</script><meta charset=iso-8859-5>`
  const xml = `<?xml version="1.0" encoding="windows-1252"?><tv>${text}</tv>`

  test.each([
    ["windows-1252 by header", cp1252(text), "text/html; charset=windows-1252", text],
    ["iso-8859-1 by header is windows-1252", cp1252(text), 'text/html;charset="ISO-8859-1"', text],
    ["windows-1252 by meta", cp1252(meta), "text/html", meta],
    ["by the old meta", cp1252(oldMeta), "text/html", oldMeta],
    ["by a meta, no Content-Type", cp1252(meta), null, meta],
    ["windows-1252 said nowhere", cp1252(text), "text/html", text],
    ["windows-1252 plain text", cp1252(text), "text/plain", text],
    ["UTF-8 said nowhere", utf8(text), "text/html", text],
    ["header before meta", utf8(meta), "text/html; charset=utf-8", meta],
    ["BOM before header", utf8(`\uFEFF${text}`), "text/html; charset=windows-1252", text],
    ["UTF-16 by BOM", utf16(text), "text/html", text],
    ["an unknown charset in the header: meta", cp1252(meta), "text/html; charset=klingon", meta],
    ["XML by its declaration", cp1252(xml), "application/xml", xml],
    ["XML by its declaration, no Content-Type", cp1252(xml), null, xml],
    ["XML by header first", utf8(xml), "text/xml; charset=utf-8", xml],
    ["XML without one is UTF-8", utf8(`<tv>${text}</tv>`), "application/rss+xml", `<tv>${text}</tv>`],
    [
      "JSON is UTF-8",
      utf8(`{"a":"<meta charset=windows-1252>${text}"}`),
      "application/json; x=1",
      `{"a":"<meta charset=windows-1252>${text}"}`,
    ],
  ])("%s", (_how, bytes, contentType, expected) => {
    expect(decode(bytes, contentType)).toBe(expected)
  })

  test("a meta behind scripts is found", () => {
    expect(charsetOf(utf8(late), "text/html")).toBe("ISO-8859-5")
  })

  test("bytes that the declared charset cannot hold are marked, not guessed at", () => {
    expect(decode(cp1252("été"), "text/html; charset=utf-8")).toBe("\uFFFDt\uFFFD")
    expect(decode(cp1252("<tv>été</tv>"), "text/xml")).toBe("<tv>\uFFFDt\uFFFD</tv>")
  })

  test("an encoding without a decoder, and nothing at all", () => {
    expect(charsetOf(utf8("x"), "text/html; charset=iso-2022-kr")).toBe("UTF-8")
    expect(decode(new Uint8Array(), null)).toBe("")
  })
})

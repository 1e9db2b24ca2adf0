import { DomainError } from "@vigie/core"
import { describe, expect, it } from "vitest"
import { maxBytesOf, openDocument } from "./document.ts"

const raw = (bytes: Uint8Array, contentType: string | null = null) => ({ url: null, contentType, bytes, readAt: 5 })
const utf8 = (text: string) => new TextEncoder().encode(text)

describe("openDocument", () => {
  it("decodes by the header, and keeps bytes, address and time", () => {
    const document = openDocument(raw(Uint8Array.from([0x6d, 0xea, 0x6d, 0x65]), "text/plain; charset=windows-1252"))

    expect(document).toMatchObject({
      text: "même",
      url: null,
      readAt: 5,
      contentType: "text/plain; charset=windows-1252",
    })
  })

  it("reads UTF-16 with its BOM, whose NULs make it no binary", () => {
    expect(openDocument(raw(Uint8Array.from([0xff, 0xfe, 0x41, 0, 0x42, 0]))).text).toBe("AB")
  })

  it("leaves gzip to the sources that read it, without a text", () => {
    const bytes = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0])

    expect(openDocument(raw(bytes))).toMatchObject({ text: "", bytes })
  })

  it("decodes the text when it is asked for, once", () => {
    const bytes = utf8("before")
    const document = openDocument(raw(bytes))

    bytes.set(utf8("after!"))
    expect(document.text).toBe("after!")
    bytes.set(utf8("later!"))
    expect(document.text).toBe("after!")
  })

  it.each([
    ["0 bytes", utf8(""), "page.html is empty: 0 bytes"],
    ["too many bytes", utf8("a".repeat(11)), "page.html has 11 bytes, expected at most 10"],
    ["NULs", Uint8Array.from([0x89, 0x50, 0, 0]), "page.html is binary, expected text or HTML"],
    ["a PDF", utf8("%PDF-1.7\n"), "page.html is binary, expected text or HTML"],
  ])("refuses %s, naming the file", (_, bytes, message) => {
    expect(() => openDocument(raw(bytes), 10, "page.html")).toThrow(new DomainError("invalid", message))
  })

  it("reads 10 MB unless the source states another size", () => {
    expect([maxBytesOf({}), maxBytesOf({ maxBytes: 3 })]).toEqual([10_000_000, 3])
  })
})

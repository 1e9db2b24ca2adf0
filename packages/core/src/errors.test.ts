import { describe, expect, it } from "vitest"
import { DomainError, quote } from "./errors.ts"

describe("DomainError", () => {
  it("carries a code for callers and a message for people", () => {
    const error = new DomainError("bad_date", '"tomorrow" is no date')

    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: "DomainError", code: "bad_date", message: '"tomorrow" is no date' })
  })
})

describe("quote", () => {
  it("shows any value on one line of at most 82 characters", () => {
    expect(quote("a\n b")).toBe('"a b"')
    expect(quote(undefined)).toBe('"undefined"')
    expect(quote({ a: 1 })).toBe('"{"a":1}"')
    expect(quote("x".repeat(500))).toHaveLength(82)
  })
})

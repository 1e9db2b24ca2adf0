import { describe, expect, test } from "vitest"
import { openPacer } from "./pace.ts"
import { failure } from "./test-kit.ts"
import { contactFault, userAgent } from "./user-agent.ts"

function clocked(minIntervalMs: number) {
  let now = 1_000
  const slept: number[] = []
  const sleep = async (ms: number) => {
    slept.push(ms)
    now += ms
  }
  return { pacer: openPacer({ minIntervalMs, now: () => now, sleep }), slept, pass: (ms: number) => (now += ms) }
}

describe("I11 pace of one host", () => {
  test("turns are an interval apart, the first at once; hosts do not wait for each other", async () => {
    const { pacer, slept } = clocked(500)

    await pacer.wait("a:80")
    await pacer.wait("b:80")
    await pacer.wait("a:80")
    await pacer.wait("a:80")

    expect(slept).toEqual([500, 500])
  })

  test("callers at the same time get turns one after the other", async () => {
    const slept: number[] = []
    const pacer = openPacer({ minIntervalMs: 500, now: () => 0, sleep: async (ms) => void slept.push(ms) })

    await Promise.all([pacer.wait("a:80"), pacer.wait("a:80"), pacer.wait("a:80")])

    expect(slept).toEqual([500, 1_000])
  })

  test("time that has passed is not waited again, and is not saved up", async () => {
    const { pacer, slept, pass } = clocked(500)

    await pacer.wait("a:80")
    pass(5_000)
    await pacer.wait("a:80")
    await pacer.wait("a:80")

    expect(slept).toEqual([500])
  })

  test("a Crawl-delay longer than the interval is kept, a shorter one is not", async () => {
    const { pacer, slept } = clocked(500)

    await pacer.wait("a:80", 3_000)
    await pacer.wait("a:80", 100)
    await pacer.wait("a:80")

    expect(slept).toEqual([3_000, 500])
  })

  test("Retry-After is waited for, or refused when too long, without taking the turn", async () => {
    const { pacer, slept, pass } = clocked(500)

    pacer.hold("a:80", 7_000)
    await pacer.wait("a:80")
    pacer.hold("a:80", 60_000)
    pacer.hold("a:80", 10)
    const error = await failure(pacer.wait("a:80"))
    pass(60_000)
    await pacer.wait("a:80")

    expect(slept).toEqual([7_000])
    expect(error.kind).toBe("pace")
    expect(error.retryAfterMs).toBe(60_000)
  })
})

describe("I11 the User-Agent", () => {
  test("names the product, its page and the operator", () => {
    expect(userAgent("1.0", "https://vigie.example", "ops@x.fr")).toBe("Vigie/1.0 (+https://vigie.example; ops@x.fr)")
    expect(userAgent("1.0", null, "https://x.fr/contact")).toBe("Vigie/1.0 (https://x.fr/contact)")
    expect(userAgent("1.0", null, null)).toBe("Vigie/1.0")
  })

  test.each(["a\r\nX-Evil: 1", "é@x.fr", "(a)", "", "x".repeat(201)])("refuses the contact %j", (contact) => {
    expect(() => userAgent("1.0", null, contact)).toThrow(RangeError)
  })

  test.each([
    ["ops@films.example", null],
    [" ops@films.example ", null],
    ["https://films.example/about?x=1", null],
    ["  ", "empty"],
    [`${"x".repeat(290)}@films.example`, "too_long"],
    ["ops@films.example\r\nX-Evil: 1", "unwritable"],
    ["ops@films.example\u0000", "unwritable"],
    ["opérateur@films.example", "unwritable"],
    ["ops@films.example (me)", "unwritable"],
    ["ops", "no_contact"],
    ["ops@films", "no_contact"],
    ["@films.example", "no_contact"],
    ["a@b@films.example", "no_contact"],
    ["mailto:ops@films.example", "no_contact"],
    ["ftp://films.example", "no_contact"],
    ["https://", "no_contact"],
    ["https://me:secret@films.example", "no_contact"],
  ])("the contact %j: %s", (contact, fault) => {
    expect(contactFault(contact)).toBe(fault)
    if (fault === null) expect(userAgent("1.0", null, contact.trim())).toContain(contact.trim())
  })
})

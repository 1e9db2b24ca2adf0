import { expect, test } from "vitest"
import { priceLines, type TermsVersion } from "./prices.ts"
import { DAY, NOW, window } from "./testing.ts"

const version = (minor: number | null, from: number, part: Partial<TermsVersion> = {}): TermsVersion => ({
  windowId: "a",
  rank: "page",
  from: NOW + from * DAY,
  to: null,
  terms: [
    { quality: "hd", price: minor === null ? null : { amountMinor: minor, currency: "EUR" }, audio: [], subtitles: [] },
  ],
  ...part,
})

/** Days from now and cents. */
const told = (lines: ReturnType<typeof priceLines>) =>
  lines.map(({ steps }) =>
    steps.map(({ from, to, price }) => [(from - NOW) / DAY, (to - NOW) / DAY, price.amountMinor]),
  )

test("each version is a step, equal ones are one, and the last lasts until now", () => {
  const versions = [version(499, -9, { to: NOW - 6 * DAY }), version(499, -6, { to: NOW - 4 * DAY }), version(399, -4)]

  expect(told(priceLines([window({ id: "a" })], versions, NOW))).toEqual([
    [
      [-9, -4, 499],
      [-4, 0, 399],
    ],
  ])
})

test("W14 while a better source states a price, it is the price", () => {
  const versions = [
    version(299, -9, { rank: "press" }),
    version(499, -6, { rank: "api", to: NOW - 3 * DAY }),
    version(null, -5, { rank: "provider" }),
  ]

  expect(told(priceLines([window({ id: "a" })], versions, NOW))).toEqual([
    [
      [-9, -6, 299],
      [-6, -3, 499],
      [-3, 0, 299],
    ],
  ])
})

test("a closed window has no price after it closed, and a re-entry goes on in the same line after a gap", () => {
  const windows = [window({ id: "a", status: "closed", closedAt: NOW - 7 * DAY }), window({ id: "b" })]

  const lines = priceLines(windows, [version(499, -9), version(499, -2, { windowId: "b" })], NOW)

  expect(told(lines)).toEqual([
    [
      [-9, -7, 499],
      [-2, 0, 499],
    ],
  ])
})

test("of several qualities the best price counts; only what is rented or bought has one", () => {
  const [sd, hd] = [version(299, -1).terms[0]!, version(399, -1).terms[0]!]
  const windows = [
    window({ id: "a" }),
    window({ id: "b", monetization: "buy" }),
    window({ id: "c", monetization: "free" }),
  ]
  const versions = [
    version(0, -1, { terms: [hd, sd] }),
    version(999, -1, { windowId: "b" }),
    version(0, -1, { windowId: "c" }),
  ]

  expect(told(priceLines(windows, versions, NOW))).toEqual([[[-1, 0, 299]], [[-1, 0, 999]]])
})

test("a currency is a line of its own", () => {
  const dollars = { terms: [{ ...version(1, 0).terms[0]!, price: { amountMinor: 599, currency: "USD" } }] }
  const versions = [version(499, -9, { to: NOW - 4 * DAY }), version(0, -4, dollars)]

  expect(priceLines([window({ id: "a" })], versions, NOW).map(({ currency }) => currency)).toEqual(["EUR", "USD"])
})

import { describe, expect, it } from "vitest"
import { type KnownWindow, type Mark, mutes, stands } from "./marks.ts"

const old: KnownWindow = { windowId: "old", territory: "FR", first: 3, opened: 4 }
const announced: KnownWindow = { windowId: "announced", territory: "FR", first: 9, opened: 14 }
const later: KnownWindow = { windowId: "later", territory: "FR", first: 12, opened: null }
const snoozed: Mark = { mark: "snoozed", cursor: 10 }

describe("a snooze", () => {
  it.each([
    ["windows known before it", [old], true],
    ["one announced before it that opened since", [old, announced], true],
    ["a later one that is only announced", [old, later], true],
    ["a later one that opened", [old, { ...later, opened: 13 }], false],
    ["a later one that opened where its owner is not", [{ ...later, opened: 13, territory: "BE" }], true],
  ] as const)("with %s stands: %o", (_, windows, expected) => {
    expect(stands(snoozed, windows, ["FR", "RE"])).toBe(expected)
  })

  it("passes over what it knew and lets later windows through", () => {
    const windows = [old, announced, later]

    expect(windows.filter(({ windowId }) => mutes(snoozed, windowId, windows, ["FR"]))).toEqual([old, announced])
  })

  it("lets all through once it is over", () => {
    const windows = [old, { ...later, opened: 13 }]

    expect(windows.some(({ windowId }) => mutes(snoozed, windowId, windows, ["FR"]))).toBe(false)
  })

  it("is silent on a window of which no change is known", () => {
    expect(mutes(snoozed, "elsewhere", [old], ["FR"])).toBe(true)
  })
})

it.each(["seen", "dismissed"] as const)("%s is silent on every window, later ones too", (mark) => {
  expect(mutes({ mark, cursor: 1 }, "later", [{ ...later, opened: 13 }], ["FR"])).toBe(true)
})

it("no mark mutes nothing", () => {
  expect(mutes(null, "old", [old], ["FR"])).toBe(false)
})

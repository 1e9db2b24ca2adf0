import { expect, test } from "vitest"
import { timelineOf } from "./lanes.ts"
import type { TimelineWindow } from "./span.ts"
import { DAY, HOUR, NOW, stated, UNKNOWN, window } from "./testing.ts"

const PARIS = "Europe/Paris"

function timeline(...windows: readonly TimelineWindow[]) {
  const made = timelineOf(windows, NOW, PARIS)
  if (made === null) throw new Error("no timeline")
  return made
}

test("a lane per provider, kind and territory; what is on now first, then announced, then past", () => {
  const cap = { id: "cap", name: "Cap" }
  const gone = { status: "closed", closedAt: NOW - 90 * DAY, openedAt: NOW - 99 * DAY } as const

  const { lanes } = timeline(
    window({ id: "past", provider: { id: "old", name: "Ancien" }, ...gone }),
    window({
      id: "slot",
      provider: cap,
      kind: "broadcast",
      status: "announced",
      start: stated(NOW + DAY),
      openedAt: null,
    }),
    window({ id: "rent" }),
    window({ id: "buy", monetization: "buy" }),
    window({ id: "replay", provider: cap, kind: "replay", end: stated(NOW + 2 * DAY) }),
    window({ id: "be", territory: "BE" }),
  )

  expect(lanes.map(({ bars }) => bars.map(({ windowId }) => windowId))).toEqual([
    ["replay"],
    ["rent", "buy"],
    ["be"],
    ["slot"],
    ["past"],
  ])
  expect(lanes[1]?.bars.map(({ row }) => row)).toEqual([0, 1])
  expect(lanes[1]?.rows).toBe(2)
})

test("an end is stated, deduced, seen by ourselves or not known; what we saw stands in for what nobody said", () => {
  const inferred = { ...stated(NOW + DAY), basis: "inferred" } as const
  const gone = { status: "closed", openedAt: NOW - 9 * DAY, closedAt: NOW - 3 * DAY } as const

  const { lanes, to } = timeline(
    window({ id: "a", provider: { id: "1", name: "1" }, start: stated(NOW - DAY), end: inferred }),
    window({ id: "b", provider: { id: "2", name: "2" } }),
    window({ id: "c", provider: { id: "3", name: "3" }, ...gone }),
    window({ id: "d", provider: { id: "4", name: "4" }, ...gone, openedAt: null, end: stated(NOW - 4 * DAY) }),
  )

  const ends = new Map(lanes.flatMap(({ bars }) => bars.map(({ windowId, start, end }) => [windowId, [start, end]])))
  const known = (id: string) => ends.get(id)?.map(({ certainty }) => certainty)
  expect(known("a")).toEqual(["stated", "inferred"])
  expect(known("b")).toEqual(["observed", "unknown"])
  expect(known("c")).toEqual(["observed", "observed"])
  expect(known("d")).toEqual(["unknown", "stated"])
  expect(lanes.flatMap(({ bars }) => bars).find(({ windowId }) => windowId === "b")?.to).toBe(to)
})

test("W19 what was withdrawn before it opened was never to be seen", () => {
  const withdrawn = window({ id: "void", status: "void", start: stated(NOW + DAY), openedAt: null })

  expect(timelineOf([withdrawn], NOW, PARIS)).toBeNull()
  expect(timelineOf([], NOW, PARIS)).toBeNull()
  expect(timeline(withdrawn, window({ id: "a" })).lanes).toHaveLength(1)
})

test("one far date does not press the others into a line, and every bar stays within the chart", () => {
  const far = window({ id: "far", start: stated(Date.UTC(1999, 0, 1)), end: stated(Date.UTC(2099, 0, 1)) })
  const slot = window({ id: "slot", kind: "broadcast", start: stated(NOW + DAY), end: stated(NOW + DAY + 2 * HOUR) })
  const old = { status: "closed", start: stated(Date.UTC(2012, 0, 1)), end: stated(Date.UTC(2013, 0, 1)) } as const

  const { from, to } = timeline(far, slot)
  const wide = timeline(far, slot, window({ id: "old", ...old }))

  expect(to - from).toBeLessThan(10 * 366 * DAY)
  expect(from).toBeGreaterThan(Date.UTC(2019, 0, 1))
  expect(wide.from).toBeLessThan(Date.UTC(2013, 0, 1))
  for (const { bars } of wide.lanes)
    for (const bar of bars) {
      expect(bar.from).toBeGreaterThanOrEqual(wide.from)
      expect(bar.to).toBeLessThanOrEqual(wide.to)
      expect(bar.to).toBeGreaterThan(bar.from)
    }
})

test("two slots of two hours a day apart do not cover one another among three years", () => {
  const slot = (id: string, at: number) =>
    window({ id, kind: "broadcast", status: "closed", start: stated(at), end: stated(at + 2 * HOUR) })

  const near = timeline(slot("a", NOW - 5 * DAY), slot("b", NOW - 4 * DAY), slot("c", NOW - 3 * 365 * DAY))
  const apart = timeline(slot("a", NOW - 5 * DAY), slot("b", NOW - 4 * DAY))

  expect(near.lanes[0]?.rows).toBe(2)
  expect(apart.lanes[0]?.rows).toBe(1)
})

test("a window of which nothing is known but that it is announced has its place", () => {
  const [bar] = timeline(window({ id: "a", status: "announced", openedAt: null, end: UNKNOWN })).lanes[0]!.bars

  expect(bar).toMatchObject({ phase: "announced", from: NOW, start: { at: null, certainty: "unknown" } })
})

test("the chart begins and ends at whole milliseconds, whatever the span", () => {
  const { from, to } = timeline(window({ id: "a", start: stated(NOW - 9 * DAY - 7) }))

  expect([Number.isInteger(from), Number.isInteger(to)]).toEqual([true, true])
})

import type { MarkedChange } from "@vigie/db"
import { expect, test } from "vitest"
import { DAY, FR, NOW } from "./film-testing.ts"
import { readMarkLinks, readMarks } from "./timeline-marks.server.ts"

const change = (id: string, days: number, kind: MarkedChange["kind"] = "repriced"): MarkedChange => ({
  id,
  at: NOW - days * DAY,
  kind,
  windowId: "w",
})
/** A chart of a hundred days that ends now. */
const scale = (at: number) => 100 - (NOW - at) / DAY
const marks = (changes: readonly MarkedChange[], within = { from: 0, to: 100 }) =>
  readMarks(changes, scale, within, FR).map(({ x, words, to }) => [x, words, to])

test("each change stands where it happened, and leads to its proof; those too near to touch apart are one", () => {
  expect(marks([change("c", 10, "moved"), change("a", 50), change("b", 43)])).toEqual([
    [50, "2 changements, le dernier : Prix changé, dimanche 18 janvier", "/changes/b"],
    [90, "Dates changées, vendredi 20 février", "/changes/c"],
  ])
  expect(marks([change("a", 50), change("b", 42.5)])).toHaveLength(2)
})

test("a change told before or after its bar stands at the bar's end", () => {
  expect(marks([change("a", 90), change("b", 1)], { from: 40, to: 70 }).map(([x]) => x)).toEqual([40, 70])
})

test("the table names every one of them, the latest first", () => {
  expect(readMarkLinks([change("a", 50), change("b", 49)], FR).map(({ to }) => to)).toEqual([
    "/changes/b",
    "/changes/a",
  ])
})

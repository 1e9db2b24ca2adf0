import { expect, test } from "vitest"
import { toIso } from "../instants.ts"
import { eveningAt } from "./evening.ts"

const said = (now: string, zone: string) => {
  const { from, to } = eveningAt(Date.parse(now), zone)
  return [toIso(from), toIso(to)]
}

test.each([
  ["2026-07-07T06:00:00Z", "Europe/Paris", "2026-07-07T16:00:00Z", "2026-07-08T02:00:00Z"],
  ["2026-07-07T22:30:00Z", "Europe/Paris", "2026-07-07T16:00:00Z", "2026-07-08T02:00:00Z"],
  ["2026-07-08T01:59:59Z", "Europe/Paris", "2026-07-07T16:00:00Z", "2026-07-08T02:00:00Z"],
  ["2026-07-08T02:00:00Z", "Europe/Paris", "2026-07-08T16:00:00Z", "2026-07-09T02:00:00Z"],
  ["2026-07-08T02:00:00Z", "Pacific/Noumea", "2026-07-08T07:00:00Z", "2026-07-08T17:00:00Z"],
])("at %s in %s the evening is [%s, %s)", (now, zone, from, to) => {
  expect(said(now, zone)).toEqual([from, to])
})

test("I6 the night of a change of clocks is an hour shorter or longer, and its hours are the clock's", () => {
  expect(said("2026-03-28T12:00:00Z", "Europe/Paris")).toEqual(["2026-03-28T17:00:00Z", "2026-03-29T02:00:00Z"])
  expect(said("2026-10-24T12:00:00Z", "Europe/Paris")).toEqual(["2026-10-24T16:00:00Z", "2026-10-25T03:00:00Z"])
})

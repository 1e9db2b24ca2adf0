import { expect, it, test, vi } from "vitest"

// Reading an address needs no database; who reads it does.
vi.mock("../site/viewer.server.ts", () => ({}))

const { daysOf, filterOf, historyUrl, readHistoryAsked, territoryAsked } = await import("./history-asked.server.ts")

const NOW = Date.UTC(2026, 10, 21, 23, 30)
const EXTENT = {
  territories: ["FR"],
  providers: [{ id: "1", slug: "arte", name: "Arte" }],
  first: "2026-01-01",
  last: "2026-11-21",
  found: 0,
  news: 1,
}
const nobody = { user: null, services: [], locale: "fr", territories: ["FR"], zone: "Europe/Paris", now: NOW } as const
const read = (query: string) => readHistoryAsked(new URLSearchParams(query), EXTENT, nobody)

it("an empty address asks for the last ninety days of the reader's territory, by its own clock", () => {
  const { asked, notes } = read("")

  expect(notes).toEqual([])
  // 23:30Z is the next day in Paris.
  expect(daysOf(asked, NOW, null)).toEqual({ from: "2026-08-25", to: "2026-11-22" })
  expect(historyUrl("/history", { ...asked, territory: "FR" })).toBe("/history?territory=FR")
})

it("days before all history are left out, unless there is nothing else", () => {
  const { asked } = read("from=1900-01-01&to=2026-11-21")

  expect(daysOf(asked, NOW, "2026-11-20")).toEqual({ from: "2026-11-20", to: "2026-11-21" })
  expect(daysOf(read("from=2020-01-01&to=2020-02-01").asked, NOW, "2026-11-20").from).toBe("2020-01-01")
})

it("what an address asks is what it gives back", () => {
  const query =
    "territory=FR&provider=arte&kind=replay&how=free&change=opened&from=2026-01-01&to=2026-02-01&unit=week&by=how&first=1"

  const { asked, notes } = read(query)

  expect(notes).toEqual([])
  expect(new URLSearchParams(historyUrl("/history", asked).split("?")[1])).toEqual(new URLSearchParams(query))
})

test.each([
  ["from=2026-02-30", "2026-02-30"],
  ["from=1600-01-01", "1600-01-01"],
  ["to=demain", "demain"],
  ["unit=hour", "hour"],
  ["kind='; drop table", "drop table"],
  ["territory=ZZ", "ZZ"],
  ["provider=nobody", "nobody"],
  ["colour=red", "colour"],
  ["from=2026-03-02&to=2026-03-01", "2026-03-02"],
])("%s is not used, and said", (query, said) => {
  const { asked, notes } = read(query)

  expect(notes.join(" ")).toContain(said)
  expect(asked).toEqual(read("").asked)
})

it("a reader without a list has no films of their own to ask for", () => {
  const { asked } = read("mine=1")

  expect(asked.mine).toBe(false)
  expect(filterOf(asked, daysOf(asked, NOW, null), { extent: EXTENT, viewer: nobody }).listId).toBeNull()
})

it("I7 the territory asked for, in any case, else the reader's first", () => {
  expect(territoryAsked(new URLSearchParams("territory=be"), nobody)).toBe("BE")
  expect(territoryAsked(new URLSearchParams("territory=xx"), nobody)).toBe("FR")
})

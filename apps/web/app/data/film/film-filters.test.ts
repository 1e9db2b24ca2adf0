import { expect, test } from "vitest"
import { addressOf, NOTHING_ASKED, narrow, readAsked, readFilters } from "./film-filters.server.ts"
import { FR, provider, terms, window } from "./film-testing.ts"

const free = window({ id: "free", kind: "replay", monetization: "free" })
const plus = window({ id: "plus", monetization: "subscription", provider: provider("Plus") })
const rent = window({ id: "rent", terms: terms("hd", 299), provider: provider("Plus") })
const swiss = window({ id: "swiss", territory: "CH", monetization: "buy", terms: terms("uhd", 999) })
const ALL = [free, plus, rent, swiss]

const asked = (query: string) => readAsked(`https://vigie.example/films/a?${query}`)
const left = (query: string, services: readonly string[] = []) =>
  narrow(ALL, asked(query), services).map(({ id }) => id)

test("an address says what is asked; what it makes up is left aside", () => {
  expect(asked("free=1&mine=1&kind=vod&quality=uhd&territory=CH")).toEqual({
    free: true,
    mine: true,
    kind: "vod",
    quality: "uhd",
    territory: "CH",
  })
  expect(asked("free=yes&kind=dvd&quality=8k&territory=ch'&since=3")).toEqual(NOTHING_ASKED)
})

test("each filter keeps what it says, HD keeps 4K, and a rental on my service is not mine", () => {
  expect(left("")).toEqual(["free", "plus", "rent", "swiss"])
  expect(left("free=1")).toEqual(["free"])
  expect(left("mine=1", ["Plus"])).toEqual(["plus"])
  expect(left("kind=replay")).toEqual(["free"])
  expect(left("quality=hd")).toEqual(["rent", "swiss"])
  expect(left("quality=uhd")).toEqual(["swiss"])
  expect(left("territory=CH")).toEqual(["swiss"])
  expect(left("territory=CH&free=1")).toEqual([])
})

test("only filters that tell offers apart are offered, and those that are on, each with the address without it", () => {
  const names = (windows: typeof ALL, query = "", services: readonly string[] = []) =>
    readFilters(windows, asked(query), "/films/a", { ...FR, services, territories: ["FR", "CH", "BE"] }).map(
      ({ name }) => name,
    )

  expect(names(ALL, "", ["Plus"])).toEqual([
    "Gratuit",
    "Mes plateformes",
    "VOD",
    "Replay",
    "HD ou mieux",
    "4K",
    "France",
    "Suisse",
  ])
  expect(names([rent])).toEqual([])
  expect(names([rent], "free=1")).toEqual(["Gratuit"])
  expect(readFilters(ALL, asked("free=1&kind=replay"), "/films/a", FR)).toContainEqual({
    name: "Gratuit",
    on: true,
    to: "/films/a?kind=replay#now",
  })
  expect(addressOf("/films/a", { ...NOTHING_ASKED, free: true, territory: "CH" })).toBe(
    "/films/a?free=1&territory=CH#now",
  )
})

import type { LocationRow } from "@vigie/db"
import type { Source } from "@vigie/sources"
import { expect, it } from "vitest"
import { candidate, NOON } from "./locating.testing.ts"
import { locatingSources } from "./locating.ts"
import { sourceStates } from "./source-states.ts"

const KEY = { name: "KEY", about: "a key", secret: true, required: true, getAt: "https://keys.example" } as const
const source = (id: string, over: Partial<Source> = {}) =>
  ({ id, name: id.toUpperCase(), scope: "film", settings: [], createsFilms: true, lookup: {}, ...over }) as Source
const SOURCES = [
  source("page"),
  source("keyed", { settings: [KEY] }),
  source("replay", { scope: "feed", refOf: () => null, lookup: undefined as never }),
  source("guide", { scope: "feed" }),
  source("finder", { scope: "lookup" }),
  source("news", { scope: "article" }),
  source("mute", { lookup: undefined as never }),
  source("invented", { demo: true }),
]
const NOTHING = {
  reference: null,
  candidates: [],
  reason: null,
  pinned: false,
  askedAt: NOON,
  retryAt: null,
  failures: 0,
}
const row = (over: Partial<LocationRow> & Pick<LocationRow, "state">): LocationRow => ({
  source: "page",
  ...NOTHING,
  ...over,
})
const target = (over = {}) => ({ source: "page", state: "active", firstGoodAt: null, ...over }) as const
const pageOf = (rows: readonly LocationRow[], targets: readonly ReturnType<typeof target>[] = []) =>
  sourceStates(SOURCES, {}, rows, targets).find((state) => state.source === "page")

it("has one row for each source that can have a page of the film: no guide, article, finder nor demonstration", () => {
  expect(sourceStates(SOURCES, {}, [], []).map((state) => state.source)).toEqual(["page", "keyed", "replay"])
})

it.each([
  [
    "watched since its first good check",
    [],
    [target({ firstGoodAt: NOON + 5 }), target({ firstGoodAt: NOON })],
    { state: "watched", since: NOON },
  ],
  ["watched, not read yet", [row({ state: "found" })], [target()], { state: "watched", since: null }],
  ["watched, as another person's target is", [row({ state: "not_found" })], [target()], { state: "watched" }],
  ["looked for", [row({ state: "looking" })], [], { state: "looking" }],
  [
    "not found until asked again",
    [row({ state: "not_found", retryAt: NOON })],
    [],
    { state: "not_found", retryAt: NOON },
  ],
  [
    "failed, and why",
    [row({ state: "failed", reason: "status: 503" })],
    [],
    { state: "failed", reason: "status: 503" },
  ],
  ["never looked for", [], [], { state: "off", retryAt: null }],
  ["found, and its target retired", [row({ state: "found" })], [target({ state: "retired" })], { state: "off" }],
] as const)("%s", (_, rows, targets, expected) => {
  expect(pageOf(rows, targets)).toMatchObject(expected)
})

it("several that may be it are there to choose from", () => {
  const candidates = [candidate("7", { title: "Le Phare", year: 1974, directors: ["Inès Kerguen"] })]

  expect(pageOf([row({ state: "choose", candidates })])).toMatchObject({
    state: "choose",
    candidates: [{ reference: "7", url: null, title: "Le Phare", year: 1974, directors: ["Inès Kerguen"] }],
  })
})

it("a required key that is missing comes before all else, with where to get it; set, it does not", () => {
  const keyed = (settings: Record<string, string>) =>
    sourceStates(SOURCES, settings, [], [target({ source: "keyed" })])[1]

  expect(keyed({ KEY: " " })).toMatchObject({ state: "needs_key", missing: ["KEY"], getAt: "https://keys.example" })
  expect(keyed({ KEY: "k" })).toMatchObject({ state: "watched", missing: [], getAt: null })
})

it("sources are asked for a film in order: those that only find, those that can look up, those that know ids", () => {
  const ids = (settings: Record<string, string>) => locatingSources(SOURCES, settings).map((one) => one.id)

  expect(ids({})).toEqual(["finder", "page", "replay"])
  expect(ids({ KEY: "k" })).toEqual(["finder", "page", "keyed", "replay"])
})

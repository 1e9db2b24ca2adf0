import type { TargetView } from "@vigie/db"
import type { SourceState } from "@vigie/stages/source-states"
import { expect, test } from "vitest"
import { readSources } from "./sources.server.ts"

const NOW = Date.UTC(2025, 6, 2, 10)
const HOUR = 3_600_000
const READING = { locale: "fr", territories: ["FR"], zone: "Europe/Paris", now: NOW } as const

const state = (given: Partial<SourceState>): SourceState => ({
  source: "tmdb",
  name: "TMDB",
  state: "looking",
  since: null,
  retryAt: null,
  reason: null,
  missing: [],
  getAt: null,
  candidates: [],
  ...given,
})

const target = (given: Partial<TargetView>): TargetView => ({
  id: "t",
  source: "tmdb",
  scope: "film",
  reference: "550",
  territory: "FR",
  state: "active",
  everyMs: 24 * HOUR,
  firstGoodAt: NOW - 48 * HOUR,
  lastGoodAt: NOW - 2 * HOUR,
  lastCheckAt: NOW - 2 * HOUR,
  lastOutcome: "unchanged",
  lastReason: null,
  ...given,
})

function read(states: readonly SourceState[], targets: readonly TargetView[] = [], followed = true) {
  return readSources({ states, targets, followed }, READING).map((line) => ({
    ...line,
    says: line.says.join(" ").replaceAll("\u00a0", " "),
  }))
}

test.each([
  [{ state: "looking" }, "recherche en cours", "Vigie y cherche la page de ce film."],
  [
    { state: "not_found", retryAt: NOW + 30 * 24 * HOUR },
    "film introuvable",
    "Elle ne connaît pas ce film, ou pas sous ce titre. Vigie y cherchera de nouveau le vendredi 1er août.",
  ],
  [
    { state: "not_found", reason: "no_id: it is found by its own id only", retryAt: NOW + 30 * 24 * HOUR },
    "film introuvable",
    "Il n'est pas parmi les films que Vigie y a lus.",
  ],
  [
    { state: "failed", reason: "timeout: https://a.example/: nothing within 20 s", retryAt: NOW + HOUR },
    "échec",
    "Le film n'a pas pu y être cherché : le site n'a pas répondu à temps. Nouvel essai dans 1 h.",
  ],
  [{ state: "off" }, "au repos", "Rien n'y est lu pour ce film."],
  [{ state: "choose" }, "à vous de choisir", "Plusieurs films peuvent être celui-ci. Lequel est-ce ?"],
] as const)("%j is said in words", (given, word, says) => {
  expect(read([state(given)])).toMatchObject([{ word, says }])
})

test("a source that watches the film says since when, and how its last reading went", () => {
  const watched = state({ state: "watched", since: NOW - 48 * HOUR })
  const failed = target({ lastOutcome: "failed", lastReason: "status: https://a.example/: 503" })

  expect(read([watched], [target({}), target({ id: "old", reference: "1", state: "retired" })])).toMatchObject([
    {
      word: "suivie",
      says: "Lue pour ce film depuis le lundi 30 juin · dernière lecture réussie il y a 2 h · environ une fois en 1 jour",
    },
  ])
  expect(read([watched], [failed])[0]?.says).toContain(
    "la dernière lecture a échoué : le site a répondu par une erreur (503)",
  )
  expect(read([state({ state: "watched" })], [target({ lastGoodAt: null })])[0]?.says).toMatch(/^Pas encore lu · /)
})

test("a film that nobody follows is looked for once somebody does", () => {
  expect(read([state({ state: "off" })], [], false)[0]?.says).toBe(
    "Ce film n'y a pas été cherché : il l'est dès qu'on le suit.",
  )
})

test("a missing key is told with what it would add and where to get it", () => {
  const [line] = read([state({ state: "needs_key", missing: ["TMDB_API_KEY"], getAt: "https://a.example/keys" })])

  expect(line?.key).toEqual({
    adds: "Elle ajouterait les abonnements, les locations et les achats de chaque territoire.",
    ours: true,
    needs: "Il y faut TMDB_API_KEY.",
    getAt: "https://a.example/keys",
  })
})

test("the films to choose from are told apart, and only an address becomes a link", () => {
  const candidates = [
    { reference: "a", url: "https://a.example/1", title: "Heat", year: 1995, directors: ["Michael Mann"] },
    { reference: "b", url: "javascript:alert(1)", title: null, year: null, directors: [] },
  ]

  expect(read([state({ state: "choose", candidates })])[0]?.candidates).toEqual([
    { reference: "a", url: "https://a.example/1", title: "Heat", year: 1995, directors: "Michael Mann" },
    { reference: "b", url: null, title: "b", year: null, directors: "" },
  ])
})

test("feeds that spoke of the film are listed too, a source's own rest aside, and what asks for an answer comes first", () => {
  const arte = state({ source: "arte", name: "Arte", state: "off" })
  const feeds = [
    target({ id: "f", source: "arte", scope: "feed", reference: "SUBCATEGORY_FLM", everyMs: 3 * HOUR }),
    target({ id: "x", source: "xmltv", scope: "feed", reference: "https://a.example/tnt.xml", lastOutcome: "failed" }),
  ]
  const lines = read([arte, state({ state: "choose" })], feeds)

  expect(lines.map(({ id, state }) => [id, state])).toEqual([
    ["tmdb", "choose"],
    ["f", "watched"],
    ["x", "failed"],
  ])
  expect(lines[1]?.says).toMatch(/^Elle a parlé de ce film · dernière lecture réussie il y a 2 h/)
  expect(lines[2]?.url).toBe("https://a.example/tnt.xml")
})

import { expect, test } from "vitest"
import { bestServices } from "./best-services.ts"
import type { ListedWindow } from "./list-check.ts"

const on = (provider: string, film: number, monetization = "subscription"): ListedWindow => ({
  filmId: `film ${film}`,
  provider: {
    id: `id of ${provider}`,
    slug: provider,
    name: provider,
    homepage: null,
    parent: null,
    host: null,
    access: null,
    verified: true,
    demo: false,
  },
  kind: "vod",
  monetization,
  status: "open",
  territory: "FR",
  startAt: null,
  startPrecision: "unknown",
  endAt: null,
  endPrecision: "unknown",
  endBasis: "observed",
  proof: null,
})

test("the best pair is not always the best one and the next: it is exact", () => {
  const windows = [
    ...[1, 2, 3, 4, 5, 6].map((film) => on("Grand", film)),
    ...[1, 2, 3, 7, 8].map((film) => on("Gauche", film)),
    ...[4, 5, 6, 9, 10].map((film) => on("Droite", film)),
  ]

  expect(bestServices(windows, [], 3)).toEqual([
    { providers: ["Grand"], films: 6 },
    { providers: ["Gauche", "Droite"].sort(), films: 10 },
  ])
})

test("what is free or had already counts with every set, and a set that adds nothing is none", () => {
  const windows = [on("Arte", 1, "free"), on("Mien", 2), on("Mien", 3), on("Autre", 2), on("Autre", 4), on("Vide", 1)]

  expect(bestServices(windows, ["id of Mien"], 3)).toEqual([{ providers: ["Autre"], films: 4 }])
  expect(bestServices([on("Arte", 1, "free")], [], 2)).toEqual([])
  expect(bestServices([], [], 3)).toEqual([])
})

test("a hundred providers of three thousand films are told apart within a second", () => {
  const windows = Array.from({ length: 6_000 }, (_, at) => on(`P${(at * 7919) % 100}`, (at * 104_729) % 3_000))
  const from = performance.now()

  const sets = bestServices(windows, [], 3)

  expect(performance.now() - from).toBeLessThan(1_000)
  expect(sets).toHaveLength(3)
})

import { existsSync, readFileSync } from "node:fs"
import { foldPlace, foldProvider, foldTitle } from "@vigie/core"
import type { ProviderSeed } from "@vigie/db"
import { describe, expect, expectTypeOf, it } from "vitest"
import { demoFacts } from "./demo/facts.ts"
import { readFacts, type SeedProvider } from "./facts.ts"

const facts = readFacts()
const films = [...facts.films, ...demoFacts.films]
const providers = [...facts.providers, ...demoFacts.providers]
const namesOf = ({ name, aliases }: (typeof providers)[number]) => [
  name,
  ...aliases.map((alias) => (typeof alias === "string" ? alias : alias.name)),
]
const repeated = (all: readonly string[]) => all.filter((each, index) => all.indexOf(each) !== index)

describe("the films", () => {
  it("are the fifteen of the documents, Les Milles under both its titles", () => {
    expect(facts.films).toHaveLength(15)
    const milles = facts.films.find((film) => film.slug === "les-milles")
    expect(milles).toMatchObject({
      year: 1995,
      directors: ["Sébastien Grall"],
      aliases: ["Les Milles, le train de la liberté"],
    })
  })

  it("have slugs, titles and ids of their own", () => {
    expect(repeated(films.map((film) => film.slug))).toEqual([])
    expect(repeated(films.flatMap((film) => [...new Set([film.title, ...film.aliases].map(foldTitle))]))).toEqual([])
    expect(
      repeated(films.flatMap((film) => Object.entries(film.ids).map(([scheme, id]) => `${scheme}:${id}`))),
    ).toEqual([])
    for (const { ids } of films) if (ids.imdb) expect(ids.imdb).toMatch(/^tt\d{7,8}$/)
  })

  it("can be told apart without their title: by year ±1 and directors", () => {
    for (const one of films)
      for (const other of films)
        if (one.slug < other.slug && Math.abs(one.year - other.year) <= 1)
          expect(one.directors.filter((name) => other.directors.includes(name))).toEqual([])
  })
})

describe("the providers", () => {
  it("fit the database's seed", () => {
    expectTypeOf<SeedProvider>().toExtend<Omit<ProviderSeed, "demo">>()
  })

  it("have no name or id twice, as folded", () => {
    expect(repeated(providers.map((each) => each.slug))).toEqual([])
    const names = providers.flatMap((each) => [...new Set(namesOf(each).map(foldProvider))])
    expect(repeated(names)).toEqual([])
    const ids = providers.flatMap((each) =>
      Object.entries(each.ids).flatMap(([source, all]) => all.map((id) => `${source} ${id}`)),
    )
    expect(repeated(ids)).toEqual([])
  })

  it("spell no alias that their name already covers", () => {
    for (const each of providers) expect(repeated(namesOf(each).map(foldProvider)), each.name).toEqual([])
  })

  it("have parents that replay, and hosts, of the list", () => {
    const bySlug = new Map(providers.map((each) => [each.slug, each]))
    for (const each of providers) {
      if (each.parent !== null) expect(bySlug.get(each.parent)?.catchUp, each.slug).toBe(true)
      if (each.host !== null) expect(bySlug.get(each.host)?.host, each.slug).toBeNull()
    }
    expect(bySlug.get("france-2")?.parent).toBe("france-tv")
    expect(providers.filter((each) => each.catchUp).map((each) => each.slug)).toEqual(
      expect.arrayContaining(["france-tv", "arte", "tf1-plus", "m6-plus"]),
    )
  })

  const asked =
    "France.tv, Arte, Arte Boutique, TF1+, M6+, Canal VOD, LaCinetek, UniversCiné, FilmoTV, Madelen, MUBI, Orange, Pathé Home, Première Max"
  it.each(asked.split(", "))("know %s", (name) => {
    expect(providers.some((each) => namesOf(each).map(foldProvider).includes(foldProvider(name)))).toBe(true)
  })

  const recorded = new URL("../../../shared/recorded/tmdb/watch_providers.json", import.meta.url)
  it.skipIf(!existsSync(recorded))(
    "know every French name and id of the recorded answer (needs ../shared/recorded)",
    () => {
      const answer = JSON.parse(readFileSync(recorded, "utf8")).results.FR as Record<string, unknown>
      const rows = Object.values(answer).filter(Array.isArray).flat() as {
        provider_id: number
        provider_name: string
      }[]

      expect(rows.length).toBeGreaterThan(10)
      for (const { provider_id, provider_name } of rows) {
        const known = providers.find((each) => each.ids.tmdb?.includes(`${provider_id}`))
        expect((known ? namesOf(known) : []).map(foldProvider), provider_name).toContain(foldProvider(provider_name))
      }
    },
  )
})

it("the places are seventeen communes of Pas-de-Calais, each once", () => {
  expect(facts.places).toHaveLength(17)
  expect(repeated(facts.places.flatMap(({ name, insee }) => [foldPlace(name), insee]))).toEqual([])
  expect(facts.places.every(({ insee, department }) => insee.startsWith(department))).toBe(true)
  for (const { lat, lon } of facts.places)
    if (lat !== null && lon !== null) expect([lat > 50 && lat < 51.1, lon > 1.5 && lon < 3.2]).toEqual([true, true])
})

import type { FilmPage } from "@vigie/db"
import { expect, test, vi } from "vitest"
import { DAY, evidence, NOW, provider, terms, UNKNOWN, window } from "./film-testing.ts"

vi.mock("../../../src/env.ts", () => ({ config: { baseUrl: "https://vigie.example" } }))
const { movieData } = await import("./movie-data.server.ts")

const film = {
  id: "f",
  slug: "a",
  title: "A</script><script>alert(1)</script>",
  originalTitle: "B & C",
  year: 1994,
  form: "feature",
  directors: ["Jeanne Aubrac"],
  demo: false,
  movedTo: null,
  durationMinutes: 103,
  countries: ["FR"],
  genres: [],
  aliases: [],
  ids: { imdb: "tt1", arte: "1" },
  synopsis: { text: "Leurs mots", source: "unifrance" },
  credits: [],
  companies: [],
  releases: [],
  awards: [],
  places: [],
}
const read = (now: FilmPage["now"], given: Partial<typeof film> = {}) =>
  movieData({ film: { ...film, ...given }, now } as unknown as FilmPage)
const offer = window({
  url: "https://orange.example/a",
  terms: terms("hd", 299),
  end: { ...UNKNOWN, at: NOW + DAY, precision: "day", basis: "stated" },
  evidence: [evidence()],
})

test("only what is known, others' words left out, and nothing that could end its element", () => {
  const text = read([]) ?? ""
  const movie = JSON.parse(text)

  expect(text).not.toMatch(/[<>&]/)
  expect(movie).toEqual({
    "@context": "https://schema.org",
    "@type": "Movie",
    "@id": "https://vigie.example/films/a",
    url: "https://vigie.example/films/a",
    name: film.title,
    alternateName: ["B & C"],
    dateCreated: "1994",
    duration: "PT103M",
    director: [{ "@type": "Person", name: "Jeanne Aubrac" }],
    countryOfOrigin: [{ "@type": "Country", name: "FR" }],
    sameAs: ["https://www.imdb.com/title/tt1/"],
  })
})

test("an offer with an address is an action, its price in the currency's own decimals", () => {
  const yen = { ...offer, terms: [{ ...offer.terms[0]!, price: { amountMinor: 400, currency: "JPY" } }] }
  const actions = JSON.parse(read([offer, yen]) ?? "").potentialAction

  expect(actions[0]).toEqual({
    "@type": "WatchAction",
    target: { "@type": "EntryPoint", urlTemplate: "https://orange.example/a" },
    expectsAcceptanceOf: {
      "@type": "Offer",
      seller: { "@type": "Organization", name: "Orange" },
      eligibleRegion: { "@type": "Country", name: "FR" },
      category: "rental",
      price: "2.99",
      priceCurrency: "EUR",
      availabilityEnds: "2026-03-03T11:00:00.000Z",
    },
  })
  expect(actions[1].expectsAcceptanceOf).toMatchObject({ price: "400", priceCurrency: "JPY" })
})

test("no action without an address, of what is stale or invented, or of what its source lets nobody use", () => {
  const demo = { ...provider("Orange"), demo: true }
  const none = [
    { ...offer, url: null },
    { ...offer, url: "javascript:alert(1)" },
    { ...offer, stale: true },
    { ...offer, provider: demo },
    { ...offer, evidence: [evidence({ source: "xmltv" })] },
    { ...offer, evidence: [evidence({ status: "withdrawn" })] },
  ]

  expect(JSON.parse(read(none) ?? "")).not.toHaveProperty("potentialAction")
  expect(read([offer], { demo: true })).toBeNull()
})

import { describe, expect, it } from "vitest"
import { SourceError } from "../source.ts"
import { documentOf, fixture, targetOf } from "../testing.ts"
import { demo } from "./index.ts"

const read = (html: string) => demo.parse(documentOf(html), targetOf()).snapshot
const both = fixture(import.meta.url, "rental-and-replay.html")
const nothing = fixture(import.meta.url, "nothing.html")

describe("demo", () => {
  it("reads a rental with its price and a replay with its last day", () => {
    const { sightings, coverage } = read(both)

    expect(coverage).toEqual({ claims: "complete" })
    expect(sightings).toMatchObject([
      {
        film: { title: "Le Phare des absents", year: 2019 },
        provider: "CinéBrume",
        territory: "FR",
        kind: "vod",
        monetization: "rent",
        end: { at: null },
        terms: [{ quality: "hd", price: { amountMinor: 199, currency: "EUR" } }],
      },
      {
        provider: "Replay du Port",
        kind: "replay",
        monetization: "free",
        end: { at: "2026-07-06T22:00:00Z", precision: "day", basis: "stated", text: "Jusqu'au 06/07/2026" },
        terms: [{ quality: "hd", price: null }],
        text: "Replay du Port | Replay | Gratuit | HD | 06/07/2026",
      },
    ])
  })

  it("I2 takes a stated absence of results for an answer", () => {
    expect(read(nothing)).toMatchObject({ coverage: { claims: "complete" }, sightings: [] })
  })

  const changed: [string, string][] = [
    ["neither rows nor a word of it", nothing.replace(/<p>Désolé.*<\/p>/u, "")],
    ["a document that ends inside its table", both.slice(0, both.indexOf("</table>"))],
    ["another column", both.replace("Tarif", "Note")],
    ["a day that is none", both.replace("06/07/2026", "31/02/2026")],
    ["a row that lacks a cell", both.replace("<td>Gratuit</td>", "")],
    ["an empty document", ""],
    ["no heading", both.replace(/<h1>.*<\/h1>/u, "")],
  ]
  it.each(changed)("I2 concludes nothing from %s", (_, html) => {
    expect(() => read(html)).toThrow(SourceError)
  })

  it("I2 concludes nothing from another film's page", () => {
    const film = {
      title: "Minuit à la consigne",
      originalTitle: null,
      year: 2021,
      directors: [],
      durationMinutes: null,
      ids: {},
    }

    expect(() => demo.parse(documentOf(both), targetOf({ film }))).toThrow("expected")
  })
})

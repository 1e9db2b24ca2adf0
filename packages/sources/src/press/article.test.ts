import { describe, expect, it } from "vitest"
import { fixture } from "../testing.ts"
import { readLine, saidBy } from "./__fixtures__/read-lines.ts"

const zone = "Europe/Paris"
const published = Date.parse("2024-03-01T11:00:00Z")
const readFixture = (name: string) =>
  readLine(fixture(import.meta.url, name), { zone }).map((sighting) => Object.values(saidBy(sighting, zone)))
const readOne = (text: string, over = {}) =>
  readLine(text, { zone, publishedAt: published, ...over })[0] ?? expect.fail()

describe("lists under their headings", () => {
  it("a heading gives its list the platform, and says whether its days are last ones", () => {
    expect(readFixture("list-of-departures.txt")).toEqual([
      ["2023-09-13", null, "La Halte", "Netflix"],
      [null, "2023-09-12", "Le Passeur de brume", "Netflix"],
      [null, "2023-09-22", "Les Digues du nord", "Netflix"],
    ])
  })

  it("a heading that is a day gives it to the hours below", () => {
    expect(readFixture("days-as-headings.html")).toEqual([
      ["2020-11-19T21:05", null, "Les Digues du nord", "France 3"],
      ["2020-11-20T23:25", null, "La Halte", "Arte"],
      ["2020-11-21T00:40", null, "Le Passeur de brume", "France 2"],
    ])
  })

  it("a channel and hour after the story belong to the film that opens the paragraph", () => {
    expect(readFixture("channel-after-the-story.txt")).toEqual([
      ["2024-08-30T22:10", null, "LES DIGUES DU NORD", "M6"],
      ["2024-08-31T21:10", null, "LA HALTE", "France 2"],
    ])
  })
})

describe("what a day may not do", () => {
  it.each([
    "La Halte arrivera prochainement sur Netflix.",
    "« La Halte » sera disponible sur Netflix en avril.",
    "« La Halte » sera bientôt proposé sur Arte.tv.",
    "« La Halte » est disponible sur Netflix dès le 31 février.",
  ])("W4 without a first day that can be told, it opens nothing: %s", (text) => {
    expect(readOne(text)).toMatchObject({
      start: { at: null },
      end: { at: null },
      doubts: expect.arrayContaining(["not_yet"]),
    })
  })

  it("a title that leaves on a day is gone that day, and the text's doubt is kept", () => {
    expect(readOne("La Halte quitte Netflix le 30 mars.")).toMatchObject({
      end: { at: "2024-03-29T23:00:00Z", basis: "stated", text: "quitte Netflix le 30 mars" },
      doubts: ['the day before is taken as the last: "quitte Netflix le 30 mars"'],
    })
  })

  it.each([
    ["La Halte sera disponible en Belgique et en Suisse sur Disney+ le 6 mars.", "FR", null],
    ["La Halte sera disponible en Belgique sur Disney+ le 6 mars.", "BE", "BE"],
    ["La Halte sera disponible en France et en Belgique sur Disney+ le 6 mars.", "FR", "FR"],
    ["La Halte arrive sur Disney+ le 6 mars. Mais la France n'y aura pas droit.", "FR", null],
    ["La Halte arrive sur Disney+ le 6 mars, mais pas en France.", "FR", null],
    ["La Halte, tourné en Belgique, arrive sur Disney+ le 6 mars.", "FR", "FR"],
  ])("I7 %s in %s is for %s", (text, territory, expected) => {
    expect(readOne(text, { territory }).territory).toBe(expected)
  })

  it("a time counted from a stated start ends that long after it, inferred", () => {
    expect(readOne("« La Halte » est sur Arte.tv dès le 5 mars, pendant 30 jours.").end).toMatchObject({
      at: "2024-04-04T22:00:00Z",
      basis: "inferred",
    })
  })

  it("a series says so", () => {
    expect(readOne("« Les Gardiens » (saison 1) – le 13 avril").doubts).toContain("a series, not a film")
  })
})

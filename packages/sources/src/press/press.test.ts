import { describe, expect, it } from "vitest"
import { SourceError } from "../source.ts"
import { cpuMs, documentOf, fixture, shared, targetOf } from "../testing.ts"
import { press } from "./index.ts"

const read = (text: string, publishedOn: string | null = null, target = {}) =>
  press.parse(documentOf(text), targetOf({ publishedAt: publishedOn ? Date.parse(publishedOn) : null, ...target }))
    .snapshot
const load = (name: string) => fixture(import.meta.url, name)
const one = (text: string, publishedOn: string | null = null) => {
  const { sightings } = read(text, publishedOn)
  expect(sightings).toHaveLength(1)
  return sightings[0] ?? expect.fail()
}

describe("press articles", () => {
  it("counts repeats of one statement once, with title, year and director from the text", () => {
    const snapshot = read(load("said-twice-with-login-form.html"))

    expect(snapshot).toMatchObject({ coverage: { claims: "none" }, publishedAt: "2024-03-02T08:00:00Z", removals: [] })
    expect(snapshot.sightings).toHaveLength(1)
    expect(snapshot.sightings[0]).toMatchObject({
      film: { title: "La Halte", year: 1978, directors: ["Jeanne Morvan"] },
      provider: "Arte.tv",
      kind: "replay",
      monetization: null,
      territory: "FR",
      end: { at: "2024-03-09T23:00:00Z", precision: "day", basis: "stated", text: "jusqu’au 9 mars" },
      doubts: [],
    })
  })

  it.each([
    ["first", "A voir sur Arte.tv jusqu'au 9 mars 2024.\nLe film est disponible sur Arte.tv."],
    ["last", "Le film est disponible sur Arte.tv.\nA voir sur Arte.tv jusqu'au 9 mars 2024."],
  ])("a statement that says less is a repeat of the fuller one, said %s", (_, text) => {
    expect(one(text).end.at).toBe("2024-03-09T23:00:00Z")
  })

  it("tells a broadcast from the replay that follows it", () => {
    const { sightings, publishedAt } = read(load("broadcast-then-replay.txt"))

    expect(publishedAt).toBe("2024-02-27T23:00:00Z")
    expect(sightings).toMatchObject([
      {
        provider: "France 3",
        channel: "France 3",
        kind: "broadcast",
        start: { at: "2024-03-05T19:55:00Z", precision: "minute" },
        film: { title: "La Halte", year: 1978 },
      },
      {
        provider: "France.tv",
        channel: null,
        kind: "replay",
        end: { at: "2024-04-02T22:00:00Z", precision: "day" },
        film: { title: "La Halte" },
      },
    ])
  })

  it("the target's publication date wins over the page's", () => {
    expect(read(load("broadcast-then-replay.txt"), "2024-03-01T00:00:00Z").publishedAt).toBe("2024-03-01T00:00:00Z")
  })

  it.each([
    [
      "<time datetime='2024-03-02'>",
      "<html><body><time datetime='2024-03-02'>samedi</time><p>Un long paragraphe sur la gare du village.</p></body></html>",
    ],
    [
      "meta",
      "<html><head><meta property='article:published_time' content='2024-03-02'></head><body><p>Un long paragraphe sur la gare du village.</p></body></html>",
    ],
    ["a dated line", "Samedi 2 mars 2024\nUn long paragraphe sur la gare du village."],
  ])("finds the publication date in %s", (_, text) => {
    expect(read(text).publishedAt).toBe("2024-03-01T23:00:00Z")
  })

  it("an article that announces nothing is read, and says nothing", () => {
    expect(read(load("nothing-announced.txt"))).toMatchObject({ coverage: { claims: "none" }, sightings: [] })
  })

  it.each([
    ["an empty page", "<html><body></body></html>", "shape_changed"],
    ["a page without sentences", "<html><body><h1>Gare</h1><p>Menu</p></body></html>", "shape_changed"],
    [
      "a login page",
      "<html><body><h1>Je me connecte</h1><p>Conformément à la loi « informatique et libertés », vous bénéficiez d’un droit d’accès.</p><input type=password></body></html>",
      "refused",
    ],
    ["a cut-off page", load("said-twice-with-login-form.html").slice(0, -100), "shape_changed"],
  ])("I2 %s is no article", (_, text, fault) => {
    try {
      read(text)
      expect.fail("it was read")
    } catch (error) {
      expect(error).toBeInstanceOf(SourceError)
      expect((error as SourceError).fault).toBe(fault)
    }
  })
})

describe("days in announcements (I6)", () => {
  const published = "2024-12-20T12:00:00Z"

  it.each([
    ["A voir sur Arte.tv jusqu'au 02/02.", null, "2025-02-02T23:00:00Z"],
    ["A voir sur Arte.tv jusqu'au dimanche 29 décembre inclus.", null, "2024-12-29T23:00:00Z"],
    ["À voir sur Arte.tv, dernier jour : 29 décembre.", null, "2024-12-29T23:00:00Z"],
    ["Disponible sur Arte.tv du 3 au 30 juin.", "2025-06-02T22:00:00Z", "2025-06-30T22:00:00Z"],
    ["Disponible sur Arte.tv du 3 décembre au 10 janvier.", "2024-12-02T23:00:00Z", "2025-01-10T23:00:00Z"],
    ["Disponible sur Arte.tv du 3 décembre au 10 janvier 2020.", "2019-12-02T23:00:00Z", "2020-01-10T23:00:00Z"],
    ["À voir sur Arte.tv dès le 12.", "2025-01-11T23:00:00Z", null],
    ["À voir sur Arte.tv à partir du 1er février 2025.", "2025-01-31T23:00:00Z", null],
    // Gone on the 30th: the 29th is the last day (see resolve.ts).
    ["La Halte quitte Netflix le 30.", null, "2024-12-29T23:00:00Z"],
    ["À voir sur Arte.tv avant le 30 décembre.", null, "2024-12-29T23:00:00Z"],
    ["À voir sur Arte.tv jusqu'à dimanche.", null, "2024-12-22T23:00:00Z"],
    ["À voir demain sur Arte.tv.", "2024-12-20T23:00:00Z", null],
  ])("%s", (text, start, end) => {
    const sighting = one(text, published)

    expect([sighting.start.at, sighting.end.at]).toEqual([start, end])
    expect([sighting.start, sighting.end].filter((each) => each.at).every((each) => each.basis === "stated")).toBe(true)
  })

  it("a count of days is inferred, from the publication", () => {
    expect(one("Encore trois jours pour le voir en replay sur France.tv.", published).end).toMatchObject({
      at: "2024-12-23T23:00:00Z",
      basis: "inferred",
    })
  })

  it("an end with its hour keeps it", () => {
    expect(one("À voir sur Arte.tv jusqu'au 6 janvier à 23h59.", published).end).toMatchObject({
      at: "2025-01-06T22:59:00Z",
      precision: "minute",
    })
  })

  it.each([
    ["A voir sur Arte.tv jusqu'au 9 mars.", null],
    ["A voir sur Arte.tv jusqu'au retour des beaux jours.", published],
    ["A voir sur Arte.tv jusqu'au lundi 29 décembre.", published],
    ["A voir sur Arte.tv jusqu'au 31 février 2025.", published],
  ])("%s is not guessed: the words are kept, with a doubt", (text, publishedOn) => {
    const sighting = one(text, publishedOn)

    expect(sighting.end).toMatchObject({ at: null, precision: "unknown" })
    expect(sighting.end.text).toMatch(/^jusqu'au/)
    expect(sighting.doubts).toHaveLength(1)
  })
})

describe("ways to watch in announcements", () => {
  it.each([
    ["La Halte est disponible en location sur Première Max à 3,99 €.", "vod", "rent", 399],
    ["La Halte est disponible gratuitement en replay sur France.tv.", "replay", "free", null],
    ["La Halte est à voir sur Netflix dès le 3 mars 2024.", "vod", null, null],
    ["Mardi 5 mars 2024 à 20h55, France 3 diffuse La Halte.", "broadcast", null, null],
  ])("%s", (text, kind, monetization, amount) => {
    const sighting = one(text)

    expect([sighting.kind, sighting.monetization, sighting.terms[0]?.price?.amountMinor ?? null]).toEqual([
      kind,
      monetization,
      amount,
    ])
  })

  it.each([
    "La Halte est disponible en Blu-ray et en DVD dès le 3 mars 2024.",
    "La Halte sera projetée en avant-première mardi 5 mars 2024 à 20h30.",
    "Le producteur de Netflix arrive à Brest le 29 août 2024.",
    "Netflix a été fondé en Californie par deux associés, le 29 août 1997.",
    "Ce film produit par France 2 Cinéma et Arte France a été tourné en Bretagne.",
    "Suivez l'actualité de la gare sur YouTube et dans nos colonnes.",
  ])("%s announces nothing", (text) => {
    expect(read(text).sightings).toEqual([])
  })

  it("I7 a statement that excludes the territory has none", () => {
    expect(
      one("La Halte est disponible en VOD le 5 décembre 2023 dans cent pays, sauf en France.").territory,
    ).toBeNull()
  })

  it("gives several providers of a sentence the day they share", () => {
    const { sightings } = read("À voir sur Netflix et Prime Video jusqu'au 4 mars 2024.")

    expect(sightings.map(({ provider, end }) => [provider, end.at])).toEqual([
      ["Netflix", "2024-03-04T23:00:00Z"],
      ["Prime Video", "2024-03-04T23:00:00Z"],
    ])
  })

  it.each([
    ["five million <", "<".repeat(5_000_000)],
    ["one endless sentence", "jusqu'au 6 juillet sur Arte et ".repeat(150_000)],
    ["endless words", "Le film A".repeat(500_000)],
    ["endless quotation marks", "«".repeat(3_000_000)],
    ["many sentences", "A voir sur Arte.tv jusqu'au 9 mars. ".repeat(20_000)],
  ])("reads or refuses %s in less than 5 s", (_, text) => {
    const document = documentOf(text)
    const parse = () => {
      try {
        press.parse(document, targetOf())
      } catch (error) {
        expect(error).toBeInstanceOf(SourceError)
      }
    }

    expect(cpuMs(parse)).toBeLessThan(5_000)
  })
})

const seed = shared("seeds/001_5d0d260c9e9ba032.txt")
describe.runIf(seed !== null)("press on the recorded article (../shared/seeds)", () => {
  it("reads one announcement of one film", () => {
    const { sightings } = read(seed ?? "", "2025-07-06T22:00:00Z")

    expect(sightings).toHaveLength(1)
    expect(sightings[0]).toMatchObject({
      film: { title: "Les Milles, le train de la liberté", year: 1995, directors: ["Sébastien Grall"] },
      provider: "France.tv",
      kind: "replay",
      territory: "FR",
      end: { at: "2025-07-06T22:00:00Z", precision: "day", basis: "stated", text: "jusqu’au 6 juillet" },
    })
    expect(read(seed ?? "").publishedAt).toBe("2025-07-06T22:00:00Z")
  })
})

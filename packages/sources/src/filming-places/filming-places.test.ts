import { foldPlace } from "@vigie/core"
import { describe, expect, it } from "vitest"
import { SourceError } from "../source.ts"
import { cpuMs, documentOf, fixture, shared, targetOf } from "../testing.ts"
import { filmingPlaces } from "./index.ts"

const read = (content: string | Uint8Array, over = {}) =>
  filmingPlaces.parse(documentOf(content, over), targetOf()).snapshot
const load = (name: string) => fixture(import.meta.url, name)
const catalogue = load("three-films-one-without-title.txt")
const failure = (content: string): SourceError => {
  try {
    read(content)
  } catch (error) {
    if (error instanceof SourceError) return error
    throw error
  }
  throw new Error("it was read")
}

describe("filming-places", () => {
  it("reads each film's facts and says nothing about where to watch it", () => {
    const { films, sightings, coverage } = read(catalogue)

    expect([coverage, sightings]).toEqual([{ claims: "none" }, []])
    expect(films[0]).toMatchObject({
      title: "LE PHARE... ET APRÈS !",
      year: 1963,
      countries: ["France", "Italie"],
      genres: ["Comédie"],
      directors: ["Maud Kerleau", "Jean Ster"],
      durationMinutes: 91,
      cast: ["Iris Lamballe", "Yann Trémeur", "Guy d'Ouessant", "Alix Pen"],
      synopsis: { text: "Un gardien apprend que son phare sera vendu.", source: "Filming places" },
    })
  })

  it("keeps every credit line word for word, with its job and names", () => {
    expect(read(catalogue).films[0]?.credits).toEqual([
      { line: "Réalisé par Maud Kerleau & Jean Ster", job: "Réalisation", names: ["Maud Kerleau", "Jean Ster"] },
      { line: "Assistant réalisateur : Paul Huelgoat", job: "Assistant réalisateur", names: ["Paul Huelgoat"] },
      {
        line: "Scénario de Maud Kerleau & Lou Penhoat d'après le roman éponyme d'Anne Le Goff",
        job: "Scénario",
        names: ["Maud Kerleau", "Lou Penhoat"],
      },
      { line: "Photographie d'Émile Roz", job: "Photographie", names: ["Émile Roz"] },
      { line: "Décors de Lou Penhoat & Anne Ster", job: "Décors", names: ["Lou Penhoat", "Anne Ster"] },
      { line: "Direction artistique d'Olga Brest", job: "Direction artistique", names: ["Olga Brest"] },
      {
        line: expect.stringMatching(/^Avec Iris Lamballe, .*Alix Pen/),
        job: "Cast",
        names: ["Iris Lamballe", "Yann Trémeur", "Guy d'Ouessant", "Alix Pen"],
      },
    ])
  })

  it("leaves a lost title null: neither a decade, nor the places before, nor the genre line", () => {
    expect(read(catalogue).films.map(({ title }) => title)).toEqual(["LE PHARE... ET APRÈS !", "L'ÎLE", null])
    expect(read(catalogue.replace("Les années 1970\n", "")).films[2]?.title).toBeNull()
  })

  it("reads awards by body, year and category, on the label's line or under it", () => {
    const [first, second] = read(catalogue).films

    expect(first?.awards.map(({ body, year, category }) => [body, year, category])).toEqual([
      ["César", 1977, "Meilleure photographie"],
      ["César", 1977, "meilleurs costumes"],
    ])
    expect(second?.awards.map(({ body, year, category }) => [body, year, category])).toEqual([
      ["César", 1978, "Meilleur espoir féminin"],
      ["Festival de Brest", 1965, "Prix du Jury œcuménique - Forum du cinéma"],
    ])
  })

  it("reads shooting places with the document's department", () => {
    const { films } = read(catalogue)

    expect(films[0]?.places.map(({ name, department }) => [name, department])).toEqual([
      ["Le Conquet", "29"],
      ["Plouguerneau", "29"],
      ["Brest", "29"],
    ])
    expect(films[2]?.places.map(({ name }) => name)).toEqual(["Saint-Pol de Léon", "Le Conquet"])
  })

  it("reads the same catalogue as HTML", () => {
    const { films } = read(load("two-films.html"))

    expect(films.map(({ title, year, directors }) => [title, year, directors])).toEqual([
      ["Le phare", 1963, ["Maud Kerleau"]],
      [null, 1964, ["Jean Ster"]],
    ])
    expect(films[0]?.places).toEqual([
      { name: "Le Conquet", department: "29", text: "Lieux de tournage : Le Conquet." },
    ])
    expect(films[0]?.synopsis?.text).toBe("Un gardien apprend que son phare sera vendu.")
  })

  it("reads windows-1252", () => {
    const bytes = Uint8Array.from(Buffer.from(catalogue.replace("œcu", "oecu"), "latin1"))

    expect(read(bytes).films[0]?.title).toBe("LE PHARE... ET APRÈS !")
  })

  it("recognises such a catalogue by its content only", () => {
    expect(filmingPlaces.recognises?.(documentOf(catalogue))).toBe(true)
    expect(filmingPlaces.recognises?.(documentOf("1971, France, Comédie\nUne année calme."))).toBe(false)
  })

  it.each([
    ["inside the last film", catalogue.slice(0, catalogue.indexOf("Avec Yann"))],
    ["inside its places", catalogue.slice(0, catalogue.lastIndexOf("onquet"))],
  ])("I2 a catalogue cut off %s concludes nothing", (_, text) => {
    expect(failure(text).where).toMatch(/cut off inside the film at line 5\d/)
  })

  it.each([
    ["an empty page", " ", "shape_changed"],
    ["another page", "Les films du mois\nUne sélection de la rédaction.", "shape_changed"],
    ["a login page", "<html><body><h1>Connexion</h1><input type=password></body></html>", "refused"],
  ])("I2 %s is no catalogue", (_, text, fault) => {
    expect(failure(text).fault).toBe(fault)
  })

  it("keeps the readable films and lists the others, up to a fifth", () => {
    const good = "1971, France, Drame\nRéalisé par Jean Ster\nLieux de tournage : Brest.\n"
    const bad = "1972, France, Drame\nDurée 1 h\nLieux de tournage : Brest.\n"

    const { films, rejected } = read(good.repeat(4) + bad)

    expect([films.length, rejected]).toEqual([4, [{ place: "line 13", reason: "neither a title nor a director" }]])
    expect(failure(good.repeat(3) + bad).where).toBe("1 of 4 films unreadable, the first at line 10")
  })

  it.each([
    ["five million <", "<".repeat(5_000_000)],
    [
      "an endless award",
      `1971, France, Drame\nRéalisé par A B\nPrix : ${"César 1994 : meilleur, ".repeat(100_000)}\nLieux de tournage : A.`,
    ],
    ["an endless line of names", `1971, France, Drame\nRéalisé par ${"A & ".repeat(500_000)}\nLieux de tournage : A.`],
  ])("reads or refuses %s in less than 5 s", (_, text) => {
    const document = documentOf(text)
    const parse = () => {
      try {
        filmingPlaces.parse(document, targetOf())
      } catch (error) {
        expect(error).toBeInstanceOf(SourceError)
      }
    }

    expect(cpuMs(parse)).toBeLessThan(5_000)
  })
})

const seed = shared("seeds/002_3ff94d5aa1b82737.txt")
describe.runIf(seed !== null)("filming-places on the recorded catalogue (../shared/seeds)", () => {
  const { films } = seed ? read(seed) : { films: [] }

  it("reads fourteen films, eight of which lost their title, in seventeen communes", () => {
    const communes = new Set(films.flatMap(({ places }) => places.map(({ name }) => foldPlace(name))))

    expect(films).toHaveLength(14)
    expect(films.filter(({ title }) => title === null)).toHaveLength(8)
    expect(films.every(({ directors, year, cast }) => directors.length > 0 && year !== null && cast !== null)).toBe(
      true,
    )
    expect(communes.size).toBe(17)
    expect(films.every(({ places }) => places.every(({ department }) => department === "62"))).toBe(true)
  })

  it("loses no credit line and no name in one", () => {
    const wanted = (seed ?? "")
      .split("\n")
      .filter(
        (line) =>
          /^Avec \p{Lu}/u.test(line) ||
          (/^(?:Réalisé par|[\p{Lu}][\p{L} ]+ (?:de |d')\p{Lu}|Assistant réal)/u.test(line) && line.length < 120),
      )
    const read = films.flatMap(({ credits }) => credits)

    expect(read.map(({ line }) => line).sort()).toEqual(wanted.filter((line) => !/^Festival/u.test(line)).sort())
    expect(read.filter(({ names }) => names === null)).toEqual([])
  })

  it("reads its awards", () => {
    expect(films.flatMap(({ awards }) => awards.map(({ body, year }) => `${body} ${year}`)).sort()).toEqual([
      "César 1994",
      "César 1994",
      "César 1996",
      "César 2010",
      "César 2011",
      "César 2011",
      "César 2011",
      "Festival de Berlin 1996",
      "Festival de Berlin 2020",
      "Festival de Berlin 2020",
      "Magritte 2015",
      "Magritte 2015",
      "Magritte 2015",
    ])
  })
})

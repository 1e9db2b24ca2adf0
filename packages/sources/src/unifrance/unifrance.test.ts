import type { FilmRef } from "@vigie/core"
import { NetError } from "@vigie/net"
import { describe, expect, it } from "vitest"
import { lookUp } from "../look-up.ts"
import { SourceError } from "../source.ts"
import { cpuMs, documentOf, fixture, netOfPages, shared, targetOf } from "../testing.ts"
import { unifrance } from "./index.ts"

const read = (content: string | Uint8Array, over = {}, target = {}) =>
  unifrance.parse(documentOf(content, over), targetOf(target)).snapshot
const load = (name: string) => fixture(import.meta.url, name)
const failure = (content: string, target = {}): SourceError => {
  try {
    read(content, {}, target)
  } catch (error) {
    if (error instanceof SourceError) return error
    throw error
  }
  throw new Error("it was read")
}
const rows = load("rows-in-four-shapes.html")

describe("unifrance rows", () => {
  it("reads tables by their column names, in any order, hidden rows and logos included", () => {
    const { sightings, coverage, rejected } = read(rows)

    expect(coverage).toEqual({ claims: "complete" })
    expect(rejected).toEqual([])
    expect(
      sightings.map((each) => [
        each.provider,
        each.kind,
        each.monetization,
        each.terms.map((term) => [term.quality, term.price?.amountMinor ?? null]),
      ]),
    ).toEqual([
      ["Ciné Rive", "vod", "rent", [["hd", 299]]],
      ["Ciné Rive", "vod", "rent", [["uhd", 399]]],
      ["Salle Noire", "vod", "buy", [["hd", 999]]],
      ["Abonné+", "vod", "subscription", [[null, null]]],
      ["Libre Écran", "vod", "ads", [["sd", 0]]],
      ["Médiathèque", "vod", null, [["sd", 450]]],
      [
        "Télé Ouest",
        "replay",
        "free",
        [
          ["sd", null],
          ["hd", null],
        ],
      ],
    ])
  })

  it("names the film, its territory and the words read on each sighting", () => {
    const [first] = read(rows, {}, { territory: "BE" }).sightings

    expect(first).toMatchObject({
      film: { title: "Le Phare d'Armor", year: 1987, directors: ["Maud Kerleau"], durationMinutes: 98, ids: {} },
      territory: "BE",
      start: { at: null, precision: "unknown", basis: "observed", text: null },
      text: "Logo Ciné Rive | Location | 2,99 € | HD",
      doubts: [],
    })
  })

  it("resolves links against the page and keeps an unknown model with a doubt", () => {
    const { sightings } = read(rows, { url: "https://films.example/film/9/x" })

    expect(sightings[0]?.url).toBe("https://films.example/sortie?vers=cine-rive")
    expect(sightings[4]?.url).toBe("https://libre.example/phare")
    expect(sightings[1]?.url).toBeNull()
    expect(sightings[5]?.doubts).toEqual(['unknown model "Prêt numérique"'])
  })

  it("reads the English page alike", () => {
    const { sightings } = read(load("rows-in-english.html"))

    expect(
      sightings.map((each) => [
        each.kind,
        each.monetization,
        each.terms[0]?.quality,
        each.terms[0]?.price?.amountMinor ?? null,
      ]),
    ).toEqual([
      ["vod", "rent", "hd", 399],
      ["vod", "buy", "uhd", 999],
      ["vod", "subscription", "hd", null],
      ["vod", "ads", "sd", 0],
      ["replay", "free", "sd", null],
    ])
    expect(sightings[0]?.film.title).toBe("The Armor Lighthouse")
    expect(sightings.every((each) => each.doubts.length === 0)).toBe(true)
  })

  it("reads the plain-text form, rows after « Voir tout » included", () => {
    const { sightings } = read(load("rows-in-plain-text.txt"))

    expect(
      sightings.map((each) => `${each.provider} ${each.monetization} ${each.terms[0]?.price?.amountMinor}`),
    ).toEqual(["Ciné Rive rent 299", "Ciné Rive buy 999", "Salle Noire rent 399"])
    expect(sightings[0]?.film.title).toBe("Le Phare d'Armor")
  })

  it("keeps an unreadable price as a doubt and says which", () => {
    const { sightings } = read(load("rows-in-english.html").replace("€3.99", "soon"))

    expect(sightings[0]?.terms[0]?.price).toBeNull()
    expect(sightings[0]?.doubts).toEqual(['unreadable price "soon"'])
  })

  it("fills cells that span rows", () => {
    const { sightings } = read(
      "<table><tr><th>Plateformes</th><th>Modèle</th></tr><tr><td rowspan=2>Ciné Rive</td><td>Location</td></tr><tr><td>Achat</td></tr></table>",
    )

    expect(sightings.map((each) => [each.provider, each.monetization])).toEqual([
      ["Ciné Rive", "rent"],
      ["Ciné Rive", "buy"],
    ])
  })

  it("reads windows-1252 by its declaration", () => {
    const text = load("rows-in-four-shapes.html").replaceAll("Écran", "Écran à l'été")
    const bytes = Uint8Array.from(Buffer.from(text, "latin1"))

    const { sightings } = read(bytes, { contentType: "text/html; charset=windows-1252" })

    expect(sightings[4]?.provider).toBe("Libre Écran à l'été")
  })
})

describe("unifrance answers and non-answers", () => {
  it("I2 a stated « aucun résultat » is a complete answer without rows", () => {
    const snapshot = read(load("no-result.html"))

    expect(snapshot).toMatchObject({ coverage: { claims: "complete" }, sightings: [], rejected: [] })
  })

  it("I2 neither rows nor that statement is a changed shape, with the place", () => {
    const page = load("no-result.html").replace("Désolé, aucun résultat ne correspond à votre recherche.", "")

    expect(failure(page)).toMatchObject({
      fault: "shape_changed",
      where: 'VOD table at line 5: neither rows nor "aucun résultat"',
    })
  })

  it("I2 « aucun résultat » of another part of the page answers nothing about VOD", () => {
    const page = load("no-result.html").replace("<div>Désolé", "<h2>Sorties à l'international</h2><div>Désolé")

    expect(failure(page).fault).toBe("shape_changed")
  })

  it.each([0.2, 0.35, 0.42, 0.5, 0.6])("I2 a page cut off at %d of its length concludes nothing", (part) => {
    const start = rows.indexOf("<table")

    expect(failure(rows.slice(0, start + Math.floor((rows.length - start) * part))).fault).toBe("shape_changed")
  })

  it("I2 a page cut off inside a table says so, in both forms", () => {
    const text = load("rows-in-plain-text.txt")

    expect(failure(rows.slice(0, rows.indexOf("Salle Noire"))).where).toContain("the document ends inside it")
    expect(failure(text.slice(0, text.indexOf("Voir tout"))).where).toContain("the document ends inside it")
    expect(failure(text.slice(0, text.indexOf("9,99"))).where).toContain("the document ends inside it")
  })

  it("I2 a page whose end is missing after its tables is cut off", () => {
    expect(failure(rows.slice(0, rows.indexOf("Générique"))).where).toContain("cut off")
  })

  it.each([
    ["a login page", load("login-page.html"), "refused"],
    [
      "an error page with status 200",
      "<html><head><title>Erreur 500</title></head><body><h1>Erreur 500</h1></body></html>",
      "refused",
    ],
    ["an empty page", "<html><body></body></html>", "shape_changed"],
    ["nothing but spaces", "  \n ", "shape_changed"],
    ["another page", "<html><body><h1>Contacts</h1><p>Écrivez-nous.</p></body></html>", "shape_changed"],
  ])("I2 %s is no answer", (_, page, fault) => {
    expect(failure(page).fault).toBe(fault)
  })

  it("I2 a page whose title and year contradict the target's film is a changed shape", () => {
    const film = { title: "La Digue", originalTitle: null, year: 2003, directors: [], durationMinutes: null, ids: {} }

    expect(failure(rows, { film }).where).toBe(
      'the page is about "Le Phare d\'Armor (1987)", expected "La Digue" (2003)',
    )
    expect(read(rows, {}, { film: { ...film, year: 1988 } }).sightings).toHaveLength(7)
    expect(read(rows, {}, { film: { ...film, title: "Le phare d’Armor, légende" } }).sightings).toHaveLength(7)
  })

  it("keeps the good rows and lists the bad ones, up to a fifth of them", () => {
    const row = "<tr><td>Ciné</td><td>Location</td><td>2,99 €</td></tr>"
    const bad = "<tr><td></td><td>Location</td><td></td></tr>"
    const page = (good: number, broken: number) =>
      `<table><tr><th>Plateformes</th><th>Modèle</th><th>Tarif</th></tr>${row.repeat(good)}${bad.repeat(broken)}</table>`

    const snapshot = read(page(9, 1))

    expect(snapshot.sightings).toHaveLength(9)
    expect(snapshot.rejected).toEqual([
      { place: "VOD table at line 1, row 10", reason: "neither a platform nor a price" },
    ])
    expect(read(page(8, 2)).sightings).toHaveLength(8)
    expect(failure(page(7, 3)).where).toBe("3 of 10 rows unreadable, the first at VOD table at line 1, row 8")
  })
})

describe("unifrance facts", () => {
  const facts = (content: string) => unifrance.facts?.(documentOf(content), targetOf())[0]

  it("reads the rest of the page", () => {
    expect(facts(rows)).toMatchObject({
      title: "Le Phare d'Armor",
      year: 1987,
      form: "feature",
      countries: ["France", "Belgique"],
      genres: ["Drame"],
      synopsis: { text: "Un gardien apprend que son phare sera vendu.", source: "Unifrance" },
      cast: ["Iris Lamballe", "Yann Trémeur"],
      companies: [
        { role: "Production Déléguée", names: ["Films du Ressac", "Mars & Co"] },
        { role: "Distribution France", names: null },
      ],
      credits: [
        { line: "Décors : Lou Penhoat, Anne Ster", job: "Décors", names: ["Lou Penhoat", "Anne Ster"] },
        { line: "Ingénieur du son :", job: "Ingénieur du son", names: null },
        { line: "Scénaristes : Maud Kerleau", job: "Scénaristes", names: ["Maud Kerleau"] },
      ],
      boxOffice: { total: 12345, rows: [] },
      broadcasts: {
        total: 7,
        byCountry: [
          { country: "Canada", count: 4 },
          { country: "Italie", count: 3 },
        ],
      },
      releases: [
        {
          territory: "GB",
          country: "Royaume-Uni",
          distributor: "Lantern",
          buyer: null,
          date: "1988-03-12",
          localTitle: "The Lighthouse",
        },
        { territory: "BE", country: "Belgique", distributor: "Polder", buyer: null, date: "1988-03", localTitle: null },
      ],
    })
  })

  it("a heading with nothing under it is null: a count is not names", () => {
    const read = facts(load("rows-in-plain-text.txt"))

    expect(read).toMatchObject({ cast: null, releases: null, broadcasts: null, boxOffice: null, companies: [] })
    expect(read?.synopsis?.text).toBe("Un gardien apprend que son phare sera vendu.")
  })
})

describe("unifrance in general", () => {
  it("recognises its own pages only", () => {
    expect(unifrance.recognises?.(documentOf(rows))).toBe(true)
    expect(unifrance.recognises?.(documentOf(load("login-page.html")))).toBe(false)
  })

  it("asks for a page by its address or by its number", () => {
    expect(unifrance.request(targetOf({ reference: "14089" }), {}).url).toBe("https://www.unifrance.org/film/14089")
    expect(unifrance.refOf?.({ unifrance: "14089" })).toBe("https://www.unifrance.org/film/14089")
    expect(unifrance.refOf?.({})).toBeNull()
  })

  it.each([
    ["five million <", "<".repeat(5_000_000)],
    ["one long line of cells", `Plateformes | Tarif |\n---|\n${"a|".repeat(1_000_000)}`],
    ["deeply nested elements", "<div>".repeat(500_000)],
    ["a long line of dashes", `a|b\n${"-".repeat(3_000_000)}x`],
    ["a long run of spaces", `${" ".repeat(5_000_000)}x : y`],
  ])("reads or refuses %s in less than 5 s", (_, text) => {
    const document = documentOf(text)

    expect(cpuMs(() => expect(() => unifrance.parse(document, targetOf())).toThrow(SourceError))).toBeLessThan(5_000)
  })
})

describe("finding a film (unifrance)", () => {
  const film: FilmRef = {
    title: "Le Phare d'Armor",
    originalTitle: null,
    year: 1987,
    directors: ["Maud Kerleau"],
    durationMinutes: null,
    ids: {},
  }
  const search = "https://www.unifrance.org/recherche/film?q=Le+Phare+d%27Armor&sort=pertinence&page=1"
  const site = "https://www.unifrance.org/film"
  const results = load("search-results.html")
  const other = rows.replaceAll("Le Phare d'Armor", "Phare").replaceAll("1987", "1961")
  const pages = {
    [`${site}/102/le-phare-d-armor`]: rows,
    [`${site}/101/les-phares-d-armor`]: other,
    [`${site}/103/phare`]: other,
  }
  const look = async (asked: Record<string, string | Error>, over: Partial<FilmRef> = {}) => {
    const net = netOfPages(asked, "text/html")
    const answer = await lookUp({ net, source: unifrance, film: { ...film, ...over }, settings: {}, now: 0 })
    return { asked: net.asked, answer, found: answer.outcome === "found" ? answer.candidates : [] }
  }

  it("reads the pages of the three best films, the wanted title's first, each with year and directors", async () => {
    const { asked, found } = await look({ [search]: results, ...pages })

    expect(asked).toEqual([search, ...Object.keys(pages)])
    expect(found.map(({ reference, film: { title, year } }) => [reference, title, year])).toEqual([
      [`${site}/102/le-phare-d-armor`, "Le Phare d'Armor", 1987],
      [`${site}/101/les-phares-d-armor`, "Phare", 1961],
      [`${site}/103/phare`, "Phare", 1961],
    ])
    expect(found[0]).toMatchObject({
      url: `${site}/102/le-phare-d-armor`,
      film: {
        directors: ["Maud Kerleau"],
        durationMinutes: 98,
        ids: { unifrance: "102" },
        countries: ["France", "Belgique"],
      },
    })
  })

  it("I2 a stated absence of results is an answer, whatever the page offers beside", async () => {
    const nothing = (rest: string) =>
      `<html><body><h1>Recherche</h1>${rest}<p>Désolé, aucun résultat ne correspond à votre recherche.</p></body></html>`

    for (const rest of ["", '<h3><a href="/film/900/le-quai">Le Quai des brumeux</a></h3>'])
      expect((await look({ [search]: nothing(rest) })).answer).toEqual({ outcome: "found", candidates: [] })
  })

  it.each([
    ["a page without films", "<html><body><h1>Recherche</h1></body></html>", "shape_changed"],
    ["a login page", "<html><body><input type=password></body></html>", "refused"],
    ["results that are cut off", results.slice(0, -40), "shape_changed"],
  ])("I2 %s is no answer", async (_, text, kind) => {
    expect((await look({ [search]: text, ...pages })).answer).toMatchObject({ outcome: "failed", kind })
  })

  it("I2 one film page that fails, or is none, fails them all", async () => {
    const failing = (answer: string | Error) => look({ [search]: results, ...pages, [`${site}/103/phare`]: answer })

    expect((await failing(new NetError("timeout", site, "no answer"))).answer).toMatchObject({ kind: "timeout" })
    expect((await failing(rows.slice(0, 1_500))).answer).toMatchObject({ kind: "shape_changed" })
    expect((await failing("<html><body></body></html>")).answer).toMatchObject({ kind: "shape_changed" })
  })

  it("looks by original title where there is no other, and not at all without one", async () => {
    expect(
      (await look({ [search]: results, ...pages }, { title: null, originalTitle: film.title })).found,
    ).toHaveLength(3)
    expect(await look({}, { title: null })).toMatchObject({ asked: [], answer: { outcome: "found", candidates: [] } })
  })
})

const seed = shared("seeds/000_afc77f0da4d82de1.txt")
describe.runIf(seed !== null)("unifrance on the recorded film page (../shared/seeds)", () => {
  it("concludes that there is nowhere to watch it", () => {
    expect(read(seed ?? "")).toMatchObject({ coverage: { claims: "complete" }, sightings: [], rejected: [] })
  })

  it("reads its facts", () => {
    const facts = unifrance.facts?.(documentOf(seed ?? ""), targetOf())[0]
    const names = (job: string) => facts?.credits.find((credit) => credit.job === job)?.names

    expect(facts).toMatchObject({ title: "Les Milles", cast: null, releases: null })
    expect([names("Décors")?.length, names("Costumes")?.length, names("Scénaristes")?.length]).toEqual([2, 2, 2])
    expect(names("Ingénieur du son")).toBeNull()
    expect(facts?.companies.find(({ role }) => role === "Productions Étrangères")?.names).toHaveLength(2)
  })
})

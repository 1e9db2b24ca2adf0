import type { Sighting } from "@vigie/core"
import { NetError } from "@vigie/net"
import { describe, expect, it } from "vitest"
import { readTarget } from "../check-target.ts"
import { lookUp } from "../look-up.ts"
import { cpuMs, documentOf, fixture, netOfPages, shared, targetOf } from "../testing.ts"
import { arte } from "./index.ts"

const page = fixture(import.meta.url, "page-of-films.json")
const zone = fixture(import.meta.url, "zone-page-two.json")
const programme = fixture(import.meta.url, "programme-with-broadcasts.json")
const player = fixture(import.meta.url, "player.json")

const blank = { title: null, originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {} }
const read = (text: string, reference = "") => arte.parse(documentOf(text), targetOf({ reference })).snapshot
const of = (sightings: readonly Sighting[], id: string) => sightings.filter(({ film }) => film.ids.arte === id)
const territories = (sightings: readonly Sighting[]) => sightings.map(({ territory }) => territory)
/** A page of as many films, each changed by `change`. */
const pageOf = (count: number, change: (film: Record<string, unknown>, index: number) => unknown) => {
  const base = JSON.parse(page).zones[2].content.data[0]
  const data = Array.from({ length: count }, (_, index) =>
    change({ ...base, programId: `${200_000 + index}-000-A`, geoblocking: { code: "DE_FR" } }, index),
  )
  return JSON.stringify({ code: "HOME", zones: [{ content: { data } }] })
}

describe("arte, pages of EMAC", () => {
  it("I7 reads a zone that is its code alone", () => {
    const { sightings } = read(pageOf(1, (film) => ({ ...film, geoblocking: "DE_FR" })))

    expect(sightings.map(({ territory, doubts }) => [territory, doubts])).toEqual([
      ["DE", []],
      ["FR", []],
    ])
  })

  it("reads each full programme's window, once though two zones show it, label or not", () => {
    const { sightings, films, rejected } = read(page)

    expect(rejected).toEqual([])
    expect(of(sightings, "100001-000-A")).toMatchObject([
      {
        film: {
          title: "Le Phare des absents",
          year: null,
          directors: [],
          durationMinutes: 103,
          ids: { arte: "100001-000-A" },
        },
        provider: "Arte",
        territory: "DE",
        kind: "replay",
        monetization: "free",
        channel: null,
        start: { at: "2026-08-01T03:00:00Z", precision: "instant", basis: "stated" },
        end: { at: "2026-10-09T03:00:00Z", precision: "instant", basis: "stated" },
        terms: [{ audio: ["fr", "und-x-original", "fr-x-ad"], subtitles: ["fr"] }],
        url: "https://www.arte.tv/fr/videos/100001-000-A/le-phare-des-absents/",
        doubts: [],
      },
      { territory: "FR" },
    ])
    expect(films.map(({ ids, genres }) => [ids.arte, genres])).toEqual([
      ["100001-000-A", ["Cinéma"]],
      ["100002-000-A", []],
      ["100003-000-A", []],
    ])
  })

  it.each(["TRAILER", "TEASER", "CLIP", "EXTRACT", "EXTRAIT", "BONUS", "LIVESTREAM", "MAKING_OF", "EXTERNAL"])(
    "leaves out a %s, by its kind",
    (code) => {
      const kind = pageOf(10, (film, at) => (at === 3 ? { ...film, kind: { code } } : film))

      expect(read(kind).sightings).toHaveLength(18)
      expect(of(read(kind).sightings, "200003-000-A")).toEqual([])
    },
  )

  it("leaves out collections, links, trailers and what is shown live", () => {
    expect(new Set(read(page).sightings.map(({ film }) => film.ids.arte))).toEqual(
      new Set(["100001-000-A", "100002-000-A", "100003-000-A"]),
    )
  })

  it("I7 adds inclusions to a zone's territories, takes exclusions away, doubts what is no territory", () => {
    const wide = of(read(page).sightings, "100002-000-A")

    expect(territories(wide)).toEqual(["FR", "DE", "AT", "BE", "LU", "AD"])
    expect(wide[0]).toMatchObject({
      start: { at: "2026-03-28T04:00:00Z" },
      end: { at: "2026-03-30T03:00:00Z" },
      doubts: ['unknown territory "XX"'],
      url: "https://www.arte.tv/fr/videos/100002-000-A/minuit-a-la-consigne/",
    })
  })

  it.each([
    [{ code: "MARS" }, 'unknown geoblocking zone "MARS"'],
    [null, "no geoblocking zone stated"],
    [{ code: "constructor" }, 'unknown geoblocking zone "constructor"'],
    ["MARS", 'unknown geoblocking zone "MARS"'],
  ])("I7 an unknown or missing zone is nowhere known, and a doubt: %j", (geoblocking, doubt) => {
    const { sightings } = read(pageOf(1, (film) => ({ ...film, geoblocking })))

    expect(sightings).toMatchObject([{ territory: null, doubts: [doubt] }])
  })

  it.each(["ALL", "SAT", "EUR_DE_FR", "EUR_PLUS", "EUR_UK"])("%s is Arte's own list", (code) => {
    const { sightings } = read(pageOf(1, (film) => ({ ...film, geoblocking: { code } })))

    expect(territories(sightings)).toEqual(["FR", "DE", "AT", "BE", "CH", "LI", "LU"])
  })

  it("I1 only a subcategory whose zones can be followed claims to be complete", () => {
    expect(read(page).coverage).toEqual({ claims: "complete" })
    expect(read(page.replace("SUBCATEGORY_FLM", "HOME")).coverage).toEqual({ claims: "none" })
    expect(read(page.replace(/"next": "https[^"]*"/u, '"next": null')).coverage).toEqual({ claims: "none" })
    expect(read(zone).coverage).toEqual({ claims: "none" })
  })

  it.each([
    ["a day there is not", { start: "2026-02-30T03:00:00Z", end: null }, "2026-02-30"],
    ["an end before its start", { start: "2026-03-02T03:00:00Z", end: "2026-03-01T03:00:00Z" }, "is not after start"],
    ["an epoch that cannot be", { start: 0, end: 99_999_999_999_999 }, "0"],
  ])("W7 lists %s with its place, and keeps the others", (_, availability, reason) => {
    const { sightings, rejected } = read(pageOf(10, (film, index) => (index === 4 ? { ...film, availability } : film)))

    expect(sightings).toHaveLength(18)
    expect(rejected).toEqual([
      { place: "zones[0].content.data[4].availability", reason: expect.stringContaining(reason) },
    ])
  })

  it("W7 lists an item that lost its title or its shape", () => {
    const { rejected } = read(
      pageOf(20, (film, index) => (index === 3 ? { ...film, title: " " } : index === 7 ? ["?"] : film)),
    )

    expect(rejected).toEqual([
      { place: "zones[0].content.data[3]", reason: "no title" },
      { place: "zones[0].content.data[7]", reason: expect.stringContaining("expected object") },
    ])
  })

  it("I2 over a fifth of broken items is a changed shape", () => {
    const broken = (index: number) => (film: object, at: number) => (at < index ? { ...film, title: 7 } : film)

    expect(read(pageOf(10, broken(2))).rejected).toHaveLength(2)
    expect(() => read(pageOf(10, broken(3)))).toThrow("3 of 10 rows unreadable, the first at zones[0].content.data[0]")
  })

  it.each([
    [
      "a part that was refused",
      page.replace('"content": null', '"content": "429 - Too Many Requests"'),
      "refused",
      "zones[1].content",
    ],
    [
      "a title that is the refusal",
      page.replace("Un lien", "429 - Too Many Requests"),
      "refused",
      "zones[0].content.data[2].title",
    ],
    [
      "an error in a part",
      page.replace('"content": null', '"error": "503 - Service Unavailable"'),
      "refused",
      "zones[1].error",
    ],
    ["an answer tagged as failed", '{"tag":"Err","value":{}}', "refused", 'tagged "Err"'],
    [
      "a part of another shape",
      page.replace('"content": null', '"content": {"items":[]}'),
      "shape_changed",
      "zones[1].content",
    ],
    ["zones that are all empty", '{"code":"HOME","zones":[{"content":{"data":[]}}]}', "shape_changed", "every zone"],
    ["an empty zone", '{"data":[],"pagination":{"page":1,"pages":1}}', "shape_changed", "the zone is empty"],
    ["other JSON", '{"films":[]}', "shape_changed", "expected a page of zones"],
    ["an empty document", "", "shape_changed", "empty document"],
    ["JSON cut off", page.slice(0, 2_000), "shape_changed", "the document is cut off at line"],
    ["an error page", "<html><title>Erreur 500</title><body>x</body></html>", "refused", "an error page"],
    ["a bomb", `{"zones":${"[".repeat(100_000)}`, "shape_changed", "nested over 200 deep"],
  ])("I2 concludes nothing from %s", (_, text, fault, where) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ fault, where: expect.stringContaining(where) }))
  })

  it("I2 a refusal among a million other words is found without exhausting the stack", () => {
    const words = `${'"404-A",'.repeat(300_000)}"429 - Too Many Requests"`

    expect(() => read(`{"zones":[],"x":[${words}]}`)).toThrow('refused: x[300000] is "429 - Too Many Requests"')
  })

  it("a title that only begins like a refusal is a title", () => {
    expect(read(page.replace("Minuit à la consigne", "404 - Nuit blanche")).sightings).toHaveLength(9)
  })

  it("a zone that says it holds nothing is an answer", () => {
    expect(read('{"data":[],"pagination":{"page":1,"pages":0,"totalCount":0}}').sightings).toEqual([])
  })

  it("reads a raw control character as a space", () => {
    expect(read(page.replace("Minuit à", "Minuit\u0001à")).sightings).toHaveLength(9)
    expect(read(page.replace("Minuit à", "Minuit\u0001à")).films.map(({ title }) => title)).toContain(
      "Minuit à la consigne",
    )
  })

  it("reads a page of 5 MB in less than 5 s", () => {
    const large = pageOf(8_000, (film) => film)

    expect(cpuMs(() => expect(read(large).sightings).toHaveLength(16_000))).toBeLessThan(5_000)
  })
})

describe("arte, pages of one answer", () => {
  const host = "http://127.0.0.1:8080"
  const first = `${host}/api/emac/v4/fr/web/pages/SUBCATEGORY_FLM`
  const more = (id: string) => `${host}/api/emac/v4/fr/web/zones/${id}/content?page=2`
  const check = (net: ReturnType<typeof netOfPages>) =>
    readTarget({
      net,
      source: arte,
      target: targetOf({ reference: "" }),
      settings: { ARTE_URL: first },
      validators: null,
      previousHash: null,
      previousVersion: null,
      now: 0,
    })

  it("asks for every zone's pages one after the other, on the host that answers", async () => {
    const net = netOfPages({
      [first]: page,
      [more("z-3")]: zone,
      [more("z-4")]: zone.replace("100004", "100007").replace("La Nuit", "Le Jour"),
    })

    const reading = await check(net)

    expect(net.asked).toEqual([first, more("z-3"), more("z-4")])
    if (reading.outcome !== "changed") throw new Error(reading.outcome)
    expect(reading.snapshot.coverage).toEqual({ claims: "complete" })
    expect(reading.snapshot.films.map(({ ids }) => ids.arte)).toEqual([
      "100001-000-A",
      "100002-000-A",
      "100003-000-A",
      "100004-000-A",
      "100007-000-A",
    ])
  })

  it.each([
    ["a page that fails", new NetError("timeout", host, "no answer"), "timeout"],
    ["a page refused inside", '{"data":"429 - Too Many Requests"}', "refused"],
    ["a page of another shape", '{"rows":[]}', "shape_changed"],
  ])("I2 %s fails them all", async (_, answer, kind) => {
    const reading = await check(netOfPages({ [first]: page, [more("z-3")]: answer, [more("z-4")]: zone }))

    expect(reading).toMatchObject({ outcome: "failed", kind })
  })
})

describe("arte, through its site", () => {
  it("asks for zones below the path that the site hands the API on with", async () => {
    const site = "https://www.arte.tv/api/rproxy/emac/v4"
    const [first, second] = [`${site}/fr/web/pages/SUBCATEGORY_FLM`, `${site}/fr/web/zones/z-3/content?page=2`]
    const third = `${site}/fr/web/zones/z-4/content?page=2`
    const net = netOfPages({ [first]: page, [second]: zone, [third]: zone })

    await readTarget({
      net,
      source: arte,
      target: targetOf({ reference: "" }),
      settings: { ARTE_URL: first },
      validators: null,
      previousHash: null,
      previousVersion: null,
      now: 0,
    })

    expect(net.asked).toEqual([first, second, third])
  })
})

describe("arte, programmes of OPA v3", () => {
  it("reads rights once, catch-up of a broadcast besides, and every slot of the channel", () => {
    const { coverage, sightings, films } = read(programme)

    expect(coverage).toEqual({ claims: "complete" })
    expect(sightings.map(({ kind, territory, start, end }) => [kind, territory, start.at, end.at])).toEqual([
      ["replay", "DE", "2026-03-10T04:00:00Z", "2026-03-16T22:59:00Z"],
      ["replay", "FR", "2026-03-10T04:00:00Z", "2026-03-16T22:59:00Z"],
      ["replay", "DE", "2025-01-01T04:00:00Z", "2025-01-31T04:00:00Z"],
      ["replay", "FR", "2025-01-01T04:00:00Z", "2025-01-31T04:00:00Z"],
      ["broadcast", "FR", "2026-03-10T19:55:02Z", "2026-03-10T22:01:40Z"],
      ["broadcast", "FR", "2026-03-29T11:42:47Z", "2026-03-29T13:49:25Z"],
    ])
    expect(sightings[5]).toMatchObject({
      provider: "Arte",
      channel: "Arte",
      monetization: "free",
      text: expect.stringContaining("MINOR_REBROADCAST"),
    })
    expect(films).toMatchObject([
      {
        title: "Le Sel des îles",
        originalTitle: "Sal de las islas",
        year: 2013,
        directors: ["Ana Ruiz", "Yann Le Goff"],
        durationMinutes: 127,
        ids: { arte: "100005-000-A" },
        form: "feature",
        countries: ["ES"],
        genres: ["Long métrage"],
        cast: ["Inès Kerbrat"],
      },
    ])
  })

  it("W13 slots stay apart: no id of a programme stands for a broadcast", () => {
    expect(read(programme).sightings.every((sighting) => sighting.programme === undefined)).toBe(true)
  })

  it("I7 the slots are those of the country that their address names", () => {
    const german = programme.replace(
      '"casting"',
      '"links":{"broadcastProgrammings":{"href":"/b?country=DE"}},"casting"',
    )

    expect(territories(read(german).sightings.filter(({ kind }) => kind === "broadcast"))).toEqual(["DE", "DE"])
  })

  it("without the programme's rights takes its full video's, never the trailer's", () => {
    const { programs } = JSON.parse(programme)
    for (const key of ["videoRightsBegin", "videoRightsEnd", "catchupRightsBegin", "catchupRightsEnd"])
      delete programs[0][key]
    programs[0].videos[1].videoRightsEnd = "2026-03-20T22:59:00Z"

    const ends = read(JSON.stringify({ programs })).sightings.filter(({ kind }) => kind === "replay")

    expect(new Set(ends.map(({ end }) => end.at))).toEqual(new Set(["2026-03-20T22:59:00Z", "2025-01-31T04:00:00Z"]))
  })

  it("a withdrawn programme keeps its broadcasts and loses its replay", () => {
    const kinds = read(programme.replace('"deletedAt": null', '"deletedAt": "2026-03-11T00:00:00Z"')).sightings

    expect(kinds.map(({ kind }) => kind)).toEqual(["broadcast", "broadcast"])
  })

  it("leaves out a trailer's own programme, reads a list, and claims nothing of what it leaves out (I1)", () => {
    const { meta, programs } = JSON.parse(programme)
    const trailer = { ...programs[0], programId: "100008-000-A", kind: "TRAILER" }
    const other = { ...programs[0], programId: "100009-000-A" }
    const { coverage, sightings } = read(JSON.stringify({ meta, programs: [programs[0], trailer, other] }))

    expect(coverage).toEqual({ claims: "none" })
    expect(new Set(sightings.map(({ film }) => film.ids.arte))).toEqual(new Set(["100005-000-A", "100009-000-A"]))
  })

  it("W7 a broken slot is listed, the rest is read", () => {
    const { programs } = JSON.parse(programme)
    const other = { ...programs[0], programId: "100009-000-A" }
    const broken = JSON.stringify({ programs: [programs[0], other] }).replace("2026-03-29T11:42", "2026-03-29T31:42")

    const { rejected, sightings } = read(broken)

    expect(sightings).toHaveLength(11)
    expect(rejected).toEqual([
      { place: "programs[0].broadcastProgrammings[1]", reason: expect.stringContaining("T31:42") },
    ])
  })

  it("I2 another programme than the target's is a changed shape", () => {
    expect(() => read(programme, "100001-000-A")).toThrow("programme 100005-000-A, expected 100001-000-A")
  })
})

describe("arte, what makes a film", () => {
  const teaser = (over: object) =>
    read(pageOf(1, (film) => ({ ...film, duration: 5_400, ...over })).replace("HOME", "MOST_RECENT"))
  const genre = (code: string, label: string) => ({ genre: { label, deeplink: `arte://emac/${code}` } })
  const opa = (over: object) => {
    const { programs } = JSON.parse(programme)
    return read(JSON.stringify({ programs: [{ ...programs[0], ...over }] }))
  }
  const none = { category: null, subcategory: null, genrePresse: null }

  it.each([
    ["cinema", genre("CIN", "Filme"), "feature"],
    ["cinema under an hour", { ...genre("CIN", "Cinéma"), duration: 900 }, "short"],
    ["a documentary of an hour and a half", genre("DOR", "Dokus und Reportagen"), "documentary"],
    [
      "a TV film, which shares the category of series",
      { genre: { ...genre("SER", "Séries et fictions").genre, itemLabel: "Téléfilm" } },
      "feature",
    ],
    ["a short documentary, or a report", { ...genre("DOR", "Dokus und Reportagen"), duration: 3_100 }, null],
    ["a concert", genre("ARTE_CONCERT", "Bühne und Konzert"), null],
    ["a magazine of cinema, counted by its id", { ...genre("CIN", "Cinéma"), programId: "120086-105-A" }, null],
    ["an episode that says so", { ...genre("CIN", "Cinéma"), episodeInfo: { season: 1, episode: 3 } }, null],
    ["a series", genre("SER", "Séries et fictions"), null],
    ["no genre at all", { genre: null }, null],
  ])("%s", (_, over, form) => {
    const { films, sightings } = teaser(over)

    expect(sightings).toHaveLength(2)
    expect(films.map((film) => film.form)).toEqual(form === null ? [] : [form])
  })

  it("a genre of its own comes before the page's", () => {
    const [own, none] = [{ genre: { label: "Magazine" } }, { genre: null }].map((over) =>
      read(pageOf(1, (film) => ({ ...film, ...over })).replace("HOME", "SUBCATEGORY_FLM")),
    )

    expect(own?.films).toEqual([])
    expect(none?.films).toHaveLength(1)
  })

  it.each([
    ["long films", {}, "feature"],
    ["short films", { subcategory: { code: "CMG" }, genrePresse: null }, "short"],
    ["a short film in words", { ...none, genrePresse: "Kurzfilm" }, "short"],
    ["a TV film", { category: { code: "SER" }, subcategory: { code: "FIC" }, genrePresse: "Fernsehfilm" }, "feature"],
    ["a documentary film", { ...none, genrePresse: "Dokumentarfilm" }, "documentary"],
    ["a long documentary", { ...none, category: { code: "DOR" }, genrePresse: "Dokumentation" }, "documentary"],
    ["a magazine of cinema", { subcategory: { code: "ACC" }, genrePresse: "Magazin" }, null],
    ["an episode", { season: 1, episode: 2 }, null],
    ["nothing stated", none, null],
  ])("OPA, %s", (_, over, form) => {
    const { films, sightings } = opa(over)

    expect(sightings).toHaveLength(6)
    expect(films.map((film) => film.form)).toEqual(form === null ? [] : [form])
  })
})

describe("arte, a film's own programme", () => {
  const film = {
    title: "L'Échelle du vent",
    originalTitle: null,
    year: 2013,
    directors: [],
    durationMinutes: 90,
    ids: {},
  }
  const own = (url: string, text: string, reference: string, settings = {}) =>
    readTarget({
      net: netOfPages({ [url]: text }),
      source: arte,
      target: targetOf({ reference, film }),
      settings,
      validators: null,
      previousHash: null,
      previousVersion: null,
      now: 0,
    })
  const emac = "https://www.arte.tv/api/rproxy/emac/v4/fr/web/programs/100001-000-A"
  const opa = "https://api.arte.tv/api/opa/v3/programs/fr/100005-000-A"
  const credits = [
    { code: "REA", values: ["Ana Ruiz ", "Yann Le Goff"] },
    { code: "ACT", values: ["Inès Kerbrat"] },
    { code: "PRODUCTION_YEAR", values: ["2013"] },
    { code: "COUNTRY", values: ["France"] },
    { code: "PRD", values: null },
  ]

  it("by its id the player's configuration, by an address of OPA that", async () => {
    const [byId, byAddress] = [
      await own("http://a/100006-000-A", player, "100006-000-A", { ARTE_PLAYER_URL: "http://a/" }),
      await own(opa, programme, opa),
    ]

    expect(byId).toMatchObject({ outcome: "changed", snapshot: { coverage: { claims: "complete" } } })
    expect(byAddress).toMatchObject({ outcome: "changed", snapshot: { coverage: { claims: "complete" } } })
    if (byId.outcome !== "changed" || byAddress.outcome !== "changed") throw new Error("failed")
    expect(byId.snapshot.sightings.map(({ film: { ids } }) => ids.arte)).toEqual(Array(3).fill("100006-000-A"))
    expect(byAddress.snapshot.sightings).toHaveLength(6)
  })

  it("its own page states year, directors and cast; what else it shows is left out", async () => {
    const data = JSON.parse(page)
    Object.assign(data.zones[3].content.data[0], { credits, genre: data.zones[0].content.data[0].genre })

    const reading = await own(emac, JSON.stringify(data), emac)

    if (reading.outcome !== "changed") throw new Error(reading.outcome)
    expect(reading.snapshot.coverage).toEqual({ claims: "complete" })
    expect(territories(reading.snapshot.sightings)).toEqual(["DE", "FR"])
    expect(reading.snapshot.films).toMatchObject([
      {
        title: "Le Phare des absents",
        year: 2013,
        directors: ["Ana Ruiz", "Yann Le Goff"],
        cast: ["Inès Kerbrat"],
        countries: ["France"],
        ids: { arte: "100001-000-A" },
      },
    ])
  })

  it("is looked up by its id on its own page, and by nothing else", async () => {
    const data = JSON.parse(page)
    Object.assign(data.zones[3].content.data[0], { credits, genre: data.zones[0].content.data[0].genre })
    const settings = { ARTE_PROGRAMMES_URL: "http://a/programs/" }
    const net = netOfPages({ "http://a/programs/100001-000-A": JSON.stringify(data) })
    const film = { ...blank, title: "Le Phare des absents" }
    const asking = { net, source: arte, settings, now: 0 }

    const known = await lookUp({ ...asking, film: { ...film, ids: { arte: "100001-000-A" } } })

    expect(known).toMatchObject({
      outcome: "found",
      candidates: [{ reference: "100001-000-A", film: { year: 2013, directors: ["Ana Ruiz", "Yann Le Goff"] } }],
    })
    expect(await lookUp({ ...asking, film })).toEqual({ outcome: "found", candidates: [] })
    expect(await lookUp({ ...asking, film: { ...film, ids: { arte: "100009-000-A" } } })).toMatchObject({
      outcome: "failed",
    })
  })

  it("I2 another programme's answer is a changed shape", async () => {
    const other = emac.replace("100001", "100008")

    expect(await own(other, page, other)).toMatchObject({ outcome: "failed", kind: "shape_changed" })
    expect(await own(opa, programme.replaceAll("100005", "100007"), opa)).toMatchObject({ kind: "shape_changed" })
    expect(await own("http://a/100001-000-A", player, "100001-000-A", { ARTE_PLAYER_URL: "http://a/" })).toMatchObject({
      kind: "shape_changed",
    })
  })

  it("I1 a page that shows it without a window claims nothing", async () => {
    const upcoming = page.replaceAll(/"availability": \{[^}]*\}/gu, '"availability": null')

    expect(await own(emac, upcoming, emac)).toMatchObject({
      outcome: "changed",
      snapshot: { coverage: { claims: "none" }, sightings: [] },
    })
  })
})

describe("arte, the player's configuration", () => {
  it("reads its rights on both sides of the end of summer time, quality and languages", () => {
    const { coverage, sightings } = read(player)

    expect(coverage).toEqual({ claims: "complete" })
    expect(territories(sightings)).toEqual(["DE", "FR", "BE"])
    expect(sightings[0]).toMatchObject({
      film: { title: "L'Échelle du vent", durationMinutes: 90, ids: { arte: "100006-000-A" } },
      start: { at: "2026-10-20T03:00:00Z" },
      end: { at: "2026-11-20T04:00:00Z" },
      terms: [{ quality: "hd", audio: ["fr"], subtitles: ["fr"] }],
    })
  })

  it("I1 a live stream is no window, and says nothing of the replay", () => {
    const live = read(player.replace('"live": false', '"live": true'))

    expect(live).toMatchObject({ coverage: { claims: "none" }, sightings: [], films: [] })
  })

  it("I2 an error without rights is a refusal, no rights at all a changed shape", () => {
    const bare = player.replace(/"rights": \{[^}]*\}/u, '"rights": null')

    expect(() => read(bare)).toThrow("data.attributes.rights: expected begin and end")
    expect(() => read(bare.replace('"error": null', '"error": {"code":"ERROR_GEOLOCATION"}'))).toThrow(
      'refused: the player answers "ERROR_GEOLOCATION"',
    )
    expect(() => read(player.replace("2026-11-20", "2026-11-31"))).toThrow("1 of 1 rows unreadable")
  })

  it("is asked for by a programme's id or its page; another address is asked as it is", () => {
    const url = (reference: string, settings = {}) => arte.request(targetOf({ reference }), settings).url

    expect(url("100006-000-A")).toBe("https://api.arte.tv/api/player/v2/config/fr/100006-000-A")
    expect(
      url("https://www.arte.tv/fr/videos/100006-000-A/l-echelle-du-vent/", { ARTE_PLAYER_URL: "http://a/b/" }),
    ).toBe("http://a/b/100006-000-A")
    expect(url("https://api.arte.tv/api/opa/v3/programs/fr/100006-000-A")).toBe(
      "https://api.arte.tv/api/opa/v3/programs/fr/100006-000-A",
    )
    expect(url("")).toBe("https://api.arte.tv/api/emac/v4/fr/web/pages/SUBCATEGORY_FLM")
    expect([arte.refOf?.({ arte: "100006-000-A" }), arte.refOf?.({ arte: "RC-1" }), arte.refOf?.({})]).toEqual([
      "100006-000-A",
      null,
      null,
    ])
  })
})

describe("arte, what it recognises", () => {
  it("its four forms and nothing else", () => {
    const recognises = (text: string) => arte.recognises?.(documentOf(text))

    expect([page, zone, programme, player].map(recognises)).toEqual([true, true, true, true])
    expect(["<html></html>", "a;b\n1;2\n", "", '{"items":[]}'].map(recognises)).toEqual([false, false, false, false])
  })
})

const recorded = (name: string) => shared(`recorded/arte/${name}.json`)
const home = recorded("artetv_home-api.trimmed")

describe.runIf(home !== null)("arte, recorded (../shared/recorded/arte)", () => {
  // Counted by hand: programmes in full, and sightings: two for DE_FR, seven for a wide zone.
  it.each([
    [
      "artetv_home-api.trimmed",
      6,
      27,
      0,
      ["Two Lovers", "Recherche Susan désespérément", "Lioness", "Les coulisses du pouvoir"],
    ],
    ["arte_video_list1", 5, 30, 0, ["Ein süßer Fratz"]],
    ["arte_video_details_first_several_minors_geo_defr", 1, 2, 3, ["Detective Dee und der Fluch des Seeungeheuers"]],
    // The first of a series of short films.
    ["arte_video_details_first_with_catchuprights_past_geo_sat", 1, 14, 1, []],
    ["artetv_player-api", 0, 0, 0, []],
  ])("%s: %i programmes, %i replays, %i broadcasts, none rejected", (name, programmes, replays, broadcasts, titles) => {
    const { films, sightings, rejected } = read(recorded(name) ?? "")

    expect(rejected).toEqual([])
    expect(new Set(sightings.map(({ film }) => film.ids.arte)).size).toBe(programmes)
    expect(films.map(({ title }) => title)).toEqual(titles)
    expect(sightings.filter(({ kind }) => kind === "replay")).toHaveLength(replays)
    expect(sightings.filter(({ kind }) => kind === "broadcast")).toHaveLength(broadcasts)
  })

  /** One of the files is not strictly JSON: a control character stands in it. */
  const strictly = (text: string) => JSON.parse(text.replace(/\p{Cc}/gu, " "))

  it("keeps the times of OPA and of a list to the second, those of the broadcasts too", () => {
    for (const name of ["several_minors_geo_defr", "with_catchuprights_past_geo_sat"]) {
      const text = recorded(`arte_video_details_first_${name}`) ?? ""
      const [{ videoRightsBegin, videoRightsEnd, broadcastProgrammings }] = strictly(text).programs
      const { sightings } = read(text)
      const times = (kind: string) =>
        sightings.flatMap((one) => (one.kind === kind ? [[one.start.at, one.end.at]] : []))

      expect(times("replay")).toContainEqual([videoRightsBegin, videoRightsEnd])
      expect(times("broadcast")).toEqual(
        broadcastProgrammings.map((slot: Record<string, string>) => [slot.broadcastBegin, slot.broadcastEnd]),
      )
    }
    const list = recorded("arte_video_list1") ?? ""
    for (const { programId, availability } of JSON.parse(list).value.zones[0].content.data)
      for (const { start, end } of of(read(list).sightings, programId))
        expect([start.at, end.at]).toEqual([availability.start, availability.end])
  })

  it("keeps the machine's times to the second, and DE_FR in DE and FR only", () => {
    const items = JSON.parse(home ?? "").zones.flatMap((each: { content: { data: unknown[] } }) => each.content.data)
    const shows = items.filter((item: { kind: { code: string } }) => item.kind.code === "SHOW")
    const { sightings } = read(home ?? "")

    for (const { programId, availability, geoblocking } of shows) {
      const found = of(sightings, programId)
      for (const { start, end } of found) expect([start.at, end.at]).toEqual([availability.start, availability.end])
      if (geoblocking.code === "DE_FR") expect(territories(found)).toEqual(["DE", "FR"])
      else expect(found).toHaveLength(7)
    }
  })
})

if (home === null)
  describe("arte, recorded", () => {
    it.skip("not run: ../shared/recorded/arte is not there", () => {})
  })

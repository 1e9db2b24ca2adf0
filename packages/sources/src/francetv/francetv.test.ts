import type { Snapshot } from "@vigie/core"
import { NetError } from "@vigie/net"
import { describe, expect, it } from "vitest"
import { readTarget } from "../check-target.ts"
import { SourceError } from "../source.ts"
import { cpuMs, documentOf, fixture, netOfPages, shared, targetOf } from "../testing.ts"
import { francetv } from "./index.ts"

const us = fixture(import.meta.url, "rights-us-dates.csv")
const iso = fixture(import.meta.url, "rights-iso-dates.csv")
const page = fixture(import.meta.url, "gateway-page.json")
const read = (text: string | Uint8Array, zone = "Europe/Paris") =>
  francetv.parse(documentOf(text), targetOf({ zone })).snapshot

/** A table of titles and rights, read in Paris. */
const tableOf = (rows: readonly string[]) => `titre,date_debut_droits,date_fin_droits\n${rows.join("\n")}\n`

describe("francetv, the table of rights", () => {
  it("reads US dates in the target's zone, winter and summer, through typos in the header", () => {
    const { coverage, sightings, films, rejected } = read(us)

    expect({ coverage, rejected }).toEqual({ coverage: { claims: "complete" }, rejected: [] })
    expect(sightings).toMatchObject([
      {
        film: {
          title: "Le Phare des absents",
          year: 2019,
          directors: ["Inès Kerbrat"],
          ids: { francetv: "9000001" },
        },
        provider: "France.tv",
        territory: "FR",
        kind: "replay",
        monetization: "free",
        start: { at: "2026-03-20T05:00:00Z", precision: "minute", basis: "stated", text: "3/20/26 6:00" },
        end: { at: "2026-08-31T21:59:00Z", precision: "minute", basis: "stated", text: "8/31/26 23:59" },
        url: "https://www.france.tv/films/9000001-le-phare-des-absents.html",
        text: "9000001 | Le Phare des absents | 2019 | Inès Kerbrat | 3/20/26 6:00 | 8/31/26 23:59",
      },
      // Summer time ends between the two, on 25 October 2026.
      {
        film: { year: null, directors: [] },
        start: { at: "2026-10-24T10:00:00Z" },
        end: { at: "2026-10-26T11:00:00Z" },
      },
      { film: { title: "Les Deux Rives, la suite" }, end: { at: null, basis: "observed", text: null } },
    ])
    expect(films[0]).toMatchObject({
      countries: ["Royaume-Uni de Grande-Bretagne et d'Irlande du Nord", "France"],
      cast: ["Maëlle", "Yann Le Goff"],
      synopsis: { text: 'Un gardien attend. "Qui vient ?"', source: "France.tv" },
      companies: [{ role: "Production", names: ["Brume Films", "Ciel"] }],
      credits: [{ line: "Inès Kerbrat, Ana Ruiz", job: "Scénario", names: ["Inès Kerbrat", "Ana Ruiz"] }],
      place: "line 2",
    })
  })

  it.each([
    ["8/1/26 12:00 AM", "8/31/26 11:59 PM", "2026-07-31T22:00:00Z", "2026-08-31T21:59:00Z"],
    ["08/01/2026 12:30:00 PM", "08/31/2026 1:05:10 p.m.", "2026-08-01T10:30:00Z", "2026-08-31T11:05:10Z"],
    ["01/08/2026 à 00:00", "31/08/2026 à 23h59", "2026-07-31T22:00:00Z", "2026-08-31T21:59:00Z"],
    ["01-08-2026", "31-08-2026", "2026-07-31T22:00:00Z", "2026-08-31T22:00:00Z"],
    ["2026/08/01 10:00", "2026/08/31 10:00", "2026-08-01T08:00:00Z", "2026-08-31T08:00:00Z"],
    ["20260801", "20260831", "2026-07-31T22:00:00Z", "2026-08-31T22:00:00Z"],
    ["2026-08-01 10:00:00 UTC", "2026-08-31 10:00:00.5 GMT", "2026-08-01T10:00:00Z", "2026-08-31T10:00:00.5Z"],
    ["2026-08-01 10:00:00 +0200", "2026-08-31 10:00:00 +02:00", "2026-08-01T08:00:00Z", "2026-08-31T08:00:00Z"],
  ])("I6 reads %j to %j as other exports write them", (start, end, from, to) => {
    const [sighting] = read(tableOf([`Été,${start},${end}`])).sightings

    expect([sighting?.start.at, sighting?.end.at]).toEqual([from, to])
    expect([sighting?.start.text, sighting?.end.text]).toEqual([start, end])
  })

  it("takes no year of two digits for a day: it refuses 26-08-31", () => {
    expect(() => read(tableOf(["Été,26-08-01,26-08-31"]))).toThrow('"26-08-01" is no date')
  })

  it.each([
    ["letters swapped", "tirte,date_debut_driots,date_fin_driots"],
    ["another order and case", "Titre ,Date Début Droits,DATE_FIN_DROITS"],
    ["a spreadsheet's first line", "sep=,\r\ntitre,date_debut_droits,date_fin_droits"],
    ["empty lines", "\uFEFF\r\n\r\ntitre,date_debut_droits,date_fin_droits"],
  ])("reads a header with %s, in any delimiter", (_, header) => {
    const text = `${header}\r\nÉté,2026-08-01,2026-08-31\r\n,,\r\n`

    for (const mark of [",", ";", "\t"]) {
      const { sightings, rejected } = read(text.replaceAll(",", mark))
      expect([sightings.map(({ film }) => film.title), rejected]).toEqual([["Été"], []])
    }
  })

  it("reads a title's HTML as text", () => {
    const titles = ["L&#039;&eacute;t&#xE9; &amp; moi", "Rives<br/>d'ici", "AT&T &inconnu; &#xFFFFFF;"]
    const { sightings, films } = read(tableOf(titles.map((title) => `${title},2026-08-01,2026-08-31`)))

    expect(sightings.map(({ film }) => film.title)).toEqual(["L'été & moi", "Rives d'ici", "AT&T &inconnu; \uFFFD"])
    expect(films.map(({ title }) => title)).toEqual(sightings.map(({ film }) => film.title))
  })

  it("I6 the same instants from ISO dates in UTC, to the second", () => {
    const [local] = read(us).sightings
    const [utc] = read(iso, "UTC").sightings

    expect([utc?.start.at, utc?.end.at]).toEqual([local?.start.at, local?.end.at])
    expect(utc?.start.precision).toBe("instant")
  })

  it("reads day-first dates where only they make sense, and a date-only end as its last day (I6)", () => {
    const rows = (start: string, end: string) => `titre,date_debut_droits,date_fin_droits\nA,${start},${end}\n`

    expect(read(rows("02/03/2026 06:00", "31/03/2026 23:59:59")).sightings[0]).toMatchObject({
      start: { at: "2026-03-02T05:00:00Z" },
      end: { at: "2026-03-31T21:59:59Z", precision: "instant" },
    })
    expect(read(rows("2026-07-01", "2026-07-06")).sightings[0]).toMatchObject({
      start: { at: "2026-06-30T22:00:00Z", precision: "day" },
      end: { at: "2026-07-06T22:00:00Z", precision: "day" },
    })
  })

  it.each([
    // On 29 March 2026 clocks go from 2:00 to 3:00, on 25 October from 3:00 to 2:00.
    ["3/29/26 1:59", "2026-03-29T00:59:00Z"],
    ["3/29/26 3:00", "2026-03-29T01:00:00Z"],
    ["3/29/26", "2026-03-29T22:00:00Z"],
    ["10/25/26 1:59", "2026-10-24T23:59:00Z"],
    ["10/25/26 3:00", "2026-10-25T02:00:00Z"],
    ["10/24/26", "2026-10-24T22:00:00Z"],
    ["10/25/26", "2026-10-25T23:00:00Z"],
  ])("I6 rights that end on the night the clocks change: %s in Paris is %s", (end, at) => {
    const rows = `titre;date_debut_droits;date_fin_droits\nA;1/31/26 6:00;${end}\n`

    expect(read(rows).sightings[0]).toMatchObject({ start: { at: "2026-01-31T05:00:00Z" }, end: { at } })
  })

  it("reads windows-1252 as it reads UTF-8", () => {
    const latin = Uint8Array.from(iso, (letter) => letter.codePointAt(0) ?? 0)

    expect(read(latin, "UTC")).toEqual(read(iso, "UTC"))
  })

  const header = "con_id;titre;directeur;date_debut_droits;date_fin_droits\n"
  const good = (count: number) =>
    Array.from({ length: count }, (_, id) => `${id};Film ${id};A B;2026-01-01 06:00;2026-02-01 06:00\n`).join("")
  it.each([
    ["a day there is not", "7;X;Y;2026-02-31 06:00;2026-03-01 06:00", "2026-02-31"],
    ["an end before its start", "7;X;Y;2026-03-02 06:00;2026-03-01 06:00", "is not after start"],
    ["an epoch that cannot be", "7;X;Y;99999999999;2026-03-01 06:00", "cannot be"],
    ["a cell too few", "7;X;2026-02-01 06:00;2026-03-01 06:00", "4 cells, expected 5"],
    ["a director in another charset", "7;X;In\uFFFDs;2026-02-01 06:00;2026-03-01 06:00", "unreadable characters"],
    ["no title", "7;NULL;Y;2026-02-01 06:00;2026-03-01 06:00", "no title"],
    ["a year for a day", "7;X;Y;2026;2026-03-01 06:00", "names no day"],
    ["no date at all", "7;X;Y;;NULL", "neither a start nor an end"],
  ])("W7 lists a row with %s, and keeps the others", (_, row, reason) => {
    const { sightings, rejected } = read(`${header}${good(9)}${row}\n`)

    expect(sightings).toHaveLength(9)
    expect(rejected).toEqual([{ place: "line 11", reason: expect.stringContaining(reason) }])
  })

  it("I2 over a fifth of broken rows is a changed shape", () => {
    const broken = "7;X;Y;soon;later\n"

    expect(read(header + good(8) + broken.repeat(2)).rejected).toHaveLength(2)
    expect(() => read(header + good(7) + broken.repeat(2))).toThrow("2 of 9 rows unreadable, the first at line 9")
  })

  it.each([
    ["an empty document", "", "neither JSON nor a table"],
    ["blank lines", " \n\n", "neither JSON nor a table"],
    ["a header without rows", header, "no rows"],
    ["a header without its dates", "con_id;titre;directeur\n1;A;B\n", "neither JSON nor a table"],
    ["another format", "<html><body><h1>Films</h1></body></html>", "neither JSON nor a table"],
    ["a table cut off inside quotes", us.slice(0, us.indexOf("Qui vient")), "cut off"],
    ["a table cut off inside a row", header + good(3).slice(0, -20), "cut off: it ends inside the row at line 4"],
  ])("I2 concludes nothing from %s", (_, text, where) => {
    expect(() => read(text)).toThrow(SourceError)
    expect(() => read(text)).toThrow(where)
  })

  it("I2 tells a failure page from a changed shape", () => {
    expect(() => read("<html><title>503 Service unavailable</title><body>x</body></html>")).toThrow("refused")
  })
})

describe("francetv, the gateway", () => {
  it("reads every exploitation window, with ids, people, running time and page", () => {
    const { sightings, films, rejected } = read(page)

    expect(rejected).toEqual([])
    expect(sightings.map(({ start, end }) => [start.at, end.at, start.precision])).toEqual([
      ["2026-03-20T20:05:00Z", "2026-04-20T19:05:00Z", "instant"],
      ["2026-09-01T06:00:00Z", "2026-09-30T21:59:59Z", "instant"],
      ["2026-03-05T22:00:00Z", null, "instant"],
      ["2026-03-03T19:50:00Z", "2026-03-10T23:00:00Z", "minute"],
    ])
    expect(sightings[0]).toMatchObject({
      film: {
        title: "Le Phare des absents",
        year: 2019,
        directors: ["Inès Kerbrat"],
        durationMinutes: 93,
        ids: { francetv: "5b1f0c2a-0000-4000-8000-000000000001", imdb: "tt9876543", allocine: "987654" },
      },
      provider: "France.tv",
      terms: [{ audio: ["fr", "fr-x-ad"] }],
      url: "https://www.france.tv/films/9000001-le-phare-des-absents.html",
    })
    expect(sightings[2]).toMatchObject({
      film: { durationMinutes: 52, ids: { francetv: "5b1f0c2a-0000-4000-8000-000000000002" } },
      url: "https://www.france.tv/films/9000002-minuit-a-la-consigne.html",
    })
    expect(films).toHaveLength(3)
    expect(films[0]).toMatchObject({ genres: ["drame"], cast: ["Maëlle", "Yann Le Goff"] })
  })

  it("takes a slot's name for no title", () => {
    expect(read(page).sightings[3]).toMatchObject({
      film: { title: null, year: 2004, directors: ["Paul Morvan"] },
      doubts: ['the title names a broadcast: "Émission du mardi 3 mars 2026"'],
    })
  })

  it("lists a broken window and a broken video with their places, and keeps the rest", () => {
    const videos: unknown[] = Array.from({ length: 12 }, (_, index) => ({
      id: index,
      title: `Film ${index}`,
      platforms: { ftv: { exploitation_windows: [{ start: "2026-01-01T00:00:00Z", end: "2026-02-01T00:00:00Z" }] } },
    }))
    videos[3] = { id: 3, title: "Film 3" }
    videos[5] = {
      id: 5,
      title: "Film 5",
      platforms: { ftv: { exploitation_windows: [{ start: "2026-02-30T00:00:00Z", end: null }] } },
    }

    const { sightings, rejected } = read(JSON.stringify(videos))

    expect(sightings).toHaveLength(10)
    expect(rejected).toEqual([
      { place: "videos[3]", reason: expect.stringContaining("platforms") },
      { place: "videos[5].platforms.ftv.exploitation_windows[0]", reason: expect.stringContaining("2026-02-30") },
    ])
  })

  it("reads past a raw control character, and names the place of what it cannot read", () => {
    expect(read(page.replace("Un gardien", "Un\ngardien")).sightings).toHaveLength(4)
    expect(() => read(page.replace('"tags": [', '"tags": [[[,'))).toThrow(/no JSON at line \d+/)
  })

  it.each([
    ["a first page without videos", "[]", "shape_changed", "empty"],
    ["a stated error", '{"error":{"message":"internal"}}', "refused", 'the gateway answers "internal"'],
    ["more videos than a page has", `[${"[],".repeat(20_000)}1]`, "shape_changed", "20001 videos on one page"],
    ["other JSON", '{"films":[]}', "shape_changed", "no list of videos"],
    ["JSON cut off", page.slice(0, 900), "shape_changed", "the document is cut off at line"],
    ["a bomb", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "shape_changed", "nested over 200 deep"],
    [
      "videos of another shape",
      '[{"id":1},{"id":2}]',
      "shape_changed",
      "2 of 2 rows unreadable, the first at videos[0]",
    ],
  ])("I2 concludes nothing from %s", (_, text, fault, where) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ fault, where: expect.stringContaining(where) }))
  })

  it("reads a page of 5 MB in less than 5 s", () => {
    const [video] = JSON.parse(page)
    const many = JSON.stringify(Array.from({ length: 5_000 }, (_, id) => ({ ...video, id })))

    expect(cpuMs(() => read(many))).toBeLessThan(5_000)
  })
})

describe("francetv, pages of one answer", () => {
  const address = "https://gateway.example/v1/videos?per_page=3"
  const videos = (first: number, count: number) =>
    JSON.stringify(
      Array.from({ length: count }, (_, index) => ({
        id: first + index,
        title: `Film ${first + index}`,
        platforms: { ftv: { exploitation_windows: [{ start: "2026-01-01T00:00:00Z", end: null }] } },
      })),
    )
  const check = (net: ReturnType<typeof netOfPages>, url = address) =>
    readTarget({
      net,
      source: francetv,
      target: targetOf({ reference: "" }),
      settings: { FRANCETV_URL: url },
      validators: null,
      previousHash: null,
      previousVersion: null,
      now: 0,
    })

  const read = async (net: ReturnType<typeof netOfPages>, url = address) => {
    const reading = await check(net, url)
    if (reading.outcome !== "changed") throw new Error(JSON.stringify(reading))
    return reading.snapshot
  }
  const ids = ({ sightings }: Snapshot) => sightings.map(({ film }) => Number(film.ids.francetv))

  it("asks for the next page as long as one is full, from the address of the setting", async () => {
    const net = netOfPages({
      [address]: videos(1, 3),
      [`${address}&page=1`]: videos(1, 3),
      [`${address}&page=2`]: videos(4, 3),
      [`${address}&page=3`]: videos(7, 1),
    })

    const snapshot = await read(net)

    expect(net.asked).toHaveLength(4)
    expect(ids(snapshot)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(snapshot.films).toHaveLength(7)
    expect(snapshot.coverage).toEqual({ claims: "complete" })
  })

  it("I1 misses no page where their numbers begin at 0", async () => {
    const net = netOfPages({
      [address]: videos(1, 3),
      [`${address}&page=1`]: videos(4, 3),
      [`${address}&page=2`]: videos(7, 1),
    })

    expect(ids(await read(net))).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it("asks for no other page than one that is not full", async () => {
    const net = netOfPages({ [address]: videos(1, 2) })

    expect(ids(await read(net))).toEqual([1, 2])
  })

  it("I1 takes twenty, the gateway's own number, for no end: it may give no more at once", async () => {
    const large = "https://gateway.example/v1/videos?per_page=100"
    const net = netOfPages({
      [large]: videos(1, 20),
      [`${large}&page=1`]: videos(1, 20),
      [`${large}&page=2`]: videos(21, 4),
    })

    expect(ids(await read(net, large))).toHaveLength(24)
  })

  const wrapped = (rows: string, rest: object) => JSON.stringify({ ...rest, items: JSON.parse(rows) })
  it.each([
    ["an address", { next: "/v1/videos?after=b" }, "https://gateway.example/v1/videos?after=b"],
    ["a link", { links: { next: { href: "?after=b" } } }, "https://gateway.example/v1/videos?after=b"],
    ["a cursor", { cursor: "b" }, `${address}&cursor=b`],
    ["the next cursor", { next_cursor: "b", cursor: "a" }, `${address}&cursor=b`],
  ])("follows %s that the answer gives, whatever its pages hold", async (_, rest, second) => {
    const net = netOfPages({ [address]: wrapped(videos(1, 2), rest), [second]: wrapped(videos(3, 3), { next: null }) })

    expect(ids(await read(net))).toEqual([1, 2, 3, 4, 5])
  })

  it("an empty page after full ones is the end", async () => {
    const net = netOfPages({
      [address]: videos(1, 3),
      [`${address}&page=1`]: videos(1, 3),
      [`${address}&page=2`]: "[]",
    })

    expect(ids(await read(net))).toEqual([1, 2, 3])
  })

  it("I2 one failed page fails them all", async () => {
    const reading = await check(
      netOfPages({
        [address]: videos(1, 3),
        [`${address}&page=1`]: videos(1, 3),
        [`${address}&page=2`]: new NetError("status", address, "HTTP 500", { status: 500 }),
      }),
    )

    expect(reading).toMatchObject({ outcome: "failed", kind: "status" })
  })

  it("I2 a page that is given again is a changed shape, not an endless answer", async () => {
    const same = Object.fromEntries(["", "&page=1", "&page=2"].map((page) => [address + page, videos(1, 3)]))

    const reading = await check(netOfPages(same))

    expect(reading).toMatchObject({ outcome: "failed", kind: "shape_changed" })
    expect(reading).toMatchObject({ message: expect.stringContaining("page 3 begins with the same video") })
  })

  it("I2 over 200 pages is no answer", async () => {
    let page = 0
    const net = netOfPages({})
    const get: typeof net.get = ({ url }, options) => {
      page += 1
      return netOfPages({ [url]: videos(page * 10, 3) }).get({ url }, options)
    }

    expect(await check({ get, asked: [] })).toMatchObject({ outcome: "failed", kind: "too_many_pages" })
    expect(page).toBe(200)
  })
})

describe("francetv, what it recognises", () => {
  it("its two forms, and neither a page nor another table", () => {
    const recognises = (text: string) => francetv.recognises?.(documentOf(text))

    expect([us, iso, page].map(recognises)).toEqual([true, true, true])
    expect(["<html></html>", "a;b\n1;2\n", "", '{"zones":[]}'].map(recognises)).toEqual([false, false, false, false])
  })
})

const first = shared("recorded/francetv/france_tv.2025-02-17.csv")
const second = shared("recorded/francetv/france_tv.2025-07-02.csv")

describe.runIf(first !== null && second !== null)("francetv, recorded (../shared/recorded/francetv)", () => {
  const winter = () => read(first ?? "", "Europe/Paris")
  const summer = () => read(second ?? "", "UTC")

  it("gives 35 and 22 windows, none rejected, each with start, end, id and page", () => {
    for (const [snapshot, count] of [[winter(), 35] as const, [summer(), 22] as const]) {
      expect(snapshot.sightings).toHaveLength(count)
      expect(snapshot.rejected).toEqual([])
      for (const { start, end, film, url } of snapshot.sightings)
        expect([start.at, end.at, film.ids.francetv, url].every((value) => typeof value === "string")).toBe(true)
    }
  })

  it("gives the same instants wherever both hold a film", () => {
    const times = (snapshot: ReturnType<typeof read>) =>
      new Map(snapshot.sightings.map(({ film, start, end }) => [film.ids.francetv, [start.at, end.at]]))
    const [before, after] = [times(winter()), times(summer())]
    const both = [...before.keys()].filter((id) => after.has(id))

    expect(both).toHaveLength(3)
    for (const id of both) expect(after.get(id)).toEqual(before.get(id))
  })
})

if (first === null)
  describe("francetv, recorded", () => {
    it.skip("not run: ../shared/recorded/francetv is not there", () => {})
  })

import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { describe, expect, it, onTestFinished } from "vitest"
import { SourceError } from "../source.ts"
import { cpuMs, documentOf, fixture, shared, targetOf } from "../testing.ts"
import { nightWithWords, guideOf as repeated } from "./__fixtures__/large-guide.ts"
import { textChunks } from "./chunks.ts"
import { xmltv } from "./index.ts"

const packed = (text: string | Uint8Array) => documentOf(gzipSync(text), { text: "" })
const read = (content: string | Uint8Array) => xmltv.parse(documentOf(content), targetOf()).snapshot
const readPacked = (text: string | Uint8Array) => xmltv.parse(packed(text), targetOf()).snapshot
const night = fixture(import.meta.url, "night-of-the-clock-change.xml")

/** A guide of one channel with `count` films in a row; `rowOf` may break some. */
function guideOf(count: number, rowOf: (row: string, index: number) => string = (row) => row): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const [day, hour] = [String(1 + Math.floor(index / 12)).padStart(2, "0"), (index % 12) * 2]
    const time = (at: number) => `202606${day}${String(at).padStart(2, "0")}`
    const row = `<programme start="${time(hour)}0000" stop="${time(hour + 1)}5900" channel="a"><title>Film ${index}</title><category>film</category></programme>`
    return rowOf(row, index)
  })
  return `<tv><channel id="a"><display-name>Chaîne A</display-name></channel>\n${rows.join("\n")}\n</tv>`
}

describe("xmltv, as other guides write it", () => {
  it.each([
    ["20260601200000 +0200", "2026-06-01T18:00:00Z"],
    ["20260601200000 +02:00", "2026-06-01T18:00:00Z"],
    ["20260601200000 +02", "2026-06-01T18:00:00Z"],
    ["202606012000 CEST", "2026-06-01T18:00:00Z"],
    ["20260601200000", "2026-06-01T20:00:00Z"],
    ["20260601T200000Z", "2026-06-01T20:00:00Z"],
    ["2026-06-01T20:00:00+02:00", "2026-06-01T18:00:00Z"],
    ["2026-06-01 20:00", "2026-06-01T20:00:00Z"],
  ])("I6 %s is %s", (start, at) => {
    const [sighting] = read(guideOf(1, (row) => row.replace(/start="\d+" stop="\d+"/u, `start="${start}"`))).sightings

    expect(sighting?.start.at).toBe(at)
  })

  it.each(["20260601200000 EST", "20260601240000", "2026060120", "1780336800", "2026-06-31T20:00:00Z"])(
    "refuses %s, with its line",
    (start) => {
      const broken = guideOf(10, (row, index) => (index === 4 ? row.replace(/start="\d+"/u, `start="${start}"`) : row))

      expect(read(broken).rejected).toMatchObject([{ place: "line 6" }])
    },
  )

  it.each([
    ["UTF-16", Buffer.from(`\uFEFF${guideOf(1)}`, "utf16le")],
    ["ISO-8859-1", Buffer.from(`<?xml version='1.0' encoding='ISO-8859-1'?>\n${guideOf(1)}`, "latin1")],
    ["UTF-8 with a BOM and a document type", `\uFEFF<!DOCTYPE tv SYSTEM "xmltv.dtd">\n${guideOf(1)}`],
  ])("reads %s, plain and gzip", (_, content) => {
    const bytes = Buffer.from(content)

    expect(read(bytes).sightings.map(({ channel }) => channel)).toEqual(["Chaîne A"])
    expect(readPacked(bytes).sightings.map(({ channel }) => channel)).toEqual(["Chaîne A"])
  })

  it("calls a channel by its name, not by its number on a remote control", () => {
    const named = (names: readonly string[]) =>
      guideOf(1).replace(
        "<display-name>Chaîne A</display-name>",
        names.map((name) => `<display-name>${name}</display-name>`).join(""),
      )
    const channelOf = (names: readonly string[]) => read(named(names)).sightings[0]?.channel

    expect(channelOf(["2", "France 2", "FR2"])).toBe("France 2")
    expect(channelOf(["France 2", "2"])).toBe("France 2")
    expect(channelOf(["", "6", "06"])).toBe("6")
  })
})

describe("xmltv", () => {
  it("reads films by channel, with slot, year, credits and terms, and no television film", () => {
    const { sightings, rejected, films } = read(night)

    expect(rejected).toEqual([])
    expect(films).toEqual([])
    expect(sightings.map(({ film, channel }) => `${channel}: ${film.title}`)).toEqual([
      "Brume TV: Le Phare des absents",
      "Brume TV: Minuit à la consigne",
      "Canal du Port: Quai étroit & mer haute",
    ])
    expect(sightings[0]).toEqual({
      film: {
        title: "Le Phare des absents",
        originalTitle: "The Lighthouse of the Absent",
        year: 2019,
        directors: ["Ana Belmont"],
        durationMinutes: 91,
        ids: { imdb: "tt0000001" },
      },
      provider: "Brume TV",
      territory: "FR",
      kind: "broadcast",
      monetization: null,
      channel: "Brume TV",
      start: { at: "2026-10-24T21:05:00Z", precision: "minute", basis: "stated", text: "20261024230500 +0200" },
      end: { at: "2026-10-24T22:40:00Z", precision: "minute", basis: "stated", text: "20261025004000 +0200" },
      terms: [{ quality: "hd", price: null, audio: [], subtitles: ["fr"] }],
      url: null,
      text: "Brume TV | Le Phare des absents | film : drame | 2019 | premiere",
      doubts: [],
    })
  })

  it("I6 reads each time by its own offset, over the night the clocks change", () => {
    const [, second] = read(night).sightings

    expect(second?.start.at).toBe("2026-10-24T22:40:00Z")
    expect(second?.end.at).toBe("2026-10-25T01:30:00Z")
  })

  it("I6 takes a time without an offset as UTC, whatever the target's zone", () => {
    const { sightings } = read(fixture(import.meta.url, "without-offset.xml"))

    expect(sightings.map(({ start, end }) => [start.at, end.at])).toEqual([
      ["2026-07-01T19:00:00Z", "2026-07-01T20:50:00Z"],
      ["2026-07-01T20:50:00Z", null],
    ])
  })

  it("finds a channel's name after its programmes, and doubts an id that has none", () => {
    const { sightings } = read(fixture(import.meta.url, "without-offset.xml"))

    expect(sightings.map(({ provider, doubts }) => [provider, doubts])).toEqual([
      ["Tardive", []],
      ["nameless.example", ['channel "nameless.example" has no name in the guide', "no end stated"]],
    ])
  })

  it("says premiere and shown before in words, and doubts both at once and a year that is none", () => {
    const [, both, adventure] = read(night).sightings

    expect(both?.text).toContain("premiere: inédit en clair | previously-shown")
    expect(both?.doubts).toEqual(["stated both as a premiere and as shown before"])
    expect(both?.film.durationMinutes).toBe(120)
    expect(adventure?.film.year).toBeNull()
    expect(adventure?.doubts).toEqual(['unreadable year "vers 1960"'])
  })

  it("I1 claims the period and the channels that the guide fills without a hole", () => {
    expect(read(night).coverage).toEqual({
      claims: "period",
      from: "2026-10-24T21:05:00Z",
      to: "2026-10-25T05:00:00Z",
      channels: ["Brume TV", "Canal du Port"],
    })
  })

  it("I1 claims nothing of a channel that ends earlier, nor past a hole", () => {
    const other = `<channel id="b"><display-name>B</display-name></channel><programme start="20260601000000" stop="20260601020000" channel="b"><title>B</title><category>jeu</category></programme>`
    const holed = guideOf(24, (row, index) => (index > 14 && index < 20 ? "" : row)).replace("</tv>", `${other}</tv>`)

    expect(read(holed).coverage).toEqual({
      claims: "period",
      from: "2026-06-01T00:00:00Z",
      to: "2026-06-02T05:59:00Z",
      channels: ["Chaîne A"],
    })
  })

  it("I1 says nothing of what follows a guide that ends in the middle of a day", () => {
    const until = (count: number) => read(guideOf(count)).coverage

    expect(until(7)).toMatchObject({ from: "2026-06-01T00:00:00Z", to: "2026-06-01T13:59:00Z" })
    const open = guideOf(7, (row, index) => (index === 6 ? row.replace(/ stop="\d+"/u, "") : row))
    expect(read(open).coverage).toMatchObject({ to: "2026-06-01T12:00:00Z" })
  })

  it("I1 claims nothing by a name that two channels bear, one of them with a shorter guide", () => {
    const two = (name: string) =>
      guideOf(12).replace(
        "</tv>",
        `<channel id="b"><display-name>${name}</display-name></channel><programme start="20260601000000" stop="20260601015900" channel="b"><title>B</title><category>jeu</category></programme></tv>`,
      )

    expect(read(two("Chaîne B")).coverage).toMatchObject({ channels: ["Chaîne A"] })
    expect(read(two("Chaîne A")).coverage).toEqual({ claims: "none" })
  })

  it("I6 reads each time by its own offset, over the night in spring too", () => {
    const spring = night.replaceAll("20261024", "20260328").replaceAll("20261025", "20260329")
    const [first] = read(
      spring
        .replace('stop="20260329004000 +0200"', 'stop="20260329034000 +0200"')
        .replaceAll('start="20260328230500 +0200"', 'start="20260328230500 +0100"'),
    ).sightings

    expect([first?.start.at, first?.end.at]).toEqual(["2026-03-28T22:05:00Z", "2026-03-29T01:40:00Z"])
  })

  it("takes no television film, whatever else its category says", () => {
    const both = night.replace(
      '<category lang="fr">Film</category>',
      "<category>film</category><category>Téléfilm</category>",
    )

    expect(read(both).sightings.map(({ film }) => film.title)).toEqual([
      "Le Phare des absents",
      "Quai étroit & mer haute",
    ])
  })

  it("gives each film once with its credits as facts, naming who says so", () => {
    const facts = xmltv.facts?.(
      documentOf(night.replace("</tv>", `${night.match(/<programme[\s\S]*?<\/programme>/u)}</tv>`)),
      targetOf(),
    )

    expect(facts?.map(({ title }) => title)).toEqual([
      "Le Phare des absents",
      "Minuit à la consigne",
      "Quai étroit & mer haute",
    ])
    expect(facts?.[0]).toMatchObject({
      aliases: ["The Lighthouse of the Absent"],
      genres: ["film : drame"],
      countries: ["France"],
      cast: ["Paul Rive"],
      credits: [
        { line: "director: Ana Belmont", job: "director", names: ["Ana Belmont"] },
        { line: "writer: Ana Belmont", job: "writer", names: ["Ana Belmont"] },
      ],
      synopsis: { text: "Un gardien attend un bateau qui ne vient pas.", source: "Guide du Port" },
    })
  })

  it("reads gzip as it reads the text itself", () => {
    expect(readPacked(night)).toEqual(read(night))
  })

  it("asks for the target's guide, else for the one set, else for its own", () => {
    const url = (reference: string, settings = {}) => xmltv.request(targetOf({ reference }), settings).url

    expect(url("https://guide.example/tv.xml", { XMLTV_URL: "https://other.example" })).toBe(
      "https://guide.example/tv.xml",
    )
    expect(url("", { XMLTV_URL: "https://other.example/" })).toBe("https://other.example/")
    expect(url("")).toBe("https://xmltvfr.fr/xmltv/xmltv_tnt.xml.gz")
  })

  it("recognises a guide by its content", () => {
    expect(xmltv.recognises?.(documentOf(night))).toBe(true)
    expect(xmltv.recognises?.(documentOf("<html><p>the <tv> show"))).toBe(false)
  })
})

describe("what no guide can be concluded from (xmltv, I2)", () => {
  const cases: [string, string | Uint8Array, RegExp][] = [
    ["an empty document", "", /no guide|root element/u],
    ["a guide without programmes", fixture(import.meta.url, "no-programme.xml"), /no <programme>/u],
    ["a guide that is cut off", night.slice(0, night.length / 2), /cut off/u],
    ["one that ends between programmes", night.slice(0, night.lastIndexOf("<programme")), /cut off/u],
    ["another format", '{"programmes":[]}', /text data outside|not well-formed/u],
    ["another XML", "<rss><channel/></rss>", /root element <rss>, expected <tv>/u],
    ["a maintenance page", fixture(import.meta.url, "maintenance-page.html"), /^a maintenance page/u],
    ["entities of its own", fixture(import.meta.url, "entities.xml"), /declares entities/u],
    ["elements 100,000 deep", "<tv>".repeat(100_000), /deep/u],
    ["a start tag without an end", `<tv><programme ${"a".repeat(3_000_000)}`, /without an element/u],
    [
      "no categories at all",
      guideOf(10, (row) => row.replace(/<category>.*?<\/category>/u, "")),
      /without a category/u,
    ],
    ["times of another shape", guideOf(10, (row) => row.replaceAll(/"202606/gu, '"26-06-')), /10 of 10 programmes/u],
    ["a closing tag too many", guideOf(3, (row) => row.replace("</title>", "</title></b>")), /not well-formed/u],
  ]
  it.each(cases)("%s", (_, content, where) => {
    const error = fault(() => read(content))

    expect(error).toBeInstanceOf(SourceError)
    expect(error).toMatchObject({ where: expect.stringMatching(where) })
  })

  it("takes a page that says it is no answer as refused", () => {
    expect(fault(() => read(fixture(import.meta.url, "maintenance-page.html")))).toMatchObject({ fault: "refused" })
  })

  it("gzip that is cut off, or none after its first bytes", () => {
    const whole = gzipSync(guideOf(300))

    expect(() => xmltv.parse(documentOf(whole.subarray(0, whole.length / 2), { text: "" }), targetOf())).toThrow(
      SourceError,
    )
    expect(() => xmltv.parse(documentOf(Uint8Array.of(0x1f, 0x8b, 1, 2, 3), { text: "" }), targetOf())).toThrow(
      SourceError,
    )
  })
})

describe("rows that cannot be read (xmltv)", () => {
  const broken: [string, (row: string) => string, RegExp][] = [
    ["a day that does not exist", (row) => row.replace(/start="\d{8}/u, 'start="20260631'), /start: .*no such time/u],
    ["an hour that does not exist", (row) => row.replace(/start="(\d{8})\d\d/u, 'start="$126'), /no such time/u],
    ["a year that cannot be", (row) => row.replace(/start="2026/u, 'start="0026'), /no such time/u],
    ["an unknown zone", (row) => row.replace(/start="(\d+)/u, 'start="$1 XYZ'), /unknown time zone/u],
    ["an end before its start", (row) => row.replace(/stop="2026/u, 'stop="2025'), /is not after start/u],
    ["no start", (row) => row.replace(/start="\d+" /u, ""), /start: no time/u],
    ["no channel", (row) => row.replace('channel="a"', ""), /no channel/u],
    ["no title", (row) => row.replace(/<title>.*<\/title>/u, ""), /no title/u],
    ["a raw control character", (row) => row.replace("Film ", "Film \u0001"), /disallowed character/u],
    ["an entity that is not declared", (row) => row.replace("Film ", "Film &eacute; "), /undefined entity/u],
  ]
  it.each(broken)("%s: the good ones are kept, it is listed with place and reason", (_, breakRow, reason) => {
    const { sightings, rejected } = read(guideOf(50, (row, index) => (index % 10 === 5 ? breakRow(row) : row)))

    expect(sightings).toHaveLength(45)
    expect(rejected.map(({ place }) => place)).toEqual(["line 7", "line 17", "line 27", "line 37", "line 47"])
    for (const each of rejected) expect(each.reason).toMatch(reason)
  })

  it("lists titles that the guide's charset cannot hold", () => {
    const bytes = Buffer.from(
      guideOf(10, (row, index) => row.replace("Film", index === 3 ? "Été" : "Film")),
      "latin1",
    )

    expect(read(bytes).rejected).toEqual([{ place: "line 5", reason: 'unreadable characters in "\uFFFDt\uFFFD 3"' }])
  })

  it("over a fifth of them is a changed shape", () => {
    const cut = (row: string, index: number) => (index % 4 === 0 ? row.replace(/start="\d+"/u, 'start="soon"') : row)

    expect(() => read(guideOf(40, cut))).toThrow("10 of 40 programmes unreadable, the first at line 2")
  })
})

const RECORDED = ["recorded/xmltv/telerama_20221104.slice.xml", "recorded/xmltv/tnt_20260820.slice.xml"]
const recorded = RECORDED.filter((path) => shared(path) !== null)

const reader = fileURLToPath(new URL("./__fixtures__/read-guide.ts", import.meta.url))

describe("a guide of any size (xmltv)", { timeout: 60_000 }, () => {
  const guides: [string, string | null][] = [
    ["the night", null],
    ...recorded.map((path): [string, string] => [path, path]),
  ]
  it.each(guides.flatMap(([name, path]) => ["plain", "gzip"].map((form) => [form, name, path] as const)))(
    "50 MB, %s, of %s repeated: less than 5 s of a processor and 300 MB for the whole process",
    (form, name, path) => {
      const text = path === null ? nightWithWords() : (shared(path) ?? "")
      const guide = repeated(50_000_000, text)
      const file = join(mkdtempSync(join(tmpdir(), "vigie-guide-")), form)
      onTestFinished(() => rmSync(dirname(file), { recursive: true }))
      writeFileSync(file, form === "gzip" ? gzipSync(guide) : guide)

      const took = JSON.parse(execFileSync(process.execPath, [reader, file], { encoding: "utf8" }))

      console.info(`xmltv, 50 MB ${form} of ${name}: ${JSON.stringify(took)}`)
      expect(took.sightings).toBeGreaterThan(6_000)
      expect(took.cpuMs).toBeLessThan(5_000)
      expect(took.megabytes).toBeLessThan(300)
    },
  )

  it("gunzips no more than it may", () => {
    const bytes = gzipSync(guideOf(300))

    expect([...textChunks(bytes, null, 1_000_000)].join("")).toBe(guideOf(300))
    expect(() => [...textChunks(bytes, null, 20_000)]).toThrow("more than 20000 bytes after decompression")
  })

  const bombs: [string, () => string | Uint8Array, RegExp][] = [
    ["nothing but zeros", () => new Uint8Array(300_000_000), /not well-formed/u],
    ["one text without an end", () => `<tv><programme><title>${"a".repeat(100_000_000)}`, /without an element/u],
    ["empty elements without end", () => `<tv>${"<a/>".repeat(10_000_000)}`, /more than 4000000 elements/u],
    [
      "programmes without end",
      () => `<tv>${'<programme channel="a"/>'.repeat(2_000_000)}`,
      /more than 400000 programmes/u,
    ],
  ]
  it.each(bombs)("gzip that grows a thousandfold is refused in time: %s", (_, content, where) => {
    const document = packed(content())

    const ms = cpuMs(() => {
      expect(fault(() => xmltv.parse(document, targetOf()))).toMatchObject({ where: expect.stringMatching(where) })
    })

    expect(ms).toBeLessThan(5_000)
  })
})

describe.runIf(recorded.length > 0)("the recorded slices (../shared/recorded/xmltv)", () => {
  it("hold 12 and 4 films, as counted by hand", () => {
    const found = RECORDED.map((path) => read(shared(path) ?? ""))

    expect(found.map(({ sightings }) => sightings.length)).toEqual([12, 4])
    expect(found.map(({ rejected }) => rejected)).toEqual([[], []])
    expect(found.map(({ coverage }) => coverage.claims)).toEqual(["period", "period"])
  })

  it("state their slots with an offset and without", () => {
    const [first, second] = RECORDED.map((path) => read(shared(path) ?? "").sightings)

    expect(first?.find(({ film }) => film.title === "Dune")).toMatchObject({
      channel: "Canal+",
      film: { year: 2021, directors: ["Denis Villeneuve"], durationMinutes: 151 },
      start: { at: "2022-11-04T08:40:00Z" },
      end: { at: "2022-11-04T11:11:00Z" },
    })
    expect(second?.find(({ channel }) => channel === "France 4")).toMatchObject({
      start: { at: "2026-08-20T19:00:00Z" },
      end: { at: "2026-08-20T20:25:00Z" },
    })
  })
})
if (recorded.length === 0)
  describe("the recorded slices (xmltv)", () => {
    it.skip("not run: ../shared/recorded/xmltv is not there", () => undefined)
  })

function fault(work: () => unknown): unknown {
  try {
    work()
    return null
  } catch (error) {
    return error
  }
}

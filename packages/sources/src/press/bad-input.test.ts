import { describe, expect, it } from "vitest"
import { parseDocument } from "../parse-document.ts"
import { SourceError } from "../source.ts"
import { cpuMs, documentOf, targetOf } from "../testing.ts"
import { readLine, saidBy } from "./__fixtures__/read-lines.ts"
import { press } from "./index.ts"

const published = Date.parse("2024-03-01T11:00:00Z")
const target = targetOf({ publishedAt: published })
const line = "À voir sur Arte.tv jusqu’au 6 août 2024 : « La Halte »."
const windows1252 = (text: string) =>
  Uint8Array.from(text, (letter) =>
    letter === "’" ? 0x92 : letter === "«" ? 0xab : letter === "»" ? 0xbb : letter.charCodeAt(0),
  )
const page = (body: string, head = "") => `<!doctype html><html><head>${head}</head><body>${body}</body></html>`
const endsOf = (document: Parameters<typeof press.parse>[0]) =>
  press.parse(document, target).snapshot.sightings.map(({ film, end }) => [film.title, end.at])

describe("an article in another charset", () => {
  const read = [["La Halte", "2024-08-06T22:00:00Z"]]

  it.each([
    [
      "windows-1252, declared by the server",
      documentOf(windows1252(line), { contentType: "text/html; charset=windows-1252" }),
    ],
    [
      "windows-1252, declared in the page",
      documentOf(windows1252(page(`<p>${line}</p>`, "<meta charset=windows-1252>"))),
    ],
    ["windows-1252, not declared", documentOf(windows1252(page(`<p>${line}</p>`)))],
    ["UTF-8 with a BOM", documentOf(new TextEncoder().encode(`\uFEFF${line}`))],
    ["decomposed letters", documentOf(line.normalize("NFD"))],
  ])("is read: %s", (_, document) => {
    expect(endsOf(document)).toEqual(read)
  })

  it.each([
    ["windows-1252 declared as UTF-8", documentOf(windows1252(line), { contentType: "text/html; charset=utf-8" })],
    ["UTF-8 declared as windows-1252", documentOf(line, { contentType: "text/html; charset=windows-1252" })],
  ])("I2 gives no wrong day where its letters are damaged: %s", (_, document) => {
    const { sightings } = press.parse(document, target).snapshot

    expect(sightings.flatMap(({ start, end }) => [start.at, end.at]).filter((at) => at !== null)).toEqual([])
  })
})

describe("an article that is none (I2)", () => {
  it.each([
    ["empty", ""],
    ["spaces", " \n\t\r\n "],
    ["control characters", "\u0001\u0002\u0007\u001B[31m"],
    ["JSON", '{"error":"not found"}'],
    ["a table cut off", `Article\n\nFilm | Jusqu'au\n--- | ---\nLa Halte | 6 juillet`],
    ["cut off in its middle", `<html><body><p>${line}</p><p>Et encore`],
    ["100,000 nested elements", `<html><body>${"<div>".repeat(100_000)}${line}`],
  ])("%s is refused", (_, text) => {
    expect(() => press.parse(documentOf(text), target)).toThrow(SourceError)
  })

  it("control characters between words hide no day", () => {
    const [sighting] = readLine("À voir sur Arte.tv\u0007 jusqu'au\u000B6 juillet\u001F 2024.", {})

    expect(sighting?.end.at).toBe("2024-07-06T22:00:00Z")
  })
})

describe("days that cannot be", () => {
  it.each([
    ["À voir sur Arte.tv jusqu'au 30 février.", "no such day"],
    ["À voir sur Arte.tv jusqu'au 31 avril 2024.", "no such day"],
    ["À voir sur Arte.tv jusqu'au 31/11/2024.", "no such day"],
    ["À voir sur Arte.tv jusqu'au 05/13/2024.", "no such day"],
    ["« La Halte », mardi 30 février à 20h55 sur Arte", "no such day"],
    ["« La Halte », jeudi 5 mars à 20h55 sur Arte", "the weekday contradicts"],
    ["« La Halte », jeudi 5 à 20h55 sur Arte", "no such day"],
    ["La Halte quitte Netflix le 32 mars.", "no such day"],
  ])("%s has no day, and a doubt", (text, doubt) => {
    const [sighting] = readLine(text, { publishedAt: published })

    expect([sighting?.start.at ?? null, sighting?.end.at ?? null]).toEqual([null, null])
    expect(sighting?.doubts.join()).toContain(doubt)
  })

  it.each([
    ["« La Halte » est disponible sur Arte.tv du 30 juin au 3 juin 2024.", "2024-06-29T22:00:00Z"],
    ["« La Halte » est disponible sur Arte.tv dès le 5 mai et jusqu'au 3 mai.", "2024-05-04T22:00:00Z"],
  ])("%s It ends before it starts: no end, and a doubt", (text, start) => {
    const [sighting] = readLine(text, { publishedAt: published })

    expect(sighting?.end.at).toBeNull()
    expect(sighting?.doubts.join()).toContain("ends before it starts")
    expect(sighting?.start.at).toBe(start)
  })

  it.each(["6 fevirer", "6 f\uFFFDvrier", "6 de l'an prochain"])(
    "a day without a month that can be read is none: %s",
    (day) => {
      const said = readLine(`« La Halte », à voir sur Arte.tv jusqu'au ${day}.`, { publishedAt: published })

      expect(said.flatMap(({ start, end }) => [start.at, end.at]).filter((at) => at !== null)).toEqual([])
    },
  )

  it.each(["mardi", "demain", "le 12", "jusqu'au 6 juillet", "encore trois jours", "jusqu'à la fin du mois"])(
    "I6 without a publication date nothing is guessed: %s",
    (words) => {
      const said = readLine(`« La Halte », à voir sur Arte.tv ${words}.`, {})

      expect(said.flatMap(({ start, end }) => [start.at, end.at]).filter((at) => at !== null)).toEqual([])
      expect(said.flatMap(({ doubts }) => doubts)).not.toEqual([])
    },
  )
})

describe("days of a zone (I6)", () => {
  it.each([
    ["the day summer time begins", "Europe/Paris", "31 mars", "2024-03-31T22:00:00Z"],
    ["the day summer time ends", "Europe/Paris", "27 octobre", "2024-10-27T23:00:00Z"],
    ["Guadeloupe", "America/Guadeloupe", "31 mars", "2024-04-01T04:00:00Z"],
    ["Réunion", "Indian/Reunion", "31 mars", "2024-03-31T20:00:00Z"],
    ["Canada", "America/Toronto", "10 mars", "2024-03-11T04:00:00Z"],
  ])("an end is the first instant after its last day: %s", (_, zone, day, at) => {
    const [sighting] = readLine(`« La Halte » est à voir sur Arte.tv jusqu'au ${day} 2024.`, { zone })

    expect(sighting?.end).toMatchObject({ at, precision: "day" })
    expect(sighting && saidBy(sighting, zone).end?.slice(8)).toBe(day.slice(0, 2))
  })

  it("an hour that summer time leaves out is the next that exists", () => {
    const [sighting] = readLine("« La Halte », dans la nuit du 30 au 31 mars 2024 à 2h30 sur Arte", {})

    expect(sighting?.start).toMatchObject({ at: "2024-03-31T01:30:00Z", precision: "minute" })
  })
})

describe("bombs", () => {
  const DAYS = Array.from(
    { length: 12_000 },
    (_, index) =>
      `Le film ${index} est à voir sur Arte.tv jusqu'au ${(index % 28) + 1}/0${(index % 9) + 1}/20${10 + (index % 80)}.`,
  )

  it.each([
    ["thousands of days in as many sentences", DAYS.join(" ")],
    ["thousands of days in as many lines", DAYS.join("\n")],
    ["thousands of days in one line of 5 MB", "le 5 mars 2024, ".repeat(320_000)],
    ["5 MB without a stop", "jusqu'au ".repeat(560_000)],
    ["5 MB of departures without a day", "La Halte quitte Netflix et ".repeat(190_000)],
    [
      "short lines of departures",
      "La Halte quitte Netflix et disparaît du catalogue, retiré ou supprimé\n".repeat(30_000),
    ],
    ["ranges that never end", `${"du 3 au du 3 au ".repeat(110)}.\n`.repeat(300)],
    ["5 MB of figures", "1".repeat(5_000_000)],
    ["lines of figures", `${"12 ".repeat(600)}\n`.repeat(600)],
    ["lines of quotation marks", `${"« A ".repeat(400)}\n`.repeat(600)],
    ["lines of capitals", `${"Jean Paul ".repeat(190)}de \n`.repeat(400)],
    ["lines of brackets", `${"(Netflix, ".repeat(180)}\n`.repeat(400)],
    ["lines of providers and hours", `${"Arte 20h55, ".repeat(150)}\n`.repeat(400)],
    ["elements in elements", `<html><body>${"<b>".repeat(3_900)}${line}${"</b>".repeat(3_900)}</body></html>`],
  ])("reads or refuses %s in less than 5 s", (_, text) => {
    const document = documentOf(text)
    const parse = () => {
      try {
        press.parse(document, target)
      } catch (error) {
        expect(error).toBeInstanceOf(SourceError)
      }
    }

    expect(cpuMs(parse)).toBeLessThan(5_000)
  })

  it("takes twice the time for twice the text, not four times", () => {
    const lines = (count: number) => documentOf(DAYS.slice(0, count).join("\n"))
    const took = (count: number) => cpuMs(() => press.parse(lines(count), target))
    took(200)

    expect(took(1_600)).toBeLessThan(took(400) * 4 * 2.5)
  })

  it("reads what an article may hold, and says what it left unread", () => {
    const { sightings, rejected } = press.parse(documentOf(DAYS.join("\n")), target).snapshot

    expect(sightings.length).toBeGreaterThan(1_000)
    expect(rejected).toEqual([
      { place: "sentence 2001", reason: "too long for an article: 10000 sentences were not read" },
    ])
  })

  it("reads a large article in its thread", async () => {
    const { snapshot } = await parseDocument(
      press,
      documentOf(`${line}\n${"La gare a fermé en hiver, et le village attend. ".repeat(9_000)}`),
      target,
    )

    expect(snapshot.sightings).toHaveLength(1)
  }, 30_000)
})

import { parseTime } from "@vigie/core"
import { describe, expect, it } from "vitest"
import { fixture, shared } from "../testing.ts"
import { linesOf, readLine, saidBy } from "./__fixtures__/read-lines.ts"

const stated = linesOf(fixture(import.meta.url, "stated-lines.txt"))
const silent = linesOf(fixture(import.meta.url, "silent-lines.txt"))

describe("press lines written for this test", () => {
  it.each(stated)("$text", (line) => {
    const said = readLine(line.text, line.target).map((sighting) => saidBy(sighting, line.target.zone))

    expect(said).toEqual(line.stated)
  })

  it.each(silent)("announces nothing: $text", ({ text, target }) => {
    expect(readLine(text, target).map((sighting) => saidBy(sighting, target.zone))).toEqual([])
  })

  it("says its score", () => {
    const right = stated.filter(({ text, target, stated }) => {
      const said = readLine(text, target).map((sighting) => saidBy(sighting, target.zone))
      return JSON.stringify(said) === JSON.stringify(stated)
    })
    const quiet = silent.filter(({ text, target }) => readLine(text, target).length === 0)
    console.info(`press lines: ${right.length}/${stated.length} stated, ${quiet.length}/${silent.length} silent`)

    expect([right.length, quiet.length]).toEqual([stated.length, silent.length])
    expect([stated.length >= 120, silent.length >= 60]).toEqual([true, true])
  })
})

interface Phrase {
  readonly id: string
  readonly text: string
  readonly published: string | null
  readonly expected_start: string | null
  readonly expected_end: string | null
  readonly film: string | null
  readonly platform: string | null
  readonly kind: string
  readonly tz: string
  readonly uncertain: boolean
}
interface Label {
  readonly text: string | null
  readonly title: string
  readonly truth_start_utc?: string
  readonly truth_end_utc: string
  readonly recorded?: string
}

const KINDS = /^(?:replay|vod|vod_promo|paytv|broadcast|svod_.*|fvod_.*)$/
const recorded = shared("recorded/phrases/phrases_fr.sample.jsonl")
const labels = shared("recorded/phrases/machine_labels.sample.jsonl")
const rowsOf = <T>(jsonl: string) =>
  jsonl
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T)
const readPhrase = ({ text, published, tz }: Phrase) =>
  readLine(text, { zone: tz, publishedAt: published === null ? null : parseTime(published, tz).at }).map(
    (sighting) => ({
      ...saidBy(sighting, tz),
      doubts: sighting.doubts,
    }),
  )
const day = (moment: string | null) => moment?.slice(0, 10) ?? null

if (recorded === null || labels === null)
  it("the recorded phrases are not here (../shared/recorded): nothing compared with them", () => {
    expect(stated.length).toBeGreaterThan(0)
  })

describe.runIf(recorded !== null)("press on the recorded phrases (../shared/recorded)", () => {
  const phrases = rowsOf<Phrase>(recorded ?? "[]")

  it("gives exactly the days of the certain lines about ways to watch", () => {
    const certain = phrases.filter(({ kind, uncertain }) => !uncertain && KINDS.test(kind))
    // An hour that another sentence of the article gave is no part of the line.
    const wrong = certain.filter((phrase) => {
      const [said] = readPhrase(phrase)
      return (
        day(said?.start ?? null) !== day(phrase.expected_start) || day(said?.end ?? null) !== day(phrase.expected_end)
      )
    })
    console.info(
      `recorded press lines: ${certain.length - wrong.length}/${certain.length} with exactly the days stated`,
    )

    expect(wrong.map(({ id }) => id)).toEqual([])
    expect(certain.length).toBeGreaterThan(0)
  })

  it("invents no day: what is not stated is null, what is uncertain is null, right or doubted", () => {
    const invented = phrases.flatMap((phrase) =>
      readPhrase(phrase)
        .filter(({ start, end, doubts }) => {
          const right = [
            [start, phrase.expected_start],
            [end, phrase.expected_end],
          ].every(([said, expected]) => said == null || day(said) === day(expected ?? null))
          return !right && !(phrase.uncertain && doubts.length > 0)
        })
        .map(() => phrase.id),
    )

    expect(invented).toEqual([])
  })

  it.each(["physical", "service_launch", "event", "event_past", "rule"])("gives none for %s", (kind) => {
    const said = phrases.filter((phrase) => phrase.kind === kind).flatMap(readPhrase)

    expect(said).toEqual([])
  })
})

describe.runIf(labels !== null)("press on the recorded labels (../shared/recorded)", () => {
  const dated = rowsOf<Label>(labels ?? "[]").flatMap((label) =>
    label.text === null ? [] : [{ ...label, text: label.text }],
  )
  const labelled = (text: string) => readLine(`${text} sur arte.tv`, { zone: "Europe/Paris" })
  const lastDay = (end: string) =>
    Temporal.Instant.from(end).subtract({ milliseconds: 1 }).toZonedDateTimeISO("Europe/Paris").toPlainDate()

  it.each(dated.filter(({ text }) => /\d\//.test(text)))(
    "$text agrees with the machine's own end ($truth_end_utc)",
    (label) => {
      const [sighting] = labelled(label.text)

      const said = lastDay(sighting?.end.at ?? expect.fail())
      const machine = lastDay(label.truth_end_utc)
      // Rights that end at night, before 06:00, belong to the day before: the label names the last whole one.
      const night = Temporal.Instant.from(label.truth_end_utc).toZonedDateTimeISO("Europe/Paris").hour < 6
      expect(said.until(machine).days).toBeLessThanOrEqual(night ? 1 : 0)
      expect(said.until(machine).days).toBeGreaterThanOrEqual(0)
      const localDay = (at: string) =>
        Temporal.Instant.from(at).toZonedDateTimeISO("Europe/Paris").toPlainDate().toString()
      if (label.truth_start_utc)
        expect(localDay(sighting?.start.at ?? expect.fail())).toBe(localDay(label.truth_start_utc))
    },
  )

  it("a label without a day gives none", () => {
    const said = dated.filter(({ text }) => !/\d\//.test(text)).flatMap(({ text }) => labelled(text))

    expect(said.filter(({ start, end }) => start.at !== null || end.at !== null)).toEqual([])
  })
})

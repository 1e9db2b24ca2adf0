import type { Moment } from "@vigie/core"
import type { Issue, WindowLine } from "@vigie/db"
import { expect, test } from "vitest"
import { sayIssue } from "./say-issue.ts"

const NOW = Date.UTC(2026, 2, 2, 12)
const DAY = 86_400_000
const none: Moment = { at: null, precision: "unknown", basis: "observed", text: null }
const line: WindowLine = {
  film: { slug: "la-dune", title: "La Dune", year: 2003, demo: false },
  provider: "Écran Vif",
  territory: "FR",
  kind: "vod",
  monetization: "rent",
  start: none,
  end: { at: Date.UTC(2026, 2, 8, 23), precision: "day", basis: "stated", text: null },
  price: { amountMinor: 299, currency: "EUR" },
  source: "unifrance",
}
const issue = (sections: Issue["sections"], kind: Issue["kind"] = "leaving"): Issue => ({
  ...{ kind, ref: kind === "place" ? "62" : "", cadence: "weekly", from: NOW - 7 * DAY, to: NOW, sections },
})
const saying = { baseUrl: "https://vigie.example", now: NOW, sourceName: (id: string) => id.toUpperCase() }
const say = (one: Issue, locale: "fr" | "en" = "fr") => sayIssue(one, { ...saying, locale })
const plain = (text: string | undefined) => text?.replaceAll("\u00a0", " ")

test("a line says where, how, from how much and until when, with its source; what is more is on the page", () => {
  const said = say(issue([{ name: "leaving", lines: [line], more: 12 }]))

  const [first, rest] = said.sections[0]!.lines
  expect(first).toMatchObject({
    film: "La Dune (2003)",
    url: "https://vigie.example/films/la-dune",
  })
  expect(plain(first?.text)).toBe("Écran Vif, location, dès 2,99 €, jusqu'au dimanche 8 mars inclus")
  expect(plain(first?.note ?? "")).toBe("Source : UNIFRANCE")
  expect(rest).toEqual({
    film: null,
    text: "et 12 autres, sur votre page",
    url: "https://vigie.example/calendar",
    note: null,
  })
})

test("a drop says both prices, a change what it is, a place its name, in the reader's language", () => {
  const price = { amountMinor: 299, currency: "EUR" }
  const dropped = say(
    issue(
      [{ name: "dropped", lines: [{ ...line, price, before: { ...price, amountMinor: 399 } }], more: 0 }],
      "prices",
    ),
    "en",
  )
  const changed = say(issue([{ name: "changed", lines: [{ ...line, change: "opened", end: none }], more: 0 }], "list"))
  const place = say(issue([{ name: "opened", lines: [line], more: 1 }], "place"))

  expect(dropped.sections[0]?.lines[0]?.text).toMatch(/^€2\.99 instead of €3\.99, Écran Vif, rent/)
  expect(plain(changed.sections[0]?.lines[0]?.text)).toBe("arrivé sur Écran Vif, location, dès 2,99 €")
  expect(place.place).toBe("Pas-de-Calais")
  expect(place.sections[0]?.lines.at(-1)?.url).toBe("https://vigie.example/places?department=62")
})

test("news are told whole: a title and its paragraphs", () => {
  const said = say(
    issue(
      [{ name: "news", pieces: [{ title: "Ouvert", paragraphs: ["Un.", "Deux."], at: NOW }], more: 0 }],
      "operator",
    ),
  )

  expect(said.sections).toEqual([
    {
      heading: "Ouvert",
      lines: [
        { film: null, text: "Un.", url: null, note: null },
        { film: null, text: "Deux.", url: null, note: null },
      ],
    },
  ])
})

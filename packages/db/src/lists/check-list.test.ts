import { type ListedFilm, readList, toIso } from "@vigie/core"
import { describe, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, endingAt, HOUR, NOON, sighting } from "../testing/world.ts"
import { checkList } from "./check-list.ts"
import { decideListed, matchList } from "./match-list.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

const listOf = (...lines: readonly string[]): readonly ListedFilm[] =>
  readList(new TextEncoder().encode(lines.join("\n"))).films
const places = { territories: ["FR"], zone: "Europe/Paris" }

async function stateOf(line: string, part: Partial<ListedFilm> = {}): Promise<string> {
  const [found] = await matchList(db, [{ ...listOf(line)[0]!, ...part }])
  return found!.match.state
}

describe("which film a line is", () => {
  test("the only film with the whole title and the year, or with the title where the list has no year", async () => {
    const id = await addFilm(db, "Brume", 1995)

    expect(await matchList(db, listOf("Brume (1995)", "brume"))).toMatchObject([
      { match: { state: "certain", filmId: id } },
      { match: { state: "certain", filmId: id } },
    ])
    expect(await stateOf("Brume (1996)")).toBe("ambiguous")
    expect(await stateOf("Brume (1950)")).toBe("unknown")
    expect(await stateOf("Un film que nul ne connaît")).toBe("unknown")
    expect(await stateOf("Brume (1995)", { directors: ["Quelqu'un d'autre"] })).not.toBe("certain")
  })

  test("two films of one title are for the person to tell apart, unless the year does", async () => {
    await addFilm(db, "Deux fois", 1960)
    const later = await addFilm(db, "Deux fois", 2010)

    expect(await stateOf("Deux fois")).toBe("ambiguous")
    expect(await matchList(db, listOf("Deux fois (2010)"))).toMatchObject([{ match: { filmId: later } }])
    await addFilm(db, "Deux fois", 2011)
    expect(await stateOf("Deux fois (2010)")).toBe("ambiguous")
  })

  test("an id that contradicts is a doubt", () => {
    const candidate = { filmId: "a", score: 1, why: ["title", "year", "conflicting_id"] } as const

    expect(decideListed({ year: 1995 }, { outcome: "review", candidates: [candidate] }).state).toBe("ambiguous")
  })
})

test("I13 a list is counted film by film, each line with its proof; a film elsewhere does not count", async () => {
  const at = (hours: number) =>
    ({ at: toIso(NOON + hours * HOUR), precision: "minute", basis: "stated", text: null }) as const
  const free = { provider: "Arte", kind: "replay", monetization: "free", text: "en replay gratuit" } as const
  const films = [
    ["Libre", [sighting(free)]],
    ["Libre et location", [sighting(free), sighting({ provider: "Orange" })]],
    ["Location", [sighting({ provider: "Orange" })]],
    ["Part samedi", [sighting({ provider: "Canal VOD", end: endingAt(NOON + 3 * DAY) })]],
    ["Reste ailleurs", [sighting({ provider: "Canal VOD", end: endingAt(NOON + 3 * DAY) }), sighting()]],
    [
      "Ce soir",
      [sighting({ provider: "France 2", kind: "broadcast", monetization: "free", start: at(9), end: at(11) })],
    ],
    [
      "Demain soir",
      [sighting({ provider: "France 2", kind: "broadcast", monetization: "free", start: at(33), end: at(35) })],
    ],
    ["En Belgique", [sighting({ ...free, territory: "BE" })]],
  ] as const
  for (const [title, said] of films) await check(db, await addPage(db, await addFilm(db, title, 1990)), said, NOON)
  const list = listOf(...films.map(([title]) => `${title} (1990)`), "Inconnu au bataillon")

  const { lines, totals } = await checkList(db, list, { ...places, now: NOON + HOUR })

  expect(totals).toEqual({
    available: 5,
    free: 2,
    leaving: 1,
    tonight: 1,
    best: { providers: ["Canal VOD", "Orange"], films: 5 },
  })
  expect(lines.map(({ state, windows }) => [state, windows.length])).toEqual([
    ["certain", 1],
    ["certain", 2],
    ["certain", 1],
    ["certain", 1],
    ["certain", 2],
    ["certain", 1],
    ["certain", 1],
    ["certain", 0],
    ["unknown", 0],
  ])
  expect(lines[0]!.films[0]).toMatchObject({ title: "Libre", year: 1990 })
  expect(lines[0]!.windows[0]).toMatchObject({
    provider: { name: "Arte" },
    proof: { source: "page", text: "en replay gratuit", readAt: NOON },
  })
})

test("what has ended by then is not on, and 5,000 lines are checked within ten seconds", {
  timeout: 30_000,
}, async () => {
  const list = listOf(...Array.from({ length: 5_000 }, (_, at) => `Film numéro ${at} (1990)`), "Part samedi (1990)")
  const from = performance.now()

  const { lines, totals } = await checkList(db, list, { ...places, now: NOON + 5 * DAY })

  expect(performance.now() - from).toBeLessThan(10_000)
  expect(totals).toMatchObject({ available: 0, leaving: 0 })
  expect(lines).toHaveLength(5_001)
})

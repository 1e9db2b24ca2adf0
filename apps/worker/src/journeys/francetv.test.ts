import { readFileSync } from "node:fs"
import { backfillWorks, blankFacts, importFilms, setTarget } from "@vigie/db"
import { describeWith, findShared } from "@vigie/tooling"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type RightsRow, readRightsTable } from "./rights-table.ts"
import { openWorld, type World } from "./world.ts"

const HOUR = 3_600_000
const FEBRUARY = Date.UTC(2025, 1, 17, 12)
const JULY = Date.UTC(2025, 6, 2, 12)

/** What the tables say too little of: no year, or the name of a slot. An operator who knows the film adds it with its id. */
const ADDED = [
  { title: "Les petits monstres", year: 1989, directors: ["Richard Alan Greenberg"], ids: { francetv: "6740506" } },
  { title: "Collision", year: 2004, directors: ["Paul Haggis"], ids: { francetv: "6939352" } },
  { title: "Valmont", year: 1989, directors: ["Miloš Forman"], ids: { francetv: "7118378" } },
]

describeWith(findShared("recorded/francetv"), "france.tv's table of rights, February then July 2025", (folder) => {
  const tables = {
    february: readFileSync(`${folder}/france_tv.2025-02-17.csv`),
    july: readFileSync(`${folder}/france_tv.2025-07-02.csv`),
  }
  const february = readRightsTable(tables.february.toString("utf8"), "Europe/Paris")
  const july = readRightsTable(tables.july.toString("utf8"), "UTC")
  const both = february.filter((row) => july.some(({ id }) => id === row.id))
  const gone = february.filter((row) => !both.includes(row))
  let world: World
  let target: string

  beforeAll(async () => {
    world = await openWorld()
    const { vigie, site } = world
    site.show("/rights.csv", tables.february)
    target = await vigie.addTarget({ source: "francetv", url: `${site.url}/rights.csv`, zone: "Europe/Paris" })
  })
  afterAll(() => world.close())

  /** The window of each row, by its film's id and its start. */
  const windowsOf = async (rows: readonly RightsRow[]) => {
    const windows = await world.vigie.db.sql<StoredWindow>(WINDOWS, [rows.map((row) => row.id)])
    return rows.map((row) => {
      const of = windows.filter((window) => window.francetv === row.id)
      expect(of.length, `${row.title}: windows`).toBe(1)
      return { row, window: of[0]! }
    })
  }
  /** Rows whose window begins and ends to the second as the file says. */
  const asStated = (pairs: Awaited<ReturnType<typeof windowsOf>>) =>
    pairs.filter(({ row, window }) => window.start === row.start && window.end === row.end && window.basis === "stated")

  it("W24 the first table is a baseline: 35 rows, those over by then are history, nothing rings", async () => {
    const { vigie } = world
    const result = await vigie.check(target, FEBRUARY)
    const added = await importFilms(vigie.db, "file", ADDED.map(factsOf), { createsFilms: true, now: FEBRUARY })
    await backfillWorks(vigie.db, added.rematched, { now: FEBRUARY, sources: vigie.stages.facts })
    const pairs = await windowsOf(february)

    expect(result).toMatchObject({ outcome: "changed", sightings: 33, rejected: 2 })
    expect(asStated(pairs)).toHaveLength(35)
    const over = pairs.filter(({ window }) => window.status === "closed").map(({ row }) => row.title)
    expect(over.sort()).toEqual(
      february
        .filter((row) => row.end <= FEBRUARY)
        .map(({ title }) => title)
        .sort(),
    )
    expect(over).toHaveLength(2)
    expect(pairs.flatMap(({ window }) => window.rang)).toEqual([])
    expect(await vigie.mails()).toEqual([])
  })

  it("the second table, in UTC: 30 close by their stated end, 2 by an absence that a second check confirms (W5, W20)", async () => {
    const { vigie, site } = world
    await setTarget(vigie.db, target, { zone: "UTC" })
    site.show("/rights.csv", tables.july)

    const first = await vigie.check(target, JULY)
    const unconfirmed = (await windowsOf(gone)).filter(({ window }) => window.status === "open")
    const second = await vigie.check(target, JULY + HOUR)
    const pairs = await windowsOf(gone)

    expect([both.length, gone.length, july.length]).toEqual([3, 32, 22])
    expect([first.outcome, second.outcome]).toEqual(["changed", "unchanged"])
    expect(pairs.filter(({ window }) => window.status === "closed")).toHaveLength(32)
    expect(asStated(pairs)).toHaveLength(30)
    const absent = pairs.filter(({ window }) => window.basis === "observed")
    expect(absent.map(({ row }) => row.title).sort()).toEqual(["La maman et la putain", "Mes petites amoureuses"])
    expect(unconfirmed.map(({ row }) => row.id).sort()).toEqual(absent.map(({ row }) => row.id).sort())
    for (const { row, window } of absent) {
      expect([window.start, window.end]).toEqual([row.start, JULY])
      expect(window.rang).toEqual(["closed"])
    }
  })

  it("the 3 films in both tables keep their instants, and nothing of them rings", async () => {
    const pairs = await windowsOf(both)

    expect(asStated(pairs)).toHaveLength(3)
    for (const { id, start, end } of both) expect(july.find((row) => row.id === id)).toMatchObject({ start, end })
    expect(pairs.flatMap(({ window }) => window.rang)).toEqual([])
  })

  it("of the 22 rows the 10 that are over are history, and only the 11 new open ones ring", async () => {
    const pairs = await windowsOf(july)
    const over = pairs.filter(({ row }) => row.end <= JULY)

    expect(asStated(pairs)).toHaveLength(22)
    expect(over).toHaveLength(10)
    expect(over.every(({ window }) => window.status === "closed")).toBe(true)
    expect(over.flatMap(({ window }) => window.rang)).toEqual([])
    const rang = pairs.filter(({ window }) => window.rang.length > 0)
    expect(rang.flatMap(({ window }) => window.rang)).toEqual(rang.map(() => "opened"))
    expect(rang.map(({ row }) => row.id).sort()).toEqual(
      july
        .filter((row) => row.end > JULY && !both.some(({ id }) => id === row.id))
        .map(({ id }) => id)
        .sort(),
    )
  })

  it("I10 ends that were stated count for no mass change: 30 of 34 windows ended and nothing was held", async () => {
    expect(await world.vigie.db.sql("select reason from holds")).toEqual([])
  })
})

interface StoredWindow extends Record<string, unknown> {
  francetv: string
  status: string
  start: number
  end: number
  basis: string
  /** Kinds of its changes that may ring. */
  rang: string[]
}

const WINDOWS = `select i.value as francetv, w.status, w.start_at as start, w.end_at as "end", w.end_basis as basis,
    array(select c.kind from changes c where c.window_id = w.id and not c.quiet and c.cause = 'live' order by c.cursor) as rang
  from film_ids i join windows w on w.film_id = i.film_id where i.scheme = 'francetv' and i.value = any($1)`

function factsOf({ title, year, directors, ids }: (typeof ADDED)[number]) {
  return { ...blankFacts({ title }), year, directors, ids, place: title }
}

import { readFileSync } from "node:fs"
import { foldTitle } from "@vigie/core"
import { describeWith, findShared } from "@vigie/tooling"
import { expect, it } from "vitest"
import { openWorld, showArteHome } from "./world.ts"

const FEBRUARY = Date.UTC(2025, 1, 17, 12)
const HOUR = 3_600_000

/**
 * Counted by hand in the file: 35 rows, less one without year and director, one whose title is a slot's, and one film
 * (Titeuf) that stands there twice with different years. The guides never create films, and Arte's home states no year.
 */
const FILMS = 32
/** As many more in July's table: 22 rows, less three already there and one without year and director. */
const MORE = 18

interface File {
  readonly source: string
  readonly path: string
  readonly zone?: string
}
const RIGHTS: File = { source: "francetv", path: "francetv/france_tv.2025-02-17.csv", zone: "Europe/Paris" }
const JULY: File = { source: "francetv", path: "francetv/france_tv.2025-07-02.csv", zone: "UTC" }
const GUIDES: readonly File[] = [
  { source: "xmltv", path: "xmltv/telerama_20221104.slice.xml" },
  { source: "xmltv", path: "xmltv/tnt_20260820.slice.xml" },
]
const ARTE: File = { source: "arte", path: "arte/artetv_home-api.trimmed.json" }

const ORDERS: readonly (readonly [string, readonly File[]])[] = [
  ["rights, guides, Arte", [RIGHTS, ...GUIDES, ARTE]],
  ["rights, Arte, guides", [RIGHTS, ARTE, ...GUIDES]],
  ["guides, rights, Arte", [...GUIDES, RIGHTS, ARTE]],
  ["guides, Arte, rights", [...GUIDES, ARTE, RIGHTS]],
  ["Arte, rights, guides", [ARTE, RIGHTS, ...GUIDES]],
  ["Arte, guides, rights", [ARTE, ...GUIDES, RIGHTS]],
]

describeWith(findShared("recorded"), "an empty catalogue fed with recorded feeds", (folder) => {
  it.each(ORDERS)(`${FILMS} films, none twice, and the same again creates none: %s`, async (_, files) => {
    await using world = await openCatalogue(folder)
    for (const file of files) await world.read(file, FEBRUARY)
    const films = await world.films()
    const waiting = await world.waiting()

    // The same documents from other addresses: read in full, not passed over as unchanged.
    for (const file of files) expect(await world.read(file, FEBRUARY + HOUR)).toBe("changed")

    expect(films).toHaveLength(FILMS)
    expect(new Set(films).size).toBe(FILMS)
    expect(await world.films()).toEqual(films)
    expect(waiting).toEqual({ arte: 6, francetv: 2, xmltv: 16 })
    expect(await world.waiting()).toEqual(waiting)
  })

  it(`July's table adds ${MORE}: a film in both is one`, async () => {
    await using world = await openCatalogue(folder)

    for (const file of [RIGHTS, JULY]) await world.read(file, FEBRUARY)

    const films = await world.films()
    expect(films).toHaveLength(FILMS + MORE)
    expect(new Set(films).size).toBe(FILMS + MORE)
  })
})

async function openCatalogue(folder: string) {
  const { vigie, site, close } = await openWorld()
  let addresses = 0
  return {
    /** Reads a file at an address of its own; returns how the check ended. */
    read: async ({ source, path, zone }: File, now: number) => {
      addresses += 1
      const bytes = readFileSync(`${folder}/${path}`)
      if (source === "arte") showArteHome(site, `/${addresses}`, bytes.toString("utf8"))
      else site.show(`/${addresses}`, bytes)
      const target = await vigie.addTarget({ source, url: `${site.url}/${addresses}`, ...(zone ? { zone } : {}) })
      return outcomeOf(await vigie.check(target, now))
    },
    /** The films' folded titles: no two films of these files share one. */
    films: async () => {
      const rows = await vigie.db.sql<{ title: string }>('select title from films order by title collate "C"')
      return rows.map((row) => foldTitle(row.title))
    },
    /** How many works of each source are no film yet. */
    waiting: async () => {
      const rows = await vigie.db.sql<{ source: string; count: number }>(
        "select source, count(*) as count from works where state in ('unmatched', 'review') group by source order by source",
      )
      return Object.fromEntries(rows.map((row) => [row.source, row.count]))
    },
    [Symbol.asyncDispose]: close,
  }
}

const outcomeOf = ({ outcome, reason }: { readonly outcome: string; readonly reason: string | null }) =>
  reason ?? outcome

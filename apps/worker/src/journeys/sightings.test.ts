import { readFileSync } from "node:fs"
import { blankFacts, importFilms } from "@vigie/db"
import { describeWith, findShared } from "@vigie/tooling"
import { expect, it } from "vitest"
import { openWorld, showArteHome, type World } from "./world.ts"

const AUGUST = Date.UTC(2026, 7, 4, 12)

describeWith(findShared("recorded"), "recorded answers through a whole check", (folder) => {
  it("TMDB's film 550 is offered 17 times in France, each a window", async () => {
    await using world = await openOne((url) => ({ TMDB_API_KEY: "k", TMDB_URL: url }))
    const filmId = await addFilm(world, { title: "Fight Club", year: 1999, ids: { tmdb: "550" } })
    world.site.show("/movie/550/watch/providers", json(folder, "tmdb/watch_providers.json"))
    const target = await world.vigie.addTarget({ source: "tmdb", reference: "550", url: world.site.url, filmId })

    const result = await world.vigie.check(target, AUGUST)

    expect(result).toMatchObject({ outcome: "changed", sightings: 17, rejected: 0 })
    const windows = await windowsOf(world)
    expect(windows.every((window) => window.territory === "FR" && window.status === "open")).toBe(true)
    const offers = JSON.parse(json(folder, "tmdb/watch_providers.json").body).results.FR as Record<string, unknown[]>
    const rows = Object.entries(offers).flatMap(([way, list]) => (way === "link" ? [] : list.map(() => WAYS[way])))
    expect(windows.map((window) => window.monetization).sort()).toEqual(rows.sort())
  })

  it("Arte's windows are the machine's times to the second; DE_FR is Germany and France and nowhere else", async () => {
    await using world = await openOne()
    const home = readFileSync(`${folder}/arte/artetv_home-api.trimmed.json`, "utf8")
    showArteHome(world.site, "/home", home)
    const stated = programmesIn(JSON.parse(home.replace(/\p{Cc}/gu, " ")))
    for (const { programId, title } of stated) await addFilm(world, { title, year: 2000, ids: { arte: programId } })

    const target = await world.vigie.addTarget({ source: "arte", url: `${world.site.url}/home` })
    const result = await world.vigie.check(target, AUGUST)

    expect(result).toMatchObject({ outcome: "changed", reason: null, rejected: 0 })
    expect(stated).toHaveLength(6)
    const windows = await windowsOf(world)
    for (const { programId, availability, geoblocking } of stated) {
      const own = windows.filter((window) => window.arte === programId)
      expect(own.map((window) => window.territory).sort(), programId).toEqual(TERRITORIES[geoblocking.code])
      for (const { start, end } of own)
        expect([start, end], programId).toEqual([availability.start, availability.end].map((at) => Date.parse(at)))
    }
    expect(stated.filter(({ geoblocking }) => geoblocking.code === "DE_FR")).toHaveLength(3)
  })

  it.each([
    ["xmltv/telerama_20221104.slice.xml", 12],
    ["xmltv/tnt_20260820.slice.xml", 4],
  ])("%s: %i films, each with its slot", async (path, films) => {
    await using world = await openOne()
    world.site.show("/guide.xml", readFileSync(`${folder}/${path}`))
    const target = await world.vigie.addTarget({ source: "xmltv", url: `${world.site.url}/guide.xml` })

    const result = await world.vigie.check(target, AUGUST)

    // None of these films is in the catalogue, and a guide creates none: its works wait with what they said.
    expect(result).toMatchObject({ outcome: "changed", reason: null })
    const [works] = await world.vigie.db.sql<{ films: number; slots: number }>(
      `select count(*) as films, sum(jsonb_array_length(sightings)) as slots from works where source = 'xmltv'`,
    )
    expect(works).toEqual({ films, slots: films })
  })
})

const WAYS: Readonly<Record<string, string>> = {
  flatrate: "subscription",
  free: "free",
  ads: "ads",
  rent: "rent",
  buy: "buy",
}

const EVERYWHERE = ["AT", "BE", "CH", "DE", "FR", "LI", "LU"]
const TERRITORIES: Readonly<Record<string, readonly string[]>> = {
  DE_FR: ["DE", "FR"],
  ALL: EVERYWHERE,
  SAT: EVERYWHERE,
}

interface StatedProgramme {
  readonly programId: string
  readonly title: string
  readonly kind: { readonly isCollection: boolean }
  readonly availability: { readonly start: string; readonly end: string }
  readonly geoblocking: { readonly code: string }
}

/** Every single programme with a window in the answer, wherever it stands. */
function programmesIn(part: unknown): readonly StatedProgramme[] {
  if (Array.isArray(part)) return part.flatMap(programmesIn)
  if (typeof part !== "object" || part === null) return []
  const own = part as Partial<StatedProgramme>
  if (own.programId && own.availability && own.kind?.isCollection === false) return [own as StatedProgramme]
  return Object.values(part).flatMap(programmesIn)
}

async function openOne(env: (url: string) => Readonly<Record<string, string>> = () => ({})) {
  const world = await openWorld((site) => env(site.url))
  return { ...world, [Symbol.asyncDispose]: world.close }
}

const json = (folder: string, path: string) => ({
  type: "application/json",
  body: readFileSync(`${folder}/${path}`, "utf8"),
})

async function addFilm(
  { vigie }: World,
  film: { readonly title: string; readonly year: number; readonly ids: Readonly<Record<string, string>> },
): Promise<string> {
  const facts = { ...blankFacts({ title: film.title }), year: film.year, ids: { ...film.ids }, place: film.title }
  await importFilms(vigie.db, "file", [facts], { createsFilms: true, now: AUGUST })
  const [row] = await vigie.db.sql<{ id: string }>("select id from films where title = $1", [film.title])
  return row!.id
}

interface StoredWindow extends Record<string, unknown> {
  arte: string | null
  territory: string
  status: string
  monetization: string
  start: number | null
  end: number | null
}

function windowsOf({ vigie }: World): Promise<StoredWindow[]> {
  return vigie.db.sql<StoredWindow>(
    `select i.value as arte, w.territory, w.status, w.monetization, w.start_at as start, w.end_at as "end"
     from windows w left join film_ids i on i.film_id = w.film_id and i.scheme = 'arte'`,
  )
}

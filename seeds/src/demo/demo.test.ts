import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { demoFacts } from "./facts.ts"
import { demoPage } from "./page.ts"
import { demoRows } from "./script.ts"
import { openDemoServer } from "./server.ts"

const [film] = demoFacts.films
if (!film) throw new Error("no demo film")
const watchedAt = Date.parse("2026-07-03T10:00:00Z")
const after = (seconds: number) => demoPage(film, watchedAt, watchedAt + seconds * 1_000)
const shown = (seconds: number | null) =>
  demoRows(seconds === null ? null : seconds * 1_000).map(({ provider, price }) => `${provider} ${price}`)

describe("the demo's script", () => {
  it.each([
    [null, []],
    [-5, []],
    [29.9, []],
    [30, ["CinéBrume 2,99 €"]],
    [59.9, ["CinéBrume 2,99 €"]],
    [60, ["CinéBrume 1,99 €"]],
    [90, ["CinéBrume 1,99 €", "Replay du Port Gratuit"]],
    [120, ["Replay du Port Gratuit"]],
    [86_400, ["Replay du Port Gratuit"]],
  ])("after %s seconds shows %j", (seconds, rows) => {
    expect(shown(seconds)).toEqual(rows)
  })

  it("I2 says that there is no result before it begins and when the replay is over", () => {
    for (const page of [demoPage(film, null, watchedAt), after(0), after(5 * 86_400)])
      expect(page).toContain("Désolé, aucun résultat ne correspond à votre recherche.")
    expect(after(30)).not.toContain("aucun résultat")
  })

  it("I6 shows the replay to the end of its last day in Paris", () => {
    expect(after(90)).toContain("<td>06/07/2026</td>")
    const midnight = Date.parse("2026-07-06T22:00:00Z")
    expect(demoPage(film, watchedAt, midnight - 1)).toContain("Replay du Port")
    expect(demoPage(film, watchedAt, midnight)).not.toContain("Replay du Port")
  })

  it.each([
    ["nothing", 0],
    ["rental-and-replay", 90],
  ])("serves what the source's fixture %s holds", (name, seconds) => {
    const fixture = new URL(`../../../packages/sources/src/demo/__fixtures__/${name}.html`, import.meta.url)

    expect(after(seconds)).toBe(readFileSync(fixture, "utf8"))
  })
})

it("the demo server gives each film its own time, and nothing else", async () => {
  const watched: Record<string, number> = { [film.slug]: 0 }
  const server = await openDemoServer({
    now: () => 61_000,
    watchedAt: async (slug) => {
      if (slug === "demo-minuit-a-la-consigne") throw new Error("no database")
      return watched[slug] ?? null
    },
  })
  const get = async (path: string) => {
    const response = await fetch(server.url + path)
    return [response.status, await response.text()] as const
  }
  try {
    expect(await get(`/films/${film.slug}`)).toEqual([200, expect.stringContaining("1,99 €")])
    expect(await get("/films/demo-les-vergers-d-en-face")).toEqual([200, expect.stringContaining("aucun résultat")])
    expect((await get("/films/demo-minuit-a-la-consigne"))[0]).toBe(503)
    expect((await get("/films/les-milles"))[0]).toBe(404)
    expect(await get("/robots.txt")).toEqual([200, "User-agent: *\nAllow: /\n"])
  } finally {
    await server.close()
  }
  await expect(fetch(server.url)).rejects.toThrow()
})

import { readdirSync } from "node:fs"
import { isTerritory } from "@vigie/core"
import { readPacks } from "@vigie/seeds"
import { sourceById, sources } from "@vigie/sources"
import { readConfig } from "@vigie/stages/config"
import { DEFAULT_REFERENCE, feedsOf } from "@vigie/stages/setup"
import { describe, expect, test } from "vitest"

const packs = readPacks()

test("every file of seeds/packs is a pack, named by its id", () => {
  const files = readdirSync(new URL("../../../seeds/packs", import.meta.url)).map((name) => name.replace(/\.json$/, ""))

  expect(packs.map(({ id }) => id).sort()).toEqual(files.sort())
})

describe.each(packs.map((pack) => [pack.id, pack] as const))("pack %s", (_, pack) => {
  test("is for a territory there is, and each of its feeds reads something there", () => {
    expect(isTerritory(pack.territory)).toBe(true)
    for (const { source } of pack.sources) expect(sourceById(source).territories, source).toContain(pack.territory)
  })

  test.each(pack.sources.map((one) => [one.source, one] as const))("%s says what its source says", (id, one) => {
    const source = sourceById(id)

    expect(source.scope).toBe("feed")
    expect(one).toMatchObject({ paceMs: source.pace.minIntervalMs, licence: source.licence.republish })
    expect(source.settings.filter(({ required }) => required)).toEqual([])
    expect(one.reference).toBe(DEFAULT_REFERENCE)
  })

  test("each asks the address of its own setting, whichever that is", () => {
    const asked = feedsOf(pack, readConfig({})).map(({ host }) => host)
    const settings = ["FRANCETV_URL", "ARTE_URL", "XMLTV_URL"].map((name) => [
      name,
      `https://${name.toLowerCase().replace("_", "-")}.example/`,
    ])

    const moved = feedsOf(pack, readConfig(Object.fromEntries(settings))).map(({ host }) => host)

    expect(new Set([...asked, ...moved]).size).toBe(2 * pack.sources.length)
    for (const host of moved) expect(host).toMatch(/^[a-z]+-url\.example:443$/)
  })
})

test("no pack names a source that needs a key, a film's page or nothing at all", () => {
  const named = new Set(packs.flatMap((pack) => pack.sources.map(({ source }) => source)))

  expect(sources.filter(({ id, demo }) => named.has(id) && demo)).toEqual([])
  expect([...named].sort()).toEqual(["arte", "francetv", "xmltv"])
})

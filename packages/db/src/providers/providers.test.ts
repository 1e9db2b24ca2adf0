import { beforeEach, describe, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, NOON, sighting } from "../testing/world.ts"
import { providerFacts, resolveProviders } from "./providers.ts"
import { type ProviderSeed, upsertProviders } from "./upsert.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate providers, films, targets cascade")
})

const seed = (given: Partial<ProviderSeed> & { slug: string; name: string }): ProviderSeed => ({
  homepage: null,
  catchUp: false,
  access: null,
  territories: ["FR"],
  aliases: [],
  ...given,
})
const FRANCE_TV = seed({
  slug: "france-tv",
  name: "france.tv",
  catchUp: true,
  aliases: ["France TV"],
  defaults: { replay: "free" },
})
const FRANCE_2 = seed({ slug: "france-2", name: "France 2", parent: "france-tv", ids: { guide: ["C4.api", "4"] } })
const plant = (seeds: readonly ProviderSeed[]) => db.begin((tx) => upsertProviders(tx, seeds))
const slugOf = async (name: string, source = "page") => (await resolveProviders(db, [name], source)).get(name)?.slug

describe("resolving names", () => {
  test("by any alias, case and accents aside; TF1 and TF1+ are two", async () => {
    await plant([FRANCE_TV, seed({ slug: "tf1", name: "TF1" }), seed({ slug: "tf1-plus", name: "TF1+" })])

    expect(await slugOf("FRANCE.TV ")).toBe("france-tv")
    expect(await slugOf("france tv")).toBe("france-tv")
    expect(await slugOf("TF1+")).toBe("tf1-plus")
    expect(await slugOf("tf1")).toBe("tf1")
  })

  test("by the source's own id, for that source only", async () => {
    await plant([FRANCE_2, FRANCE_TV])

    expect(await slugOf("C4.api", "guide")).toBe("france-2")
    expect(await slugOf("C4.api", "page")).toBe("c4-api")
  })

  test("a merged provider is its successor, however far", async () => {
    await plant([
      seed({ slug: "mytf1", name: "MYTF1", successor: "tf1-max" }),
      seed({ slug: "tf1-max", name: "TF1 Max", successor: "tf1-plus" }),
      seed({ slug: "tf1-plus", name: "TF1+" }),
    ])

    expect(await slugOf("MYTF1")).toBe("tf1-plus")
  })

  test("an unknown name becomes one unverified provider, whoever asks at once", async () => {
    const both = await Promise.all([
      resolveProviders(db, ["Ciné Rade", "CINE RADE", " "], "page"),
      resolveProviders(db, ["Ciné Rade"], "guide"),
    ])

    const ids = both.flatMap((found) => [...found.values()].map((provider) => provider.id))
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(1)
    expect(both[0].get("Ciné Rade")).toMatchObject({ slug: "cine-rade", name: "Ciné Rade", verified: false })
  })

  test("providerFacts says what the windows rules ask", async () => {
    await plant([FRANCE_TV])
    const provider = (await resolveProviders(db, ["france.tv"], "page")).get("france.tv")

    const facts = await providerFacts(db, [provider?.id ?? ""])

    expect(facts.get(provider?.id ?? "")).toEqual({ id: provider?.id, catchUp: true, defaults: { replay: "free" } })
  })
})

describe("seeding", () => {
  test("again changes nothing, and keeps what operators changed", async () => {
    expect(await plant([FRANCE_TV, FRANCE_2])).toBeGreaterThan(0)
    await db.sql(
      "update providers set name = 'France·tv', verified = false, homepage = 'https://x.example' where slug = 'france-tv'",
    )

    expect(await plant([FRANCE_TV, FRANCE_2])).toBe(0)
    const added = await plant([{ ...FRANCE_TV, homepage: "https://y.example", aliases: ["France TV", "francetv"] }])

    expect(added).toBe(1)
    expect(await db.sql("select name, verified, homepage from providers where slug = 'france-tv'")).toEqual([
      { name: "France·tv", verified: false, homepage: "https://x.example" },
    ])
    expect(await slugOf("FranceTV")).toBe("france-tv")
  })

  test("takes over what a document had named first", async () => {
    const before = (await resolveProviders(db, ["FRANCE TV"], "page")).get("FRANCE TV")

    await plant([{ ...FRANCE_TV, name: "France TV", homepage: "https://www.france.tv" }, FRANCE_2])

    const rows = await db.sql(`select p.id, p.name, p.verified, p.catch_up, child.slug as child from providers p
      join providers child on child.parent_id = p.id where p.slug = 'france-tv'`)
    expect(rows).toEqual([{ id: before?.id, name: "France TV", verified: true, catch_up: true, child: "france-2" }])
  })

  test("a namesake that a document had named becomes the seeded one, unless something was seen there", async () => {
    const film = await addFilm(db, "Vu")
    const page = await addPage(db, film)
    await check(db, page, [sighting({ provider: "Seen TV" })], NOON)
    await resolveProviders(db, ["Unseen TV"], "page")

    await plant([{ ...FRANCE_TV, aliases: ["Unseen TV", "Seen TV"] }])

    expect(await slugOf("Unseen TV")).toBe("france-tv")
    expect(await slugOf("Seen TV")).toBe("seen-tv")
  })

  test("a parent nobody knows is named", async () => {
    await expect(plant([FRANCE_2])).rejects.toThrow('provider "france-tv"')
  })
})

test("a seeded name keeps the days on which it was the provider's own", async () => {
  const max = seed({
    slug: "hbo-max",
    name: "HBO Max",
    aliases: [{ name: "Max", validFrom: "2024-06-11", validTo: "2025-07-09" }],
  })
  await plant([max])

  expect(await slugOf("MAX")).toBe("hbo-max")
  expect(await db.sql("select valid_from, valid_to from provider_aliases where folded = 'max'")).toEqual([
    { valid_from: Date.UTC(2024, 5, 11), valid_to: Date.UTC(2025, 6, 9) },
  ])
})

import { beforeEach, describe, expect, test } from "vitest"
import { makeAlerts } from "../alerts/make.ts"
import type { Db } from "../client.ts"
import { lockCatalogue } from "../films/lock.ts"
import { filmPage } from "../queries/film-page.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, HOUR, kindsOf, MINUTE, NOON, sighting, windowsOf } from "../testing/world.ts"
import { ensureUser } from "../users.ts"
import { addWatch } from "../watches.ts"
import { mergeProviders } from "./merge.ts"
import { resolveProviders } from "./providers.ts"
import { listProviders, renameProvider, setProvider, verifyProvider } from "./registry.ts"
import { type ProviderSeed, upsertProviders } from "./upsert.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, targets, providers, users, outbox, audit, works cascade")
})

const BY = { by: "tester", now: NOON + 3 * HOUR }
const seeded: Omit<ProviderSeed, "slug" | "name"> = {
  homepage: null,
  catchUp: false,
  access: null,
  territories: ["FR"],
  aliases: [],
}
const plant = (...seeds: (Partial<ProviderSeed> & Pick<ProviderSeed, "slug" | "name">)[]) =>
  db.begin(async (tx) => {
    await lockCatalogue(tx)
    return upsertProviders(
      tx,
      seeds.map((seed) => ({ ...seeded, ...seed })),
    )
  })
const free = (provider: string) => sighting({ provider, monetization: "free", terms: [], text: provider })
const told = () => db.sql<{ kind: string }>("select c.kind from alerts a join changes c on c.id = a.change_id")
const slugOf = async (name: string) => (await resolveProviders(db, [name], "page")).get(name)?.slug

async function tell(now: number): Promise<void> {
  for (const { ref } of await db.sql<{ ref: string }>(
    "select ref from outbox where kind = 'alert' and state = 'waiting'",
  ))
    await makeAlerts(db, ref, now)
}

/** A film that its watcher was told of on the old service and on the new one, by two pages. */
async function watched() {
  const film = await addFilm(db, "Vu")
  const [a, b] = [await addPage(db, film), await addPage(db, film)]
  await check(db, a, [], NOON)
  await check(db, b, [], NOON)
  const user = await ensureUser(db, { email: "a@example.org", territories: ["FR"] })
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: NOON })
  await check(db, a, [free("6play")], NOON + HOUR)
  await check(db, b, [free("M6+")], NOON + 2 * HOUR)
  await tell(NOON + 2 * HOUR)
  return { film, a, b, slug: (await db.sql<{ slug: string }>("select slug from films where id = $1", [film]))[0]!.slug }
}

describe("merging two providers", () => {
  test("its windows are the other's, colliding ones become one, later sightings under either name change nothing", async () => {
    await plant({ slug: "m6-plus", name: "M6+", catchUp: true })
    const { film, a, b, slug } = await watched()
    const before = (await told()).length

    expect(await mergeProviders(db, { from: "6play", into: "m6-plus", ...BY })).toMatchObject({
      merged: true,
      films: 1,
    })

    expect((await windowsOf(db, film)).map((one) => one.status).sort()).toEqual(["open", "void"])
    const page = await filmPage(db, slug, { now: BY.now, territories: ["FR"] })
    expect(page?.now).toMatchObject([
      { kind: "replay", provider: { slug: "m6-plus", verified: true }, evidence: [{}, {}] },
    ])
    const story = (await kindsOf(db, film)).length
    await check(db, a, [free("6play")], NOON + 4 * HOUR)
    await check(db, b, [free("M6+")], NOON + 4 * HOUR)
    for (const hour of [5, 6]) await check(db, a, [], NOON + hour * HOUR)
    await tell(NOON + 6 * HOUR)
    expect((await kindsOf(db, film)).slice(story)).toEqual([])
    expect(await told()).toHaveLength(before)
    for (const hour of [7, 8]) await check(db, b, [], NOON + hour * HOUR)
    expect((await kindsOf(db, film)).slice(story)).toEqual(["closed"])
    expect(await slugOf("6play")).toBe("m6-plus")
    expect(await db.sql("select act, subject from audit")).toEqual([{ act: "provider merge", subject: "m6-plus" }])
  })

  test("a check that was under way is recorded on the one it became", async () => {
    await plant({ slug: "m6-plus", name: "M6+", catchUp: true })
    const { film, a } = await watched()
    const { claimTarget } = await import("../checks/claim.ts")
    const { resolveSnapshots } = await import("../checks/resolve.ts")
    const { reconcileAll } = await import("../checks/reconcile-all.ts")
    const { freeHosts, PAGE, snapshot } = await import("../testing/world.ts")
    await freeHosts(db)
    const batch = await claimTarget(db, a, MINUTE)
    const read = { target: batch!.targets[0]!, source: PAGE, snapshot: snapshot([free("6play")]) }
    const resolution = await resolveSnapshots(db, [read], BY.now)

    await mergeProviders(db, { from: "6play", into: "m6-plus", ...BY })
    const story = await kindsOf(db, film)
    await db.begin((tx) => reconcileAll(tx, resolution, { now: NOON + 4 * HOUR }, async () => {}))

    expect(await kindsOf(db, film)).toEqual(story)
    expect(
      await db.sql("select 1 as one from windows w join providers p on p.id = w.provider_id where p.slug = '6play'"),
    ).toEqual([])
  })

  test("channels, rules and earlier successors follow; again changes nothing; what makes no sense is refused", async () => {
    await plant(
      { slug: "old", name: "Old", catchUp: true },
      { slug: "new", name: "New" },
      { slug: "next", name: "Next" },
    )
    await plant({ slug: "channel", name: "Channel", parent: "old" })

    await mergeProviders(db, { from: "old", into: "new", ...BY })
    expect(await mergeProviders(db, { from: "old", into: "new", ...BY })).toMatchObject({ merged: false })
    const refused = (from: string, into: string) => expect(mergeProviders(db, { from, into, ...BY })).rejects
    await refused("old", "next").toThrow('is merged into "new" already')
    await refused("next", "old").toThrow("merge into that one")
    await refused("new", "new").toThrow("into itself")
    await refused("new", "nowhere").toThrow("no such provider")
    await mergeProviders(db, { from: "new", into: "next", ...BY })

    const rows = await listProviders(db)
    expect(rows.find((one) => one.slug === "channel")).toMatchObject({ parent: "next" })
    expect(rows.find((one) => one.slug === "old")).toMatchObject({ successor: "next" })
    expect(rows.find((one) => one.slug === "next")).toMatchObject({ catchUp: true })
    expect(await slugOf("Old")).toBe("next")
  })
})

describe("the registry", () => {
  test("shows an unknown name as unverified, first, until somebody looked at it", async () => {
    await plant({ slug: "arte", name: "Arte", aliases: ["Arte replay"], ids: { tmdb: "234" } })
    await resolveProviders(db, ["Zinéma"], "page")

    expect((await listProviders(db)).map((one) => [one.slug, one.verified])).toEqual([
      ["zinema", false],
      ["arte", true],
    ])
    expect((await listProviders(db))[1]).toMatchObject({
      ids: { tmdb: ["234"] },
      aliases: [{ name: "Arte" }, { name: "Arte replay" }],
    })
    await verifyProvider(db, { provider: "zinema", ...BY })
    expect((await listProviders(db)).every((one) => one.verified)).toBe(true)
  })

  test("a renamed provider keeps its windows and every name it had, with the day it changed", async () => {
    const { film, slug } = await watched()
    const [before, story] = [(await told()).length, await kindsOf(db, film)]

    await renameProvider(db, { provider: "6play", name: "Six Plus", ...BY })

    expect(await slugOf("6PLAY")).toBe("6play")
    expect(await slugOf("Six plus")).toBe("6play")
    expect(
      (await filmPage(db, slug, { now: BY.now, territories: ["FR"] }))?.now.map((one) => one.provider.name),
    ).toContain("Six Plus")
    expect((await listProviders(db)).find((one) => one.slug === "6play")?.aliases).toEqual([
      { name: "6play", validFrom: null, validTo: BY.now },
      { name: "Six Plus", validFrom: BY.now, validTo: null },
    ])
    expect(await kindsOf(db, film)).toEqual(story)
    expect(await told()).toHaveLength(before)
    await expect(renameProvider(db, { provider: "6play", name: "M6 +", ...BY })).rejects.toThrow("merge the two")
    await expect(setProvider(db, { provider: "6play", ...BY }, { parent: "6play" })).rejects.toThrow(
      "cannot be above it",
    )
  })
})

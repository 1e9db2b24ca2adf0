import { addTarget, blankFacts, createFilm, isLocating, removeWatch } from "@vigie/db"
import type { Source } from "@vigie/sources"
import { describe, expect, it } from "vitest"
import { armDue, locate } from "./locate.ts"
import { candidate, DAY, type Locating, NOON, PHARE, useLocating } from "./locating.testing.ts"

let at: Locating
useLocating((locating) => {
  at = locating
})

describe("a film that is watched", () => {
  it("gets its targets where a look-up finds it for certain, due at once, in its watchers' territories", async () => {
    at.fake.finds("page", [candidate("7", PHARE), candidate("8", { ...PHARE, title: "Le Phare du bout" })])
    const film = await at.know()
    await at.world.watch(film, ["FR", "BE", "JP"])

    const { outcome, targets } = await locate(at.world.stages, film)

    expect(outcome).toBe("done")
    expect(targets).toHaveLength(2)
    expect(await at.targetsOf(film)).toEqual([
      ["page", "7", "BE"],
      ["page", "7", "FR"],
    ])
    expect(await at.world.db.sql("select 1 as one from targets where due_at > now()")).toEqual([])
    expect(await at.locationOf(film)).toMatchObject({ state: "found", reference: "7", retryAt: null })
  })

  it("is located again for a watcher in another territory, without asking again; not for one in the same", async () => {
    at.fake.finds("page", [candidate("7", PHARE)])
    const film = await at.know()
    await at.world.watch(film)
    await locate(at.world.stages, film)
    const asked = at.fake.lookups("page")

    await at.world.watch(film, ["FR"])
    expect(await isLocating(at.world.db, film)).toBe(false)
    await at.world.watch(film, ["BE"])
    await locate(at.world.stages, film)

    expect(await at.targetsOf(film)).toHaveLength(2)
    expect(at.fake.lookups("page")).toBe(asked)
  })

  it("is located again when its watcher moves to a territory that the source covers too", async () => {
    at.fake.finds("page", [candidate("7", PHARE)])
    const film = await at.know()
    await at.world.watch(film, ["JP"])
    await locate(at.world.stages, film)
    expect(await at.locationOf(film)).toMatchObject({ state: "not_found", reason: expect.stringMatching(/^territory/) })
    await at.world.db.sql("update users set territories = '{}'")
    await locate(at.world.stages, film)
    expect(await armDue(at.world.stages)).toBe(0)

    await at.world.db.sql("update users set territories = '{FR}'")
    expect(await armDue(at.world.stages)).toBe(1)
    await locate(at.world.stages, film)
    await at.world.db.sql("update users set territories = '{FR,BE}'")
    expect(await armDue(at.world.stages)).toBe(1)
    await locate(at.world.stages, film)

    expect(await at.targetsOf(film)).toHaveLength(2)
    expect(await armDue(at.world.stages)).toBe(0)
  })

  it("keeps the target that a person added, and looks for no other in its territory", async () => {
    const film = await at.know()
    const { id } = await addTarget(at.world.db, {
      source: "page",
      reference: "mine",
      territory: "FR",
      scope: "film",
      filmId: film,
      everyMs: DAY,
      zone: null,
      publishedAt: null,
      host: at.fake.site.host,
    })
    const asked = at.fake.lookups("page")
    const { listId } = await at.world.watch(film)

    await locate(at.world.stages, film)
    await removeWatch(at.world.db, listId, film)

    expect(await at.targetsOf(film)).toEqual([["page", "mine", "FR"]])
    expect(at.fake.lookups("page")).toBe(asked)
    expect(await at.world.db.sql("select 1 as one from targets where id = $1 and due_at <= now()", [id])).toHaveLength(
      1,
    )
  })

  it.each([
    ["not_found", "nothing near", [candidate("9", { title: "La Digue", year: 1960 })]],
    ["choose", "two that fit as well", [candidate("7", PHARE), candidate("8", PHARE)]],
    [
      "choose",
      "a remake with the same title",
      [candidate("9", { title: "Le Phare", year: 2019, directors: ["Nora Ruiz"] })],
    ],
    ["choose", "too little to tell", [candidate("7", { title: "Le Phare", year: 1974 })]],
    [
      "not_found",
      "its title on a film of another id",
      [candidate("9", { title: "Le Phare", ids: { imdb: "tt0000009" } })],
    ],
  ] as const)("is %s, without a target, of %s", async (state, _, found) => {
    at.fake.finds("page", found)
    const film = await at.know({ ...PHARE, ids: { imdb: "tt0000007" } })
    await at.world.watch(film)

    await locate(at.world.stages, film)

    expect(await at.locationOf(film)).toMatchObject({ state, reference: null })
    expect((await at.locationOf(film))?.candidates.map((one) => one.reference)).toEqual(
      state === "choose" ? found.map((one) => one.reference) : [],
    )
    expect(await at.targetsOf(film)).toEqual([])
  })

  it("I2 a failed look-up concludes nothing: no target, no candidate; it is tried again, and then answers", async () => {
    at.fake.finds("page", 503)
    const film = await at.know()
    await at.world.watch(film)

    await locate(at.world.stages, film)

    const failed = await at.locationOf(film)
    expect(failed).toMatchObject({ state: "failed", failures: 1, candidates: [] })
    expect(failed?.reason).toMatch(/^status: .*503/)
    expect(failed!.retryAt! - NOON).toBe(0.75 * 5 * 60_000)
    expect(await armDue(at.world.stages)).toBe(0)

    at.world.at(failed!.retryAt!)
    expect(await armDue(at.world.stages)).toBe(1)
    await locate(at.world.stages, film)
    expect((await at.locationOf(film))!.retryAt! - failed!.retryAt!).toBe(0.75 * 10 * 60_000)

    at.fake.finds("page", [candidate("7", PHARE)])
    at.world.at(NOON + DAY)
    await armDue(at.world.stages)
    await locate(at.world.stages, film)
    expect(await at.locationOf(film)).toMatchObject({ state: "found", failures: 0 })
  })

  it("remembers for 30 days that a source does not know it", async () => {
    const film = await at.know()
    await at.world.watch(film)
    await locate(at.world.stages, film)
    const asked = at.fake.lookups("page")

    at.world.at(NOON + 30 * DAY - 1)
    expect(await armDue(at.world.stages)).toBe(0)
    at.world.at(NOON + 30 * DAY)
    expect(await armDue(at.world.stages)).toBe(1)
    await locate(at.world.stages, film)

    expect(at.fake.lookups("page")).toBe(asked + 1)
  })

  it("is looked for again when the work was lost", async () => {
    const film = await at.know()
    await at.world.watch(film)
    await locate(at.world.stages, film)

    await at.world.db.sql("update locations set state = 'looking', retry_at = null")
    expect(await armDue(at.world.stages)).toBe(1)
    expect(await armDue(at.world.stages)).toBe(0)
    await locate(at.world.stages, film)

    expect(await at.locationOf(film)).toMatchObject({ state: "not_found" })
  })

  it("is asked of a source that is switched on later", async () => {
    const film = await at.know()
    await at.world.watch(film)
    await locate(at.world.stages, film)
    at.fake.finds("later", [candidate("31", PHARE)])
    const wider = await at.world.open([at.fake.source("page"), at.fake.source("later")])

    expect(await armDue(wider)).toBe(1)
    await locate(wider, film)

    expect(await at.locationOf(film, "later")).toMatchObject({ state: "found", reference: "31" })
    expect(await armDue(wider)).toBe(0)
  })

  it("I11 without a contact no host is asked but those allowed by name; with one it is asked at once", async () => {
    const film = await at.know()
    await at.world.watch(film)
    const request = () => ({ url: "https://films.example/page" })
    const away = (over: Partial<Source>) => at.fake.source(over.id!, { request, ...over })
    const known = away({ id: "known", refOf: () => "7" })
    const found = away({ id: "page", lookup: { request, parse: () => ({ candidates: [] }) } })
    const closed = await at.world.open([found, known])

    await locate(closed, film)

    for (const source of ["page", "known"]) {
      expect(await at.locationOf(film, source)).toMatchObject({ state: "failed" })
      expect((await at.locationOf(film, source))?.reason).toMatch(/^no_contact/)
    }
    expect(await at.targetsOf(film)).toEqual([])
    expect(await armDue(closed)).toBe(0)
    const reached = await at.world.open([found], { VIGIE_CONTACT: "me@example.org" })
    expect(await armDue(reached)).toBe(1)
  })

  it("is not looked for while nobody watches it, nor when it is invented", async () => {
    const film = await at.know()
    const demo = await createFilm(at.world.db, blankFacts({ title: "Inventé" }), {
      createdBy: "t",
      now: NOON,
      demo: true,
    })
    await at.world.watch(demo.id)

    expect(await armDue(at.world.stages)).toBe(0)
    expect(await isLocating(at.world.db, demo.id)).toBe(false)
    expect((await locate(at.world.stages, film)).outcome).toBe("taken")
  })
})

import {
  blankFacts,
  chooseLocation,
  claimOutbox,
  importFilms,
  isLocating,
  readLocatable,
  recordLocated,
} from "@vigie/db"
import { describe, expect, it } from "vitest"
import { armDue, locate } from "./locate.ts"
import { candidate, DAY, type Locating, NOON, PHARE, useLocating } from "./locating.testing.ts"

let at: Locating
useLocating((locating) => {
  at = locating
})

describe("ids", () => {
  const byId = () => at.fake.source("own", { refOf: (ids) => ids.own ?? null, lookup: undefined as never })

  it("what a source that only finds says leads to the others in the same run, and is added to the film", async () => {
    const facts = { ...PHARE, durationMinutes: 96, ids: { finder: "Q7", own: "77", imdb: "tt0000007" } }
    at.fake.finds("finder", [candidate("Q7", facts)])
    const film = await at.know()
    await at.world.watch(film)
    const stages = await at.world.open([byId(), at.fake.source("finder", { scope: "lookup" })])

    const { outcome } = await locate(stages, film)

    // What it found out itself is no reason to begin anew.
    expect(outcome).toBe("done")
    expect(await at.targetsOf(film)).toEqual([["own", "77", "FR"]])
    expect((await readLocatable(at.world.db, film))?.film).toMatchObject({ durationMinutes: 96, ids: facts.ids })
    expect(await at.locationOf(film, "finder")).toMatchObject({ state: "found", reference: "Q7" })
  })

  it("one that a watched film gains has it located again, one of another film does not", async () => {
    const film = await at.know()
    await at.world.watch(film)
    const stages = await at.world.open([byId()])
    await locate(stages, film)
    expect(await at.locationOf(film, "own")).toMatchObject({
      state: "not_found",
      reason: expect.stringMatching(/^no_id/),
    })

    const said = (title: string, own: string) => blankFacts({ ...PHARE, title, ids: { own } })
    const options = { createsFilms: false, now: NOON }
    await importFilms(at.world.db, "feed", [said("La Digue", "1")], options)
    expect(await isLocating(at.world.db, film)).toBe(false)
    await importFilms(at.world.db, "feed", [said("Le Phare", "77")], options)
    expect(await isLocating(at.world.db, film)).toBe(true)
    await locate(stages, film)

    expect(await at.targetsOf(film)).toEqual([["own", "77", "FR"]])
  })

  it("what a source says leads to one that was asked before it, too", async () => {
    at.fake.finds("b", [candidate("22", { ...PHARE, ids: { a: "11" } })])
    at.fake.finds("a", [])
    const film = await at.know()
    await at.world.watch(film)
    const first = at.fake.source("a", { refOf: (ids) => ids.a ?? null })

    await locate(await at.world.open([first, at.fake.source("b")]), film)

    expect(await at.targetsOf(film)).toEqual([
      ["a", "11", "FR"],
      ["b", "22", "FR"],
    ])
  })

  it("a source that knows its id is asked for the director, running time and original title we lack", async () => {
    const both = at.fake.source("own", { refOf: (ids) => ids.own ?? null })
    const film = await at.know({ title: "Le Phare", ids: { own: "77" } })
    at.fake.finds("own", [
      candidate("77", { ...PHARE, originalTitle: "The Lighthouse", durationMinutes: 96, ids: { own: "77" } }),
    ])
    await at.world.watch(film)

    await locate(await at.world.open([both]), film)

    expect((await readLocatable(at.world.db, film))?.film).toMatchObject({
      originalTitle: "The Lighthouse",
      directors: ["Inès Kerguen"],
      durationMinutes: 96,
    })
    expect(await at.targetsOf(film)).toEqual([["own", "77", "FR"]])
  })

  it("I2 an answer that fails keeps nothing from a target whose reference is known", async () => {
    const both = at.fake.source("own", { refOf: (ids) => ids.own ?? null })
    at.fake.finds("own", 500)
    const film = await at.know({ title: "Le Phare", ids: { own: "77" } })
    await at.world.watch(film)

    await locate(await at.world.open([both]), film)

    expect(await at.targetsOf(film)).toEqual([["own", "77", "FR"]])
  })
})

describe("a person's choice", () => {
  it("is pinned: its targets are made, and nothing a look-up says changes it", async () => {
    at.fake.finds("page", [candidate("7", PHARE), candidate("8", PHARE)])
    const film = await at.know()
    await at.world.watch(film)
    await locate(at.world.stages, film)

    await chooseLocation(at.world.db, { filmId: film, source: "page", reference: "8", by: "me", now: NOON })
    await locate(at.world.stages, film)
    at.world.at(NOON + 400 * DAY)

    expect(await at.targetsOf(film)).toEqual([["page", "8", "FR"]])
    expect(await armDue(at.world.stages)).toBe(0)
  })

  it("none of these stays none", async () => {
    at.fake.finds("page", [candidate("7", PHARE), candidate("8", PHARE)])
    const film = await at.know()
    await at.world.watch(film)
    await locate(at.world.stages, film)
    const asked = at.fake.lookups("page")

    await chooseLocation(at.world.db, { filmId: film, source: "page", reference: null, by: "me", now: NOON })
    at.world.at(NOON + 400 * DAY)
    await locate(at.world.stages, film)

    expect(await at.locationOf(film)).toMatchObject({ state: "not_found", pinned: true, retryAt: null })
    expect(await armDue(at.world.stages)).toBe(0)
    expect(at.fake.lookups("page")).toBe(asked)
  })

  it("none of these holds against an id that leads to the source all the same", async () => {
    const film = await at.know({ ...PHARE, ids: { own: "77" } })
    const stages = await at.world.open([at.fake.source("own", { refOf: (ids) => ids.own ?? null })])
    await at.world.watch(film)

    await chooseLocation(at.world.db, { filmId: film, source: "own", reference: null, by: "me", now: NOON })
    await locate(stages, film)

    expect(await at.targetsOf(film)).toEqual([])
  })

  it("made while a look-up is under way, it wins over what the look-up then says", async () => {
    const film = await at.know()
    await at.world.watch(film)
    const claim = await claimOutbox(at.world.db, "locate", film, 60_000)

    await chooseLocation(at.world.db, { filmId: film, source: "page", reference: "8", by: "me", now: NOON })
    const located = { state: "not_found", reason: null } as const
    await recordLocated(at.world.db, claim!, "page", located, { now: NOON, random: 0.5 })

    expect(await at.locationOf(film)).toMatchObject({ state: "found", reference: "8", pinned: true })
  })

  it("another choice retires the first one's target with all it knows, and brings it back when taken back", async () => {
    at.fake.finds("page", [candidate("7", PHARE), candidate("8", PHARE)])
    const film = await at.know()
    await at.world.watch(film)
    const states = async () =>
      Object.fromEntries((await readLocatable(at.world.db, film))!.targets.map((one) => [one.reference, one.state]))
    const choose = async (reference: string) => {
      await chooseLocation(at.world.db, { filmId: film, source: "page", reference, by: "me", now: NOON })
      await locate(at.world.stages, film)
      return states()
    }

    expect(await choose("8")).toEqual({ "8": "active" })
    expect(await choose("7")).toEqual({ "7": "active", "8": "retired" })
    expect(await choose("8")).toEqual({ "7": "retired", "8": "active" })
  })
})

import {
  addTarget,
  addWatch,
  blankFacts,
  chooseLocation,
  claimOutbox,
  createFilm,
  ensureUser,
  importFilms,
  isLocating,
  readLocatable,
  recordLocated,
  removeWatch,
} from "@vigie/db"
import type { Source } from "@vigie/sources"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { checkOne } from "./check.ts"
import { armDue, locate } from "./locate.ts"
import {
  candidate,
  DAY,
  type FakeSources,
  type LocateWorld,
  NOON,
  openFakeSources,
  openLocateWorld,
} from "./locating.testing.ts"

let fake: FakeSources
let world: LocateWorld
beforeAll(async () => {
  fake = await openFakeSources()
  world = await openLocateWorld(fake.site, [fake.source("page")])
}, 60_000)
beforeEach(async () => {
  world.at(NOON)
  await world.db.sql("truncate films, targets, users, outbox, hosts, audit, works cascade")
  fake.finds("page", [])
})
afterAll(async () => {
  await world.close()
  await fake.site.close()
})

const PHARE = { title: "Le Phare", year: 1974, directors: ["Inès Kerguen"] }
const know = async (facts: Parameters<typeof blankFacts>[0] = PHARE) =>
  (await createFilm(world.db, blankFacts(facts), { createdBy: "test", now: NOON })).id
const locationOf = async (filmId: string, source = "page") =>
  (await readLocatable(world.db, filmId))?.locations.find((row) => row.source === source)
const targetsOf = async (filmId: string) =>
  (await readLocatable(world.db, filmId))?.targets.map(({ source, reference, territory }) => [
    source,
    reference,
    territory,
  ])

describe("a film that is watched", () => {
  it("gets its targets where a look-up finds it for certain, due at once, in its watchers' territories", async () => {
    fake.finds("page", [candidate("7", PHARE), candidate("8", { ...PHARE, title: "Le Phare du bout" })])
    const film = await know()
    await world.watch(film, ["FR", "BE", "JP"])

    const { outcome, targets } = await locate(world.stages, film)

    expect(outcome).toBe("done")
    expect(targets).toHaveLength(2)
    expect(await targetsOf(film)).toEqual([
      ["page", "7", "BE"],
      ["page", "7", "FR"],
    ])
    expect(await world.db.sql("select 1 as one from targets where due_at > now()")).toEqual([])
    expect(await locationOf(film)).toMatchObject({ state: "found", reference: "7", retryAt: null })
  })

  it("is located again for a watcher in another territory, without asking again; not for one in the same", async () => {
    fake.finds("page", [candidate("7", PHARE)])
    const film = await know()
    await world.watch(film)
    await locate(world.stages, film)
    const asked = fake.lookups("page")

    await world.watch(film, ["FR"])
    expect(await isLocating(world.db, film)).toBe(false)
    await world.watch(film, ["BE"])
    await locate(world.stages, film)

    expect(await targetsOf(film)).toHaveLength(2)
    expect(fake.lookups("page")).toBe(asked)
  })

  it("is located again when its watcher moves to a territory that the source covers too", async () => {
    fake.finds("page", [candidate("7", PHARE)])
    const film = await know()
    await world.watch(film, ["JP"])
    await locate(world.stages, film)
    expect(await locationOf(film)).toMatchObject({ state: "not_found", reason: expect.stringMatching(/^territory/) })
    await world.db.sql("update users set territories = '{}'")
    await locate(world.stages, film)
    expect(await armDue(world.stages)).toBe(0)

    await world.db.sql("update users set territories = '{FR}'")
    expect(await armDue(world.stages)).toBe(1)
    await locate(world.stages, film)
    await world.db.sql("update users set territories = '{FR,BE}'")
    expect(await armDue(world.stages)).toBe(1)
    await locate(world.stages, film)

    expect(await targetsOf(film)).toHaveLength(2)
    expect(await armDue(world.stages)).toBe(0)
  })

  it("keeps the target that a person added, and looks for no other in its territory", async () => {
    const film = await know()
    const { id } = await addTarget(world.db, {
      source: "page",
      reference: "mine",
      territory: "FR",
      scope: "film",
      filmId: film,
      everyMs: DAY,
      zone: null,
      publishedAt: null,
      host: fake.site.host,
    })
    const asked = fake.lookups("page")
    const { listId } = await world.watch(film)

    await locate(world.stages, film)
    await removeWatch(world.db, listId, film)

    expect(await targetsOf(film)).toEqual([["page", "mine", "FR"]])
    expect(fake.lookups("page")).toBe(asked)
    expect(await world.db.sql("select 1 as one from targets where id = $1 and due_at <= now()", [id])).toHaveLength(1)
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
    fake.finds("page", found)
    const film = await know({ ...PHARE, ids: { imdb: "tt0000007" } })
    await world.watch(film)

    await locate(world.stages, film)

    expect(await locationOf(film)).toMatchObject({ state, reference: null })
    expect((await locationOf(film))?.candidates.map((one) => one.reference)).toEqual(
      state === "choose" ? found.map((one) => one.reference) : [],
    )
    expect(await targetsOf(film)).toEqual([])
  })

  it("I2 a failed look-up concludes nothing: no target, no candidate; it is tried again, and then answers", async () => {
    fake.finds("page", 503)
    const film = await know()
    await world.watch(film)

    await locate(world.stages, film)

    const failed = await locationOf(film)
    expect(failed).toMatchObject({ state: "failed", failures: 1, candidates: [] })
    expect(failed?.reason).toMatch(/^status: .*503/)
    expect(failed!.retryAt! - NOON).toBe(0.75 * 5 * 60_000)
    expect(await armDue(world.stages)).toBe(0)

    world.at(failed!.retryAt!)
    expect(await armDue(world.stages)).toBe(1)
    await locate(world.stages, film)
    expect((await locationOf(film))!.retryAt! - failed!.retryAt!).toBe(0.75 * 10 * 60_000)

    fake.finds("page", [candidate("7", PHARE)])
    world.at(NOON + DAY)
    await armDue(world.stages)
    await locate(world.stages, film)
    expect(await locationOf(film)).toMatchObject({ state: "found", failures: 0 })
  })

  it("remembers for 30 days that a source does not know it", async () => {
    const film = await know()
    await world.watch(film)
    await locate(world.stages, film)
    const asked = fake.lookups("page")

    world.at(NOON + 30 * DAY - 1)
    expect(await armDue(world.stages)).toBe(0)
    world.at(NOON + 30 * DAY)
    expect(await armDue(world.stages)).toBe(1)
    await locate(world.stages, film)

    expect(fake.lookups("page")).toBe(asked + 1)
  })

  it("is looked for again when the work was lost", async () => {
    const film = await know()
    await world.watch(film)
    await locate(world.stages, film)

    await world.db.sql("update locations set state = 'looking', retry_at = null")
    expect(await armDue(world.stages)).toBe(1)
    expect(await armDue(world.stages)).toBe(0)
    await locate(world.stages, film)

    expect(await locationOf(film)).toMatchObject({ state: "not_found" })
  })

  it("is asked of a source that is switched on later", async () => {
    const film = await know()
    await world.watch(film)
    await locate(world.stages, film)
    fake.finds("later", [candidate("31", PHARE)])
    const wider = await world.open([fake.source("page"), fake.source("later")])

    expect(await armDue(wider)).toBe(1)
    await locate(wider, film)

    expect(await locationOf(film, "later")).toMatchObject({ state: "found", reference: "31" })
    expect(await armDue(wider)).toBe(0)
  })

  it("I11 without a contact no host is asked but those allowed by name; with one it is asked at once", async () => {
    const film = await know()
    await world.watch(film)
    const request = () => ({ url: "https://films.example/page" })
    const away = (over: Partial<Source>) => fake.source(over.id!, { request, ...over })
    const known = away({ id: "known", refOf: () => "7" })
    const found = away({ id: "page", lookup: { request, parse: () => ({ candidates: [] }) } })
    const closed = await world.open([found, known])

    await locate(closed, film)

    for (const source of ["page", "known"]) {
      expect(await locationOf(film, source)).toMatchObject({ state: "failed" })
      expect((await locationOf(film, source))?.reason).toMatch(/^no_contact/)
    }
    expect(await targetsOf(film)).toEqual([])
    expect(await armDue(closed)).toBe(0)
    const reached = await world.open([found], { VIGIE_CONTACT: "me@example.org" })
    expect(await armDue(reached)).toBe(1)
  })

  it("is not looked for while nobody watches it, nor when it is invented", async () => {
    const film = await know()
    const demo = await createFilm(world.db, blankFacts({ title: "Inventé" }), { createdBy: "t", now: NOON, demo: true })
    await world.watch(demo.id)

    expect(await armDue(world.stages)).toBe(0)
    expect(await isLocating(world.db, demo.id)).toBe(false)
    expect((await locate(world.stages, film)).outcome).toBe("taken")
  })
})

describe("ids", () => {
  const byId = () => fake.source("own", { refOf: (ids) => ids.own ?? null, lookup: undefined as never })

  it("what a source that only finds says leads to the others in the same run, and is added to the film", async () => {
    const facts = { ...PHARE, durationMinutes: 96, ids: { finder: "Q7", own: "77", imdb: "tt0000007" } }
    fake.finds("finder", [candidate("Q7", facts)])
    const film = await know()
    await world.watch(film)
    const stages = await world.open([byId(), fake.source("finder", { scope: "lookup" })])

    const { outcome } = await locate(stages, film)

    // What it found out itself is no reason to begin anew.
    expect(outcome).toBe("done")
    expect(await targetsOf(film)).toEqual([["own", "77", "FR"]])
    expect((await readLocatable(world.db, film))?.film).toMatchObject({ durationMinutes: 96, ids: facts.ids })
    expect(await locationOf(film, "finder")).toMatchObject({ state: "found", reference: "Q7" })
  })

  it("one that a watched film gains has it located again, one of another film does not", async () => {
    const film = await know()
    await world.watch(film)
    const stages = await world.open([byId()])
    await locate(stages, film)
    expect(await locationOf(film, "own")).toMatchObject({ state: "not_found", reason: expect.stringMatching(/^no_id/) })

    const said = (title: string, own: string) => blankFacts({ ...PHARE, title, ids: { own } })
    const options = { createsFilms: false, now: NOON }
    await importFilms(world.db, "feed", [said("La Digue", "1")], options)
    expect(await isLocating(world.db, film)).toBe(false)
    await importFilms(world.db, "feed", [said("Le Phare", "77")], options)
    expect(await isLocating(world.db, film)).toBe(true)
    await locate(stages, film)

    expect(await targetsOf(film)).toEqual([["own", "77", "FR"]])
  })

  it("a source that knows its id is asked for the director, running time and original title we lack", async () => {
    const both = fake.source("own", { refOf: (ids) => ids.own ?? null })
    const film = await know({ title: "Le Phare", ids: { own: "77" } })
    fake.finds("own", [
      candidate("77", { ...PHARE, originalTitle: "The Lighthouse", durationMinutes: 96, ids: { own: "77" } }),
    ])
    await world.watch(film)

    await locate(await world.open([both]), film)

    expect((await readLocatable(world.db, film))?.film).toMatchObject({
      originalTitle: "The Lighthouse",
      directors: ["Inès Kerguen"],
      durationMinutes: 96,
    })
    expect(await targetsOf(film)).toEqual([["own", "77", "FR"]])
  })

  it("I2 an answer that fails keeps nothing from a target whose reference is known", async () => {
    const both = fake.source("own", { refOf: (ids) => ids.own ?? null })
    fake.finds("own", 500)
    const film = await know({ title: "Le Phare", ids: { own: "77" } })
    await world.watch(film)

    await locate(await world.open([both]), film)

    expect(await targetsOf(film)).toEqual([["own", "77", "FR"]])
  })
})

describe("a person's choice", () => {
  it("is pinned: its targets are made, and nothing a look-up says changes it", async () => {
    fake.finds("page", [candidate("7", PHARE), candidate("8", PHARE)])
    const film = await know()
    await world.watch(film)
    await locate(world.stages, film)

    await chooseLocation(world.db, { filmId: film, source: "page", reference: "8", by: "me", now: NOON })
    await locate(world.stages, film)
    world.at(NOON + 400 * DAY)

    expect(await targetsOf(film)).toEqual([["page", "8", "FR"]])
    expect(await armDue(world.stages)).toBe(0)
  })

  it("none of these stays none", async () => {
    fake.finds("page", [candidate("7", PHARE), candidate("8", PHARE)])
    const film = await know()
    await world.watch(film)
    await locate(world.stages, film)
    const asked = fake.lookups("page")

    await chooseLocation(world.db, { filmId: film, source: "page", reference: null, by: "me", now: NOON })
    world.at(NOON + 400 * DAY)
    await locate(world.stages, film)

    expect(await locationOf(film)).toMatchObject({ state: "not_found", pinned: true, retryAt: null })
    expect(await armDue(world.stages)).toBe(0)
    expect(fake.lookups("page")).toBe(asked)
  })

  it("none of these holds against an id that leads to the source all the same", async () => {
    const film = await know({ ...PHARE, ids: { own: "77" } })
    const stages = await world.open([fake.source("own", { refOf: (ids) => ids.own ?? null })])
    await world.watch(film)

    await chooseLocation(world.db, { filmId: film, source: "own", reference: null, by: "me", now: NOON })
    await locate(stages, film)

    expect(await targetsOf(film)).toEqual([])
  })

  it("made while a look-up is under way, it wins over what the look-up then says", async () => {
    const film = await know()
    await world.watch(film)
    const claim = await claimOutbox(world.db, "locate", film, 60_000)

    await chooseLocation(world.db, { filmId: film, source: "page", reference: "8", by: "me", now: NOON })
    const located = { state: "not_found", reason: null } as const
    await recordLocated(world.db, claim!, "page", located, { now: NOON, random: 0.5 })

    expect(await locationOf(film)).toMatchObject({ state: "found", reference: "8", pinned: true })
  })

  it("another choice retires the first one's target with all it knows, and brings it back when taken back", async () => {
    fake.finds("page", [candidate("7", PHARE), candidate("8", PHARE)])
    const film = await know()
    await world.watch(film)
    const states = async () =>
      Object.fromEntries((await readLocatable(world.db, film))!.targets.map((one) => [one.reference, one.state]))
    const choose = async (reference: string) => {
      await chooseLocation(world.db, { filmId: film, source: "page", reference, by: "me", now: NOON })
      await locate(world.stages, film)
      return states()
    }

    expect(await choose("8")).toEqual({ "8": "active" })
    expect(await choose("7")).toEqual({ "7": "active", "8": "retired" })
    expect(await choose("8")).toEqual({ "7": "retired", "8": "active" })
  })
})

describe("W24 the first answer", () => {
  const answerOf = async (id: string) =>
    (await world.db.sql<{ answer: string }>("select answer from watches where id = $1", [id]))[0]?.answer

  it("waits for what is still looked for, then for its first check", async () => {
    const film = await know()
    const { id } = await world.watch(film)
    fake.finds("page", [candidate("7", PHARE)])
    fake.finds("slow", 503)
    const stages = await world.open([fake.source("page"), fake.source("slow")])
    const { targets } = await locate(stages, film)
    await world.db.sql("update locations set state = 'looking' where source = 'slow'")

    await checkOne(stages, targets[0]!)
    expect(await answerOf(id)).toBe("waiting")

    await chooseLocation(world.db, { filmId: film, source: "slow", reference: null, by: "t", now: NOON })
    await locate(stages, film)
    expect(await answerOf(id)).toBe("due")
  })

  it("waits from the moment it is watched, before anybody has begun to look", async () => {
    const film = await know()
    const user = await ensureUser(world.db, { email: "early@mail.example", territories: ["FR"] })
    fake.finds("page", [candidate("7", PHARE)])
    const host = { host: fake.site.host, everyMs: DAY, zone: null, publishedAt: null, scope: "film" } as const
    const byHand = { source: "page", reference: "7", territory: "BE", filmId: film, ...host }
    const { id: target } = await addTarget(world.db, byHand)
    const watch = { listId: user.listId, userId: user.id, filmId: film, locating: ["page"], now: NOON }

    const { id } = await addWatch(world.db, watch)
    await checkOne(world.stages, target)
    expect(await answerOf(id)).toBe("waiting")
    expect(await locationOf(film)).toMatchObject({ state: "looking" })

    const { targets } = await locate(world.stages, film)
    await checkOne(world.stages, targets[0]!)
    expect(await answerOf(id)).toBe("due")
  })

  it("does not hang when nothing is found; a target found later still brings one", async () => {
    const film = await know()
    const { id } = await world.watch(film)
    await locate(world.stages, film)
    expect(await answerOf(id)).toBe("due")
    await world.db.sql("update watches set answer = 'done'")

    fake.finds("page", [candidate("7", PHARE)])
    world.at(NOON + 31 * DAY)
    await armDue(world.stages)
    const { targets } = await locate(world.stages, film)
    expect(await answerOf(id)).toBe("waiting")
    await checkOne(world.stages, targets[0]!)
    expect(await answerOf(id)).toBe("due")
  })

  it("is no mail of locating's own: nothing is told before a check", async () => {
    fake.finds("page", [candidate("7", PHARE)])
    const film = await know()
    const { id } = await world.watch(film)

    await locate(world.stages, film)

    expect(await answerOf(id)).toBe("waiting")
    expect(await world.db.sql("select kind from outbox where kind <> 'locate'")).toEqual([])
  })
})

describe("the last watch removed", () => {
  it("slows the targets that were found for it to the longest interval, and the next one makes them due at once", async () => {
    fake.finds("page", [candidate("7", PHARE)])
    const film = await know()
    const { listId } = await world.watch(film)
    const { targets } = await locate(world.stages, film)
    const dueIn = async () =>
      (
        await world.db.sql<{ hours: number }>(
          "select extract(epoch from due_at - now())::float8 / 3600 as hours from targets",
        )
      )[0]!.hours
    const check = async () => {
      world.at(Date.now())
      await world.db.sql("update hosts set next_at = now() - interval '1 second'")
      expect(await checkOne(world.stages, targets[0]!)).toMatchObject([{ outcome: expect.stringMatching(/changed$/) }])
    }
    await check()
    const watched = await dueIn()

    await removeWatch(world.db, listId, film)
    expect(await dueIn()).toBeCloseTo(21.6, 0)
    await check()

    expect(watched).toBeLessThan(7)
    expect(await dueIn()).toBeCloseTo(21.6, 0)
    expect(await world.db.sql("select 1 as one from windows")).toHaveLength(1)
    await world.watch(film)
    expect(await dueIn()).toBeLessThanOrEqual(0)
  })
})

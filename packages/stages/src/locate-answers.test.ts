import { addTarget, addWatch, chooseLocation, ensureUser, removeWatch } from "@vigie/db"
import { describe, expect, it } from "vitest"
import { checkOne } from "./check.ts"
import { armDue, locate } from "./locate.ts"
import { candidate, DAY, type Locating, NOON, PHARE, useLocating } from "./locating.testing.ts"

let at: Locating
useLocating((locating) => {
  at = locating
})

describe("W24 the first answer", () => {
  const answerOf = async (id: string) =>
    (await at.world.db.sql<{ answer: string }>("select answer from watches where id = $1", [id]))[0]?.answer

  it("waits for what is still looked for, then for its first check", async () => {
    const film = await at.know()
    const { id } = await at.world.watch(film)
    at.fake.finds("page", [candidate("7", PHARE)])
    at.fake.finds("slow", 503)
    const stages = await at.world.open([at.fake.source("page"), at.fake.source("slow")])
    const { targets } = await locate(stages, film)
    await at.world.db.sql("update locations set state = 'looking' where source = 'slow'")

    await checkOne(stages, targets[0]!)
    expect(await answerOf(id)).toBe("waiting")

    await chooseLocation(at.world.db, { filmId: film, source: "slow", reference: null, by: "t", now: NOON })
    await locate(stages, film)
    expect(await answerOf(id)).toBe("due")
  })

  it("waits from the moment it is watched, before anybody has begun to look", async () => {
    const film = await at.know()
    const user = await ensureUser(at.world.db, { email: "early@mail.example", territories: ["FR"] })
    at.fake.finds("page", [candidate("7", PHARE)])
    const host = { host: at.fake.site.host, everyMs: DAY, zone: null, publishedAt: null, scope: "film" } as const
    const byHand = { source: "page", reference: "7", territory: "BE", filmId: film, ...host }
    const { id: target } = await addTarget(at.world.db, byHand)
    const watch = { listId: user.listId, userId: user.id, filmId: film, locating: ["page"], now: NOON }

    const { id } = await addWatch(at.world.db, watch)
    await checkOne(at.world.stages, target)
    expect(await answerOf(id)).toBe("waiting")
    expect(await at.locationOf(film)).toMatchObject({ state: "looking" })

    const { targets } = await locate(at.world.stages, film)
    await checkOne(at.world.stages, targets[0]!)
    expect(await answerOf(id)).toBe("due")
  })

  it("does not hang when nothing is found; a target found later still brings one", async () => {
    const film = await at.know()
    const { id } = await at.world.watch(film)
    await locate(at.world.stages, film)
    expect(await answerOf(id)).toBe("due")
    await at.world.db.sql("update watches set answer = 'done'")

    at.fake.finds("page", [candidate("7", PHARE)])
    at.world.at(NOON + 31 * DAY)
    await armDue(at.world.stages)
    const { targets } = await locate(at.world.stages, film)
    expect(await answerOf(id)).toBe("waiting")
    await checkOne(at.world.stages, targets[0]!)
    expect(await answerOf(id)).toBe("due")
  })

  it("is no mail of locating's own: nothing is told before a check", async () => {
    at.fake.finds("page", [candidate("7", PHARE)])
    const film = await at.know()
    const { id } = await at.world.watch(film)

    await locate(at.world.stages, film)

    expect(await answerOf(id)).toBe("waiting")
    expect(await at.world.db.sql("select kind from outbox where kind <> 'locate'")).toEqual([])
  })
})

describe("the last watch removed", () => {
  it("slows the targets that were found for it to the longest interval, and the next one makes them due at once", async () => {
    at.fake.finds("page", [candidate("7", PHARE)])
    const film = await at.know()
    const { listId } = await at.world.watch(film)
    const { targets } = await locate(at.world.stages, film)
    const dueIn = async () =>
      (
        await at.world.db.sql<{ hours: number }>(
          "select extract(epoch from due_at - now())::float8 / 3600 as hours from targets",
        )
      )[0]!.hours
    const check = async () => {
      at.world.at(Date.now())
      await at.world.db.sql("update hosts set next_at = now() - interval '1 second'")
      expect(await checkOne(at.world.stages, targets[0]!)).toMatchObject([
        { outcome: expect.stringMatching(/changed$/) },
      ])
    }
    await check()
    const watched = await dueIn()

    await removeWatch(at.world.db, listId, film)
    expect(await dueIn()).toBeCloseTo(21.6, 0)
    await check()

    expect(watched).toBeLessThan(7)
    expect(await dueIn()).toBeCloseTo(21.6, 0)
    expect(await at.world.db.sql("select 1 as one from windows")).toHaveLength(1)
    await at.world.watch(film)
    expect(await dueIn()).toBeLessThanOrEqual(0)
  })
})

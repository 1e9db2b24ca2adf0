import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { pageAudit } from "../queries/operations/audit.ts"
import { pageTargets, type TargetFilter } from "../queries/operations/targets.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, HOUR, NOON } from "../testing/world.ts"
import { addTargetBy } from "./add-target.ts"
import { checkTargets } from "./check-targets.ts"
import { setTargetEvery } from "./set-target-every.ts"
import { setTargets } from "./set-targets.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => db.sql("truncate films, audit, targets cascade"))

const ALL: TargetFilter = { show: "all", source: null, filmId: null, limit: 10, after: null }

async function acts(): Promise<readonly string[]> {
  const { rows } = await pageAudit(db, { act: null, actor: null, subject: null, limit: 50, after: null })
  return rows.map(({ actor, act, subject }) => `${actor} ${act} ${subject}`).toReversed()
}

test("a target is added with who did it; the same again is none, and starts one that was paused", async () => {
  const film = await addFilm(db, "Le Bac")
  const target = {
    source: "page",
    reference: "https://page.example/bac",
    territory: "FR",
    scope: "film",
    filmId: film,
    everyMs: 6 * HOUR,
    zone: null,
    publishedAt: null,
    host: "page.example:443",
  } as const

  const made = await addTargetBy(db, target, "op")
  await setTargets(db, { ids: [made.id], state: "paused", by: "op" })
  const again = await addTargetBy(db, target, "other")

  expect(made.created).toBe(true)
  expect(again).toEqual({ id: made.id, created: false })
  expect((await pageTargets(db, ALL)).rows).toMatchObject([{ id: made.id, state: "active", film: { title: "Le Bac" } }])
  expect(await acts()).toEqual([
    `op target add ${made.id}`,
    `op target pause ${made.id}`,
    `other target add ${made.id}`,
  ])
})

test("pausing several is written once for each that was not paused; doing it again changes and writes nothing", async () => {
  const film = await addFilm(db, "La Dune")
  const ids = [await addPage(db, film), await addPage(db, film)]
  await setTargets(db, { ids: [ids[0]!], state: "paused", by: "one" })

  const done = await setTargets(db, { ids, state: "paused", by: "two" })
  const again = await setTargets(db, { ids, state: "paused", by: "three" })

  expect(done).toEqual([ids[1]])
  expect(again).toEqual([])
  expect(await acts()).toEqual([`one target pause ${ids[0]}`, `two target pause ${ids[1]}`])
  const { rows } = await pageTargets(db, { ...ALL, show: "paused" })
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
})

test("a check that is asked for is due at once, and written with what came of it", async () => {
  const film = await addFilm(db, "Le Quai")
  const [idle, fresh] = [await addPage(db, film), await addPage(db, film)]
  await db.sql("update targets set due_at = now() + interval '5 hours'")
  await db.sql("update targets set last_check_at = $2 where id = $1", [fresh, new Date(NOON - 1000)])

  const asked = await checkTargets(db, { ids: [idle, fresh], by: "op", now: NOON })

  expect(new Map(asked.map(({ id, state }) => [id, state]))).toEqual(
    new Map([
      [idle, "asked"],
      [fresh, "fresh"],
    ]),
  )
  const due = await db.sql<{ id: string }>("select id from targets where due_at <= now()")
  expect(due).toEqual([{ id: idle }])
  expect((await acts()).toSorted()).toEqual([`op target check ${fresh}`, `op target check ${idle}`].toSorted())
})

test("another interval is written with the one before; under a minute, or none at all, is refused and writes nothing", async () => {
  const id = await addPage(db, await addFilm(db, "Le Phare"))

  await setTargetEvery(db, { id, everyMs: 12 * HOUR, by: "op" })
  await setTargetEvery(db, { id, everyMs: 12 * HOUR, by: "op" })

  expect(() => setTargetEvery(db, { id, everyMs: 5, by: "op" })).toThrow(/a minute/)
  const nobody = "00000000-0000-7000-8000-000000000000"
  await expect(setTargetEvery(db, { id: nobody, everyMs: HOUR, by: "op" })).rejects.toThrow(/no such target/)
  const { rows } = await pageAudit(db, { act: "target every", actor: null, subject: null, limit: 50, after: null })
  expect(rows).toMatchObject([{ subject: id, detail: { before: 6 * HOUR, after: 12 * HOUR } }])
})

test("each list of targets goes on where it stopped, and shows each of its targets once", async () => {
  const film = await addFilm(db, "Le Train")
  for (let index = 0; index < 7; index++) await addPage(db, film)
  await db.sql("update targets set failures = 2, last_outcome = 'failed', due_at = now() - interval '1 hour'")
  const filters: readonly TargetFilter[] = [
    ALL,
    { ...ALL, source: "page" },
    { ...ALL, filmId: film },
    { ...ALL, show: "failing" },
    { ...ALL, show: "late", source: "page" },
  ]
  for (const filter of filters) {
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const page = await pageTargets(db, { ...filter, limit: 3, after })
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next
      if (after === null) break
    }
    expect(new Set(seen).size, JSON.stringify(filter)).toBe(7)
    expect(seen).toHaveLength(7)
  }
  await expect(pageTargets(db, { ...ALL, after: '["x","y"]' })).rejects.toThrow(/next/)
  await expect(pageTargets(db, { ...ALL, show: "late", after: "drop table" })).rejects.toThrow(/next/)
})

test("an act whose register cannot be written is not done", async () => {
  const id = await addPage(db, await addFilm(db, "Le Mur"))
  await db.sql("alter table audit rename to audit_away")

  await expect(setTargets(db, { ids: [id], state: "paused", by: "op" })).rejects.toThrow(/audit/)

  await db.sql("alter table audit_away rename to audit")
  expect(await db.sql("select state from targets")).toEqual([{ state: "active" }])
})

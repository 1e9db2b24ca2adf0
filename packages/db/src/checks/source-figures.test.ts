import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { readSourceFigures } from "../queries/source-pages.ts"
import { useDatabase } from "../testing/use-database.ts"
import {
  ARTICLE,
  addFilm,
  addPage,
  check,
  DAY,
  endingAt,
  HOUR,
  MINUTE,
  NOON,
  sighting,
  snapshot,
} from "../testing/world.ts"
import { countSources } from "./source-figures.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => db.sql("truncate films, holds, targets, source_figures cascade"))

const at = (now: number) => () => now
const figures = async (source: string) => (await readSourceFigures(db)).find((one) => one.source === source)

test("a source's targets are counted: those that fail and why, without their address, and those that are late", async () => {
  const film = await addFilm(db, "Le Bac")
  const ids = []
  for (let index = 0; index < 4; index++) ids.push(await addPage(db, film))
  await db.sql("update targets set due_at = $1", [new Date(NOON + HOUR)])
  await db.sql(
    "update targets set failures = 3, last_outcome = 'failed', last_reason = 'status: https://secret.example/b?key=1: 503, expected 200', due_at = $2 where id = $1",
    [ids[0], new Date(NOON - HOUR)],
  )
  await db.sql("update targets set failures = 1, last_outcome = 'failed', last_reason = 'Secret words' where id = $1", [
    ids[1],
  ])
  await db.sql("update targets set state = 'paused' where id = $1", [ids[2]])
  await db.sql("update targets set last_good_at = $2 where id = $1", [ids[3], new Date(NOON - MINUTE)])

  expect(await countSources(db, at(NOON))).toBe(true)

  expect(await figures("page")).toMatchObject({
    active: 3,
    paused: 1,
    failing: 2,
    late: 1,
    lastGoodAt: NOON - MINUTE,
    oldestDueAt: NOON - HOUR,
    failures: [
      { reason: "other", count: 1 },
      { reason: "status: 503", count: 1 },
    ],
    heldSince: null,
  })
})

test("W14 a claim is contradicted where a better source says another day, and not where it says the same or is the worse", async () => {
  const [differs, agrees] = [await addFilm(db, "Le Pont"), await addFilm(db, "Le Quai")]
  const article = (end: number) => snapshot([sighting({ end: endingAt(end) })], { coverage: { claims: "none" } })
  for (const [film, end] of [
    [differs, NOON + 9 * DAY],
    [agrees, NOON + 5 * DAY],
  ] as const) {
    await check(db, await addPage(db, film), [sighting({ end: endingAt(NOON + 5 * DAY) })], NOON)
    await check(db, await addPage(db, film, ARTICLE), article(end), NOON + HOUR)
  }

  await countSources(db, at(NOON + 2 * HOUR))

  expect(await figures("article")).toMatchObject({ claims: 2, contradicted: 1 })
  expect(await figures("page")).toMatchObject({ claims: 2, contradicted: 0 })
})

test("what was corrected is counted, and an open hold shows since when", async () => {
  const target = await addPage(db, await addFilm(db, "Le Mur"))
  await check(db, target, [sighting()], NOON)
  await db.sql("update changes set kind = 'corrected'")
  await db.sql("insert into holds (source, reason, closing, open_count, created_at) values ('page', 'x', 1, 2, $1)", [
    new Date(NOON),
  ])

  await countSources(db, at(NOON))

  expect(await figures("page")).toMatchObject({ corrected: 1, heldSince: NOON })
})

test("nothing is counted again before three minutes, and claims the more seldom the longer they take", async () => {
  await check(db, await addPage(db, await addFilm(db, "Le Gué")), [sighting()], NOON)
  expect(await countSources(db, at(NOON))).toBe(true)
  expect(await countSources(db, at(NOON + 2 * MINUTE))).toBe(false)
  await db.sql("update source_figures set took_ms = 6000, claims = 99")

  expect(await countSources(db, at(NOON + 4 * MINUTE))).toBe(true)
  expect(await figures("page")).toMatchObject({ at: NOON + 4 * MINUTE, claimsAt: NOON, claims: 99 })
  await countSources(db, at(NOON + 24 * MINUTE))
  expect(await figures("page")).toMatchObject({ claimsAt: NOON + 24 * MINUTE, claims: 1 })
})

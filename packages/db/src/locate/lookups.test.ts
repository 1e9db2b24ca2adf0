import { expect, test } from "vitest"
import type { Db } from "../client.ts"
import { blankFacts, createFilm } from "../films/create.ts"
import { takeCandidate, takeFilm } from "../films/take.ts"
import { prune } from "../prune.ts"
import { useDatabase } from "../testing/use-database.ts"
import { DAY, MINUTE, NOON } from "../testing/world.ts"
import { claimOutbox } from "./claim.ts"
import { askLookup, readLookup, recordLookup } from "./lookups.ts"
import type { StoredCandidate } from "./read.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
const CONTEXT = { now: NOON, sources: new Map() }
const ask = (query: string, now = NOON, year: number | null = null) => askLookup(db, { query, year, now })
const film = (title: string, facts: Partial<StoredCandidate["film"]>): StoredCandidate => ({
  reference: title,
  url: null,
  film: blankFacts({ ...facts, title }),
})

/** A look-up of this title that found these. */
async function found(query: string, candidates: readonly StoredCandidate[]): Promise<string> {
  const id = await ask(query)
  await answer(id, { source: "finder", candidates })
  return id
}

async function answer(id: string, said: Parameters<typeof recordLookup>[2]): Promise<void> {
  const claim = await claimOutbox(db, "lookup", id, MINUTE)
  if (!claim) throw new Error(`look-up ${id} cannot be claimed`)
  await recordLookup(db, claim, said, NOON)
}

test("the same words within ten minutes are one look-up; other words, another year, or later are another", async () => {
  const first = await ask("  Le   Phare ")

  expect(await ask("le phare", NOON + 10 * MINUTE - 1)).toBe(first)
  expect(await ask("Le Phare", NOON, 1974)).not.toBe(first)
  expect(await ask("La Digue")).not.toBe(first)
  expect(await ask("Le Phare", NOON + 10 * MINUTE)).not.toBe(first)
  expect(await db.sql("select query from lookups where id = $1", [first])).toEqual([{ query: "Le Phare" }])
  expect(await db.sql("select state from outbox where kind = 'lookup' and ref = $1", [first])).toHaveLength(1)
})

test("one that failed is asked again at once", async () => {
  const first = await ask("La Gare")
  await answer(first, { source: null, reason: "finder: busy" })

  expect(await readLookup(db, first)).toMatchObject({ state: "failed", reason: "finder: busy", candidates: [] })
  expect(await ask("La Gare")).not.toBe(first)
})

test.each(["", "  ", "x".repeat(201)])("no title is refused: %j", async (query) => {
  await expect(ask(query)).rejects.toThrow(/expected 1 to 200 characters/)
})

test("what is found says which films the catalogue has already", async () => {
  const known = await createFilm(db, blankFacts({ title: "Le Bal", ids: { imdb: "tt0000001" } }), {
    createdBy: "test",
    now: NOON,
  })
  const id = await found("Le Bal", [
    film("Le Bal", { ids: { imdb: "tt0000001" } }),
    film("Le Bal masqué", { year: 1990 }),
  ])

  expect((await readLookup(db, id))?.candidates.map((one) => one.slug)).toEqual([known.slug, null])
})

test("choosing one creates it once, and the same film under another id of another source is that one", async () => {
  const verger = film("Le Verger", {
    year: 2001,
    directors: ["Paul Obrecht"],
    ids: { finder: "F1", imdb: "tt0000002" },
  })
  const id = await found("Le Verger", [verger])

  const [one, two] = await Promise.all([takeCandidate(db, id, 0, CONTEXT), takeCandidate(db, id, 0, CONTEXT)])
  const other = blankFacts({ title: "The Orchard", ids: { other: "9", imdb: "tt0000002" } })
  const three = await takeFilm(db, "other", other, CONTEXT)

  expect([one.created, two.created, three.created].toSorted()).toEqual([false, false, true])
  expect(new Set([one.id, two.id, three.id]).size).toBe(1)
  expect(await db.sql("select scheme from film_ids where film_id = $1 order by 1", [one.id])).toHaveLength(3)
})

test("a person's choice makes a film however little is known of it, even beside one that resembles it", async () => {
  const { slug } = await createFilm(db, blankFacts({ title: "Le Canal", year: 1980 }), { createdBy: "test", now: NOON })
  const id = await found("Le Canal", [film("Le Canal", { year: 1980, ids: { finder: "F7" } }), film("Le Canal", {})])

  const first = await takeCandidate(db, id, 0, CONTEXT)
  const bare = await takeCandidate(db, id, 1, CONTEXT)

  expect(first).toMatchObject({ created: true })
  expect(first.slug).not.toBe(slug)
  expect(bare.created).toBe(true)
  expect(await takeCandidate(db, id, 0, CONTEXT)).toEqual({ ...first, created: false })
  expect(await takeCandidate(db, id, 1, CONTEXT)).toEqual({ ...bare, created: false })
})

test("the same film chosen again is the same one, though its source has corrected another of its ids or it was refused once", async () => {
  const said = { year: 1995, directors: ["Jeanne Morel"] }
  const before = film("Le Quai", { ...said, ids: { finder: "F8", imdb: "tt0000008" } }).film
  const corrected = film("Le Quai", { ...said, ids: { finder: "F8", imdb: "tt0000009" } }).film
  const first = await takeFilm(db, "finder", before, CONTEXT)

  await db.sql("update works set state = 'ignored', film_id = null, matched_by = null where source = 'finder'")
  const refused = await takeFilm(db, "finder", before, CONTEXT)
  await db.sql("truncate works")
  const again = await takeFilm(db, "finder", corrected, CONTEXT)

  expect(refused).toEqual({ ...first, created: false })
  expect(again).toEqual({ ...first, created: false })
  expect(await db.sql("select film_id, state from works where source = 'finder'")).toEqual([
    { film_id: first.id, state: "matched" },
  ])
})

test("a film or a look-up that is not there says so", async () => {
  const id = await found("La Serre", [])

  await expect(takeCandidate(db, id, 0, CONTEXT)).rejects.toThrow(/look it up again/)
  await expect(takeCandidate(db, "nonsense", 0, CONTEXT)).rejects.toThrow(/look it up again/)
  expect(await readLookup(db, "nonsense")).toBeNull()
})

test("look-ups are dropped after a day, with their work", async () => {
  await db.sql("truncate lookups, outbox")
  const old = await ask("La Cloche", NOON)
  const fresh = await ask("La Cloche", NOON + DAY)

  await prune(db, NOON + DAY + MINUTE)

  expect(await readLookup(db, old)).toBeNull()
  expect(await readLookup(db, fresh)).toMatchObject({ state: "waiting" })
  expect(await db.sql("select ref from outbox where kind = 'lookup'")).toEqual([{ ref: fresh }])
})

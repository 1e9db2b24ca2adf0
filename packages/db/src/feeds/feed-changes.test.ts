import { foldName } from "@vigie/core"
import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { addProvider, change, forget, window } from "../history/history.testing.ts"
import { addWatch, ensureUser } from "../index.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, DAY, NOON } from "../testing/world.ts"
import { restingOn } from "./allowed.ts"
import { changesAfter } from "./changes-after.ts"
import { feedSubject } from "./feed-subject.ts"
import { newestChanges } from "./newest-changes.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => forget(db))

const OPEN = ["page"]
const asked = { sources: OPEN, demo: true }

/** A window with one change for each of these: [kind, source]. */
async function story(part: Parameters<typeof window>[1], said: readonly (readonly [string, string | null])[]) {
  const id = await window(db, part)
  const ids: string[] = []
  for (const [kind, source] of said) ids.push(await change(db, id, kind, NOON, { source }))
  return { id, ids }
}

/** Follows `next` to its end. */
async function readAll(filter: Parameters<typeof changesAfter>[1], limit = 2) {
  const kinds: string[] = []
  for (let after = 0, pages = 0; ; pages++) {
    const page = await changesAfter(db, filter, { after, limit })
    kinds.push(...page.changes.map(({ kind }) => kind))
    after = page.cursor
    if (!page.more) return { kinds, cursor: after, pages: pages + 1 }
  }
}

test("changes come oldest first, page by page, none twice and none left out, and an empty page gives the same cursor", async () => {
  const provider = await addProvider(db)
  await story({ provider }, [
    ["announced", "page"],
    ["opened", null],
    ["moved", "page"],
  ])
  await story({ provider }, [
    ["opened", "page"],
    ["closed", null],
  ])

  const read = await readAll(asked)

  expect(read.kinds).toEqual(["announced", "opened", "moved", "opened", "closed"])
  expect(read.pages).toBe(3)
  const empty = await changesAfter(db, asked, { after: read.cursor, limit: 2 })
  expect(empty).toEqual({ changes: [], cursor: read.cursor, more: false })
})

test("only what rests on the given sources alone is handed on: not from where another source spoke of the window", async () => {
  const provider = await addProvider(db)
  await story({ provider }, [
    ["opened", "page"],
    ["moved", "guide"],
    ["closed", null],
  ])
  await story({ provider }, [["improved", "guide"]])
  await story({ provider }, [["closing", null]])

  expect((await readAll(asked)).kinds).toEqual(["opened"])
  expect((await readAll({ ...asked, sources: ["guide", "page"] })).kinds).toEqual([
    "opened",
    "moved",
    "closed",
    "improved",
  ])
  expect((await readAll({ ...asked, sources: [] })).kinds).toEqual([])
  expect(await restingOn(db, ["guide", "page"])).toEqual(["guide", "guide+page", "page"])
})

test("a silent claim of another source on the window counts, and so does the source of the proof", async () => {
  const provider = await addProvider(db)
  const film = await addFilm(db, "Les Milles")
  const { id } = await story({ provider, film }, [["opened", "page"]])
  const target = await addPage(db, film)
  await db.sql(
    `insert into evidence (window_id, target_id, film_id, source, rank, start_precision, start_basis, end_precision, end_basis, text, doubts,
       first_seen_at, last_seen_at, changed_at, status)
     values ($1, $2, $3, 'guide', 'page', 'day', 'stated', 'unknown', 'observed', '', '{}', now(), now(), now(), 'holding')`,
    [id, target, film],
  )
  await change(db, id, "closed", NOON, { source: null })

  await db.sql(
    `insert into changes (id, at, kind, window_id, version, film_id, provider_id, territory, before, after, cause, quiet, source, proof)
     select gen_random_uuid(), now(), 'moved', id, 9, film_id, provider_id, 'FR', '{}', '{}', 'live', false, 'page', '{"source": "press"}'
     from windows where id = $1`,
    [id],
  )

  expect((await readAll(asked)).kinds).toEqual(["opened"])
  const rows = await db.sql<{ sources: string }>("select sources from changes order by cursor")
  expect(rows.map(({ sources }) => sources)).toEqual(["page", "guide+page", "guide+page+press"])
})

test("a film, a provider, a territory, a kind and a kind of change narrow what comes", async () => {
  const [provider, other] = [await addProvider(db), await addProvider(db)]
  const film = await addFilm(db, "Les Milles")
  await story({ provider, film, kind: "replay" }, [
    ["opened", "page"],
    ["closed", null],
  ])
  await story({ provider: other, territory: "BE" }, [["improved", "page"]])

  const kinds = async (part: object) => (await readAll({ ...asked, ...part })).kinds
  expect(await kinds({ filmId: film })).toEqual(["opened", "closed"])
  expect(await kinds({ filmId: film, providerId: other })).toEqual([])
  expect(await kinds({ providerId: other })).toEqual(["improved"])
  expect(await kinds({ territories: ["BE"] })).toEqual(["improved"])
  expect(await kinds({ kind: "replay" })).toEqual(["opened", "closed"])
  expect(await kinds({ kind: "replay", change: "closed" })).toEqual(["closed"])
})

test("a page reads no more than its share of changes, and its cursor goes past what was read", async () => {
  const provider = await addProvider(db)
  const { id } = await story({ provider }, [["opened", "page"]])
  await db.sql(
    `insert into changes (id, at, kind, window_id, version, film_id, provider_id, territory, before, after, cause, quiet, source)
     select gen_random_uuid(), now(), 'moved', c.window_id, 1 + n, c.film_id, c.provider_id, c.territory, '{}', '{}', 'live', false, 'page'
     from changes c cross join generate_series(1, 2500) n where c.window_id = $1`,
    [id],
  )
  await change(db, await window(db, { provider }), "closed", NOON, {})

  const first = await changesAfter(db, { ...asked, change: "closed" }, { after: 0, limit: 10 })

  expect(first).toMatchObject({ changes: [], more: true })
  expect(first.cursor).toBeGreaterThan(0)
  const all = await readAll({ ...asked, change: "closed" }, 10)
  expect(all).toMatchObject({ kinds: ["closed"], pages: 3 })
})

test("the newest of a provider, a film, a place, a person and a list come first, and go on from a cursor", async () => {
  const provider = await addProvider(db)
  const film = await addFilm(db, "Les Milles")
  await story({ provider, film }, [
    ["announced", "page"],
    ["opened", "page"],
    ["moved", "page"],
  ])
  await story({ provider }, [["improved", "guide"]])
  const [place] = await db.sql<{ id: string }>(
    "insert into places (slug, name, folded, department) values ('aix', 'Aix', 'aix', '13') returning id",
  )
  await db.sql("insert into film_places (film_id, place_id, source, text) values ($1, $2, 'test', 'Aix')", [
    film,
    place!.id,
  ])
  await db.sql("update films set director_keys = array[$2] where id = $1", [film, foldName("Jeanne Exemple")])
  const user = await ensureUser(db, { email: "a@mail.example", territories: ["FR"] })
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: NOON + DAY })

  const read = async (scope: Parameters<typeof newestChanges>[1], part: object = {}, before: number | null = null) => {
    const page = await newestChanges(db, scope, { ...asked, ...part }, { before, limit: 2 })
    return { kinds: page.changes.map(({ kind }) => kind), next: page.next }
  }
  const provided = { of: "provider", ref: provider } as const
  const first = await read(provided)
  expect(first.kinds).toEqual(["moved", "opened"])
  expect(await read(provided, {}, first.next)).toEqual({ kinds: ["announced"], next: null })
  expect((await read(provided, { sources: null, territories: ["FR"] })).kinds).toEqual(["improved", "moved"])
  expect((await read(provided, { sources: null, territories: ["BE"] })).kinds).toEqual([])
  for (const scope of [
    { of: "film", ref: film },
    { of: "place", ref: place!.id },
    { of: "department", ref: "13" },
    { of: "person", ref: "Jeanne Exemple" },
    { of: "list", ref: user.listId },
  ] as const) {
    expect((await read(scope, { sources: null })).kinds, scope.of).toEqual(["moved", "opened"])
    expect((await read(scope, { territories: ["BE"] })).kinds, scope.of).toEqual([])
    expect((await read(scope, { sources: ["guide"] })).kinds, scope.of).toEqual([])
  }
})

test("the demonstration is in no feed that leaves it out", async () => {
  const provider = await addProvider(db)
  const film = await addFilm(db, "Inventé")
  await db.sql("update films set demo = true where id = $1", [film])
  await story({ provider, film }, [["opened", "page"]])

  expect((await readAll({ ...asked, demo: false })).kinds).toEqual([])
  const scope = { of: "film", ref: film } as const
  expect((await newestChanges(db, scope, { sources: null, demo: false }, { before: null, limit: 5 })).changes).toEqual(
    [],
  )
})

test("what a feed is about is found by its page's address", async () => {
  const film = await addFilm(db, "Les Milles")
  const [row] = await db.sql<{ slug: string }>(
    "update films set director_keys = array[$2] where id = $1 returning slug",
    [film, foldName("Jeanne Exemple")],
  )
  await db.sql("insert into providers (slug, name) values ('canal-cap', 'Canal du Cap')")

  expect(await feedSubject(db, "film", row!.slug)).toEqual({
    scope: { of: "film", ref: film },
    name: "Les Milles (1995)",
    slug: row!.slug,
  })
  expect(await feedSubject(db, "provider", "canal-cap")).toMatchObject({ name: "Canal du Cap" })
  expect(await feedSubject(db, "person", "jeanne-exemple")).toMatchObject({
    scope: { of: "person", ref: "Jeanne Exemple" },
  })
  for (const of of ["film", "provider", "place", "department", "person"] as const)
    expect(await feedSubject(db, of, "nulle-part"), of).toBeNull()
})

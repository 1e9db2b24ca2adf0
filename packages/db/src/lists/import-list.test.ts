import { type FilmList, factsAbout, readList, writeList } from "@vigie/core"
import { beforeEach, describe, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, HOUR, NOON, SOURCES, sighting } from "../testing/world.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { addWatch, removeWatch } from "../watches.ts"
import { chooseFirsts, chooseLines, dismissLines, recallLines } from "./choose-lines.ts"
import { exportList } from "./export-list.ts"
import { importList, openImport, runImport } from "./import-list.ts"
import { readImport, readImported, readImportLines } from "./import-page.ts"
import { claimLine, leaveLine, recordLine } from "./look-up-line.ts"
import { tellImport } from "./tell-import.ts"

let db: Db
let user: UserRow
let users = 0
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  users += 1
  user = await ensureUser(db, { email: `reader${users}@mail.example`, territories: ["FR"] })
})

const context = { now: NOON, sources: SOURCES }
const listOf = (...lines: readonly string[]): FilmList => readList(new TextEncoder().encode(lines.join("\n")))
const bring = (list: FilmList, now = NOON) => importList(db, { userId: user.id, listId: user.listId, list, now })
const onList = async () => (await exportList(db, user.email))!.map((film) => film.title)
const view = async (importId: string) => (await readImport(db, importId, user.id))!
const to = async (importId: string) => ({ importId, listId: user.listId, userId: user.id })
const lines = (importId: string, state: "choose" | "looking" | "unknown" | "added" | "dismissed") =>
  readImportLines(db, importId, { state, after: 0, limit: 50 })

describe("what becomes of a line", () => {
  test("certain films are on the list in its order, the rest waits for a person or a look-up; the same list again adds nothing", async () => {
    const tag = `Certain ${users}`
    await addFilm(db, `${tag} deux`, 1994)
    await addFilm(db, `${tag} un`, 1995)
    const list = listOf(
      `${tag} un (1995)`,
      `${tag} deux (1994)`,
      `${tag} deux (1995)`,
      "Nul ne le connaît (1950)",
      "Faux (0123)",
    )

    const first = await bring(list)

    expect(first).toMatchObject({ total: 4, read: 4, added: 2, there: 0, twice: 0, rejected: 1 })
    expect(first.rows).toEqual([{ line: 5, fault: "bad_year", text: "Faux (0123)" }])
    expect(await onList()).toEqual([`${tag} un`, `${tag} deux`])
    expect((await view(first.importId)).lines).toMatchObject({ choose: 1, looking: 1 })
    expect((await readImported(db, first.importId, { after: null, limit: 9 })).map(({ film }) => film.title)).toEqual([
      `${tag} un`,
      `${tag} deux`,
    ])

    const again = await bring(list)

    expect(again).toMatchObject({ added: 0, there: 2 })
    expect(await onList()).toHaveLength(2)
    expect((await view(again.importId)).lines).toMatchObject({ choose: 1, looking: 1 })
    expect((await view(first.importId)).lines).toMatchObject({ choose: 0, looking: 0 })
    const kept = await db.sql("select id from import_lines where list_id = $1", [user.listId])
    expect(kept).toHaveLength(2)
  })

  test("one word without a year is put to its owner, a line repeated counts once", async () => {
    await addFilm(db, `Solitaire${users}`, 1990)

    const one = await bring(listOf(`Solitaire${users}`, `solitaire${users}`))

    expect(one).toMatchObject({ total: 2, read: 2, added: 0, twice: 1 })
    expect((await lines(one.importId, "choose"))[0]?.candidates).toMatchObject([{ index: 0, card: { year: 1990 } }])
  })

  test("a film taken off comes back with its list; one marked seen, and a line dismissed, stay out", async () => {
    const films = [await addFilm(db, `Enleve ${users} un`, 1990), await addFilm(db, `Enleve ${users} deux`, 1990)]
    const list = listOf(`Enleve ${users} un (1990)`, `Enleve ${users} deux (1990)`, "Jamais vu nulle part (1931)")
    const { importId } = await bring(list)
    for (const film of films) await removeWatch(db, user.listId, film)
    await db.sql("insert into marks (user_id, film_id, mark, cursor, at) values ($1, $2, 'seen', 0, now())", [
      user.id,
      films[1],
    ])
    const [unknown] = await lines(importId, "looking")
    await dismissLines(db, await to(importId), [unknown!.id])

    const again = await bring(list)

    expect(again).toMatchObject({ added: 1, there: 0, left: 2 })
    expect(await onList()).toEqual([`Enleve ${users} un`])
    expect((await view(again.importId)).lines).toMatchObject({ looking: 0, dismissed: 0 })
  })

  test("what an earlier list left open is closed by a list after the film came", async () => {
    const list = listOf(`Tardif ${users} enfin (1999)`)
    const before = await bring(list)
    expect((await view(before.importId)).lines.looking).toBe(1)
    await addFilm(db, `Tardif ${users} enfin`, 1999)

    expect(await bring(list)).toMatchObject({ added: 1 })
    expect((await view(before.importId)).lines).toMatchObject({ looking: 0, added: 1 })
  })
})

test("the same file sent twice at once is one: each film and each line once", async () => {
  for (let at = 0; at < 20; at++) await addFilm(db, `Deux fois ${users} film ${at}`, 1990)
  const list = listOf(...Array.from({ length: 25 }, (_, at) => `Deux fois ${users} film ${at} (1990)`))

  const both = await Promise.all([bring(list), bring(list)])

  expect(both.map(({ added }) => added).sort()).toEqual([0, 20])
  expect(await onList()).toHaveLength(20)
})

describe("I8 the past does not ring", () => {
  test("a film that a list brought hears of what comes after, and gets no first answer of its own", async () => {
    const film = await addFilm(db, `Muet ${users} film`, 1990)
    await check(db, await addPage(db, await addFilm(db, `Bavard ${users} film`)), [sighting()], NOON - HOUR)
    const other = await ensureUser(db, { email: `other${users}@mail.example`, territories: ["FR"] })
    await addWatch(db, { listId: other.listId, userId: other.id, filmId: film, now: NOON })
    await bring(listOf(`Muet ${users} film (1990)`))

    await check(db, await addPage(db, film), [sighting()], NOON + HOUR)

    const states = await db.sql<{ list_id: string; answer: string; cursor: number }>(
      "select list_id, answer, cursor from watches where film_id = $1",
      [film],
    )
    expect(states.find((row) => row.list_id === user.listId)).toMatchObject({ answer: "done" })
    expect(states.find((row) => row.list_id === other.listId)?.answer).toBe("due")
    const [last] = await db.sql<{ max: number }>("select max(cursor) from changes where film_id <> $1", [film])
    expect(last!.max).toBeGreaterThan(0)
    expect(states.find((row) => row.list_id === user.listId)?.cursor).toBe(last!.max)
  })

  test("nor when its targets are found later", async () => {
    const film = await addFilm(db, `Muet ${users} encore`, 1990)
    await bring(listOf(`Muet ${users} encore (1990)`))
    const { addLocatedTargets } = await import("../locate/targets.ts")

    await db.begin((tx) =>
      addLocatedTargets(tx, film, "page", [
        { reference: `r${users}`, territory: "FR", everyMs: HOUR, host: "x.example:443" },
      ]),
    )

    expect(await db.sql("select answer from watches where film_id = $1", [film])).toEqual([{ answer: "done" }])
  })
})

test("the films of a list are looked for and checked one after the other, not all at once", async () => {
  const films = []
  for (let at = 0; at < 4; at++) films.push(await addFilm(db, `Pas à pas ${users} film ${at}`, 1990))
  await addPage(db, films[3]!)
  await db.sql("update targets set due_at = now() + interval '1 day' where film_id = $1", [films[3]])

  await bring(listOf(...films.map((_, at) => `Pas à pas ${users} film ${at} (1990)`)))

  const waits = await db.sql<{ s: number }>(
    "select round(extract(epoch from run_after - now()))::int as s from outbox where kind = 'locate' and ref = any($1::uuid[]) order by run_after",
    [films],
  )
  expect(waits.map(({ s }) => Math.round(s / 5))).toEqual([0, 1, 2, 3])
  const [due] = await db.sql<{ s: number }>(
    "select round(extract(epoch from due_at - now()))::int as s from targets where film_id = $1",
    [films[3]],
  )
  expect(Math.round(due!.s / 5)).toBe(3)
})

describe("a person decides", () => {
  async function ambiguous() {
    const name = `Homonyme ${users} film`
    const ids = [await addFilm(db, name, 1960), await addFilm(db, name, 2010)]
    const { importId } = await bring(listOf(name, `${name} (1961)`))
    return { importId, ids, name }
  }

  test("the film they choose is on the list, and that line is that film in a later list", async () => {
    const { importId, name } = await ambiguous()
    const [line] = await lines(importId, "choose")
    const later = line!.candidates.find(({ card }) => card?.year === 2010)!

    expect(await chooseLines(db, await to(importId), [{ lineId: line!.id, index: later.index }], context)).toBe(1)
    expect(await chooseLines(db, await to(importId), [{ lineId: line!.id, index: 0 }], context)).toBe(0)

    expect(await readImported(db, importId, { after: null, limit: 9 })).toMatchObject([{ film: { year: 2010 } }])
    expect(await bring(listOf(name))).toMatchObject({ added: 0, there: 1 })
  })

  test("the first suggestion of each at once, none of them, and that taken back", async () => {
    const { importId } = await ambiguous()
    const [line] = await lines(importId, "choose")
    const mine = await to(importId)

    await dismissLines(db, mine, [line!.id])
    expect(await chooseFirsts(db, mine, context)).toBe(1)
    expect(await onList()).toHaveLength(1)
    expect((await view(importId)).lines).toMatchObject({ choose: 0, dismissed: 1, added: 1 })
    await recallLines(db, mine, [line!.id])
    expect((await view(importId)).lines).toMatchObject({ choose: 1, dismissed: 0 })
  })

  test("somebody else's import is not there, and its lines are out of reach", async () => {
    const { importId } = await ambiguous()
    const [line] = await lines(importId, "choose")
    const other = await ensureUser(db, { email: `thief${users}@mail.example`, territories: ["FR"] })
    const own = await importList(db, {
      userId: other.id,
      listId: other.listId,
      list: listOf("X y z (1900)"),
      now: NOON,
    })
    const theirs = { importId: own.importId, listId: other.listId, userId: other.id }

    expect(await readImport(db, importId, other.id)).toBeNull()
    expect(await readImport(db, "nonsense", other.id)).toBeNull()
    expect(await chooseLines(db, theirs, [{ lineId: line!.id, index: 0 }], context)).toBe(0)
    expect(await dismissLines(db, theirs, [line!.id])).toBe(0)
    expect((await view(importId)).lines.choose).toBe(2)
  })
})

describe("what the catalogue lacks is looked up, a line at a time", () => {
  const NAMELESS = { title: null, originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {} }
  const found = (title: string, year: number, id: string) => ({
    reference: id,
    url: null,
    film: factsAbout({ ...NAMELESS, title, year, directors: ["Jeanne Exemple"], ids: { tmdb: id } }, { place: "test" }),
  })

  test("a film found for certain comes into the catalogue and onto the list", async () => {
    const { importId } = await bring(
      listOf(`Trouvé ${users} film (1950)`, `Flou ${users} film (1950)`, `Rien ${users} film (1950)`),
    )
    const states = []
    for (const say of [
      { state: "certain", source: "feed", found: found(`Trouvé ${users} film`, 1950, `7${users}`) },
      { state: "choose", source: "feed", found: [found(`Flou ${users} film`, 1951, `8${users}`)] },
      { state: "unknown", reason: null },
    ] as const) {
      const line = await claimLine(db, importId, NOON)
      await recordLine(db, line!, say, context)
      states.push(line!.title)
    }

    expect(states).toEqual([`Trouvé ${users} film`, `Flou ${users} film`, `Rien ${users} film`])
    expect(await claimLine(db, importId, NOON)).toBeNull()
    expect((await view(importId)).lines).toEqual({ choose: 1, looking: 0, unknown: 1, added: 1, dismissed: 0 })
    expect(await onList()).toEqual([`Trouvé ${users} film`])
    const [line] = await lines(importId, "choose")
    expect(line?.candidates).toMatchObject([{ index: 0, found: { source: "feed", film: { year: 1951 } } }])
    await chooseLines(db, await to(importId), [{ lineId: line!.id, index: 0 }], context)
    expect(await onList()).toEqual([`Trouvé ${users} film`, `Flou ${users} film`])
  })

  test("one that resembles a film of the catalogue is put to its owner, not made twice", async () => {
    const near = await addFilm(db, `Proche ${users} film`, 1950)
    const { importId } = await bring(listOf(`Proche ${users} du film (1950)`))
    const line = await claimLine(db, importId, NOON)
    const facts = found(`Proche ${users} film`, 1950, `9${users}`)
    const say = { ...facts, film: { ...facts.film, directors: [] } }

    await recordLine(db, line!, { state: "certain", source: "feed", found: say }, context)

    expect((await lines(importId, "choose"))[0]?.candidates[0]).toMatchObject({ card: { id: near } })
    expect(await onList()).toEqual([])
  })

  test("a line in hand is in no other; without an answer it waits again; one dismissed meanwhile stays so", async () => {
    const { importId } = await bring(listOf(`Main ${users} film (1950)`))
    const line = await claimLine(db, importId, NOON)
    expect(await claimLine(db, importId, NOON + 1_000)).toBeNull()

    await leaveLine(db, line!.id)
    const again = await claimLine(db, importId, NOON + 2_000)
    expect(again?.id).toBe(line!.id)
    await dismissLines(db, await to(importId), [line!.id])
    await recordLine(db, again!, { state: "certain", source: "feed", found: found("X y", 1950, `5${users}`) }, context)

    expect((await view(importId)).lines).toMatchObject({ dismissed: 1, added: 0 })
    expect(await onList()).toEqual([])
  })
})

test("I8 an import has one summary, once nothing of it is looked up; none where no film came", async () => {
  const film = await addFilm(db, `Dit ${users} film`, 1990)
  await check(db, await addPage(db, film), [sighting()], NOON)
  const { importId } = await bring(listOf(`Dit ${users} film (1990)`, `Dit ${users} rien (1950)`))
  expect(await tellImport(db, importId, "https://vigie.example")).toBe(false)
  const line = await claimLine(db, importId, NOON)
  await recordLine(db, line!, { state: "unknown", reason: null }, context)

  expect(await tellImport(db, importId, "https://vigie.example")).toBe(true)
  expect(await tellImport(db, importId, "https://vigie.example")).toBe(false)

  const letters = await db.sql(`select kind, data from letters where "to" = $1`, [user.email])
  const url = `https://vigie.example/watchlist/import/${importId}`
  expect(letters).toEqual([{ kind: "import", data: { url, added: 1, available: 1, choose: 0, unknown: 1 } }])
  const again = await bring(listOf(`Dit ${users} film (1990)`))
  expect(await tellImport(db, again.importId, "https://vigie.example")).toBe(false)
})

test("a list cut off is brought in again without a film twice", async () => {
  for (let at = 0; at < 3; at++) await addFilm(db, `Coupé ${users} film ${at}`, 1990)
  const list = listOf(...[0, 1, 2].map((at) => `Coupé ${users} film ${at} (1990)`))
  const request = { userId: user.id, listId: user.listId, list, now: NOON }
  const importId = await openImport(db, request)

  expect((await view(importId)).counts).toMatchObject({ total: 3, read: 0 })
  expect(await runImport(db, importId, request)).toMatchObject({ read: 3, added: 3 })
})

test("what is handed out in any form is the same list when it is brought back", async () => {
  const titles = [
    `=SOMME(A1) ${users}`,
    `Les "Heures", ${users}`,
    `@Été ${users} ; la suite`,
    `Œuvre ${users} en deux\u00a0mots`,
  ]
  for (const title of titles) await addFilm(db, title, 1990)
  // These stand in the catalogue under their names as folded by the import's own rules.
  const { foldTitle } = await import("@vigie/core")
  for (const title of titles)
    await db.sql("update film_aliases set folded = $2 where title = $1", [title, foldTitle(title)])
  await bring(listOf(...titles.map((title) => `${title} (1990)`)))
  const mine = (await exportList(db, user.email))!
  expect(mine.map((film) => film.title)).toEqual(titles)

  for (const form of ["letterboxd", "imdb", "trakt", "text"] as const) {
    const text = writeList(form, mine)
    const other = await ensureUser(db, { email: `back-${form}${users}@mail.example`, territories: ["FR"] })
    const list = readList(new TextEncoder().encode(text))
    expect(list.form).toBe(form)
    await importList(db, { userId: other.id, listId: other.listId, list, now: NOON })

    expect(
      (await exportList(db, other.email))!.map((film) => film.title),
      form,
    ).toEqual(titles)
    if (form === "letterboxd" || form === "imdb") expect(text).not.toMatch(/(^|,)"?[=@+-]/m)
  }
})

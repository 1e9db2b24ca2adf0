import { beforeEach, describe, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { showFilm } from "../queries/film-page.ts"
import { listFilms } from "../queries/search.ts"
import { useDatabase } from "../testing/use-database.ts"
import { createFilm } from "./create.ts"
import { addFacts, importFilms } from "./import.ts"
import { facts } from "./test-facts.ts"

const NOW = Date.parse("2025-07-01T10:00:00Z")
const MAY = { createsFilms: true, now: NOW }
let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, people, companies, places, works restart identity cascade")
})

describe("what an import does", () => {
  test("creates films with a title, a year and a director, and keeps the rest waiting with all it says", async () => {
    const lost = facts({
      title: null,
      year: 2008,
      directors: ["Paul Orsini"],
      durationMinutes: 106,
      cast: ["Zoé Brun"],
    })

    const result = await importFilms(db, "places", [facts(), facts({ title: "Sans date", year: null }), lost], MAY)

    expect(result).toMatchObject({ read: 3, created: 1, updated: 0, unresolved: 2 })
    const waiting = await db.sql<{ facts: { cast: string[] | null } }>(
      "select facts from works where state = 'unmatched' and ref->>'year' = '2008'",
    )
    expect(waiting[0]?.facts.cast).toEqual(["Zoé Brun"])
  })

  test("creates nothing for a source that may not", async () => {
    const result = await importFilms(db, "press", [facts()], { ...MAY, createsFilms: false })

    expect(result).toMatchObject({ created: 0, unresolved: 1 })
  })

  test("never takes a real film for an invented one of the same name, nor the other way round", async () => {
    await importFilms(db, "vigie", [facts()], { ...MAY, demo: true })

    expect(await importFilms(db, "places", [facts()], MAY)).toMatchObject({ created: 1 })
    expect(await importFilms(db, "vigie", [facts()], { ...MAY, demo: true })).toMatchObject({
      created: 0,
      unresolved: 0,
    })
    expect(await db.sql("select count(*) as films from films group by demo")).toEqual([{ films: 1 }, { films: 1 }])
  })

  test("says 0 created, 0 updated the second time", async () => {
    const full = facts({
      originalTitle: "The Quays",
      durationMinutes: 91,
      countries: ["France"],
      credits: [
        { line: "Réalisé par Anne Delmas", job: "Réalisation", names: ["Anne Delmas"] },
        { line: "Ingénieur du son", job: "Ingénieur du son", names: null },
      ],
      cast: ["Zoé Brun", "Marc Lenoir", "Zoé Brun"],
      companies: [{ role: "Production", names: ["Quai Films", "Quai Films"] }],
      awards: [{ body: "César", year: 1996, category: "Meilleur son", text: "César 1996 : Meilleur son" }],
      places: [{ name: "Noeux-les-Mines", department: "62", text: "Noeux-les-Mines" }],
      releases: [
        { territory: "BE", country: "Belgique", distributor: null, buyer: null, date: "1996-02", localTitle: null },
      ],
      ids: { imdb: "tt109402" },
    })

    const first = await importFilms(db, "places", [full], MAY)
    const again = await importFilms(db, "places", [full], MAY)
    const changed = await importFilms(db, "places", [{ ...full, cast: ["Zoé Brun"] }], MAY)

    expect(first).toMatchObject({ created: 1, updated: 0 })
    expect(again).toMatchObject({ created: 0, updated: 0, unresolved: 0 })
    expect(changed).toMatchObject({ created: 0, updated: 1 })
  })

  test("makes one film of a film named twice, and two of two namesakes", async () => {
    const remake = facts({ year: 2012, directors: ["Jeanne Morel"], durationMinutes: 100 })

    const result = await importFilms(
      db,
      "places",
      [facts(), facts({ title: "LES QUAIS", durationMinutes: 92 }), remake],
      MAY,
    )

    expect(result).toMatchObject({ read: 3, created: 2, updated: 0, unresolved: 0 })
    const slugs = (await listFilms(db, { limit: 9 })).map((film) => film.slug)
    expect(slugs).toEqual(["les-quais", "les-quais-2012"])
  })

  test("keeps every credit line word for word and in order, per source, the cast as a line", async () => {
    const lines = ["Scénario de R. Nimier & L. Malle d'après N. Calef", "Photographie d'Henri Decae"]
    const credits = lines.map((line, at) => ({
      line,
      job: ["Scénario", "Photographie"][at] ?? "",
      names: [`Nom ${at}`],
    }))

    await importFilms(db, "places", [facts({ credits, cast: ["Zoé Brun", "Marc Lenoir"] })], MAY)
    await importFilms(db, "unifrance", [facts({ credits: credits.slice(1) })], { ...MAY, createsFilms: false })

    const film = await showFilm(db, "les-quais", NOW)
    expect(film?.credits.map(({ source, line }) => `${source}: ${line}`)).toEqual([
      `places: ${lines[0]}`,
      `places: ${lines[1]}`,
      "places: Zoé Brun, Marc Lenoir",
      `unifrance: ${lines[1]}`,
    ])
    expect(film?.credits[2]).toMatchObject({ job: "Cast", names: ["Zoé Brun", "Marc Lenoir"] })
  })

  test("fills what we do not have and overwrites nothing we do", async () => {
    await importFilms(db, "places", [facts({ title: "LES QUAIS", countries: ["France"] })], MAY)

    const result = await importFilms(
      db,
      "unifrance",
      [
        facts({
          title: "Les Quais, la nuit",
          year: 1996,
          countries: ["Belgique"],
          durationMinutes: 91,
          ids: { isan: "1" },
        }),
      ],
      { ...MAY, createsFilms: false },
    )

    expect(result).toMatchObject({ updated: 1 })
    const film = await showFilm(db, "les-quais", NOW)
    expect(film).toMatchObject({
      title: "LES QUAIS",
      year: 1995,
      countries: ["FR"],
      durationMinutes: 91,
      ids: { isan: "1" },
    })
    expect(film?.aliases).toContain("Les Quais, la nuit")
  })

  test("an all-capitals title gives way to the same one as it is usually written", async () => {
    await importFilms(db, "places", [facts({ title: "L'ÉCLUSE" })], MAY)

    await importFilms(db, "unifrance", [facts({ title: "L’Écluse" })], MAY)

    expect(await showFilm(db, "l-ecluse", NOW)).toMatchObject({ title: "L’Écluse", aliases: [] })
  })

  test("spellings of one commune are one place, departments keep namesakes apart", async () => {
    const place = (name: string, department: string | null) => ({ name, department, text: name })
    const places = [place("Bruay la Buissière", "62"), place("Noeux-les-Mines", "62"), place("Saint-Ouen", "80")]
    const others = [place("Bruay-la-Buissière", "62"), place("Nœux-les-Mines", null), place("St-Ouen", "93")]

    await importFilms(db, "places", [facts({ places }), facts({ title: "L'Écluse", places: others })], MAY)

    const rows = await db.sql<{ slug: string }>("select slug from places order by slug")
    expect(rows.map((row) => row.slug)).toEqual([
      "bruay-la-buissiere",
      "noeux-les-mines",
      "saint-ouen",
      "saint-ouen-93",
    ])
  })
})

describe("a film added later", () => {
  test("takes the works that waited for it, with what they say", async () => {
    const lost = facts({
      title: null,
      year: 2008,
      directors: ["Paul Orsini"],
      durationMinutes: 106,
      genres: ["Comédie"],
    })
    await importFilms(db, "places", [lost], MAY)

    const added = facts({ title: "Bienvenue", year: 2008, directors: ["Paul Orsini"], durationMinutes: 104 })
    const result = await importFilms(db, "unifrance", [added], MAY)

    expect(result.rematched).toMatchObject([{ source: "places", filmId: expect.any(String), sightings: null }])
    expect(await showFilm(db, "bienvenue", NOW)).toMatchObject({ genres: ["Comédie"] })
    expect(await importFilms(db, "places", [lost], MAY)).toMatchObject({ created: 0, updated: 0, unresolved: 0 })
  })

  test("leaves alone works that another director made", async () => {
    await importFilms(db, "places", [facts({ title: null, year: 2008, directors: ["Paul Orsini"] })], MAY)

    const result = await importFilms(db, "unifrance", [facts({ title: "Autre", year: 2008 })], MAY)

    expect(result.rematched).toEqual([])
  })
})

test("a film's own page teaches it without a title or year of its own", async () => {
  const film = await createFilm(db, { ...facts(), title: "Les Quais" }, { createdBy: "operator", now: NOW })
  const said = facts({
    title: "Les Quais",
    year: null,
    directors: [],
    companies: [{ role: "Production", names: ["Quai"] }],
  })

  expect(await addFacts(db, "unifrance", [{ filmId: film.id, facts: said }], NOW)).toBe(1)
  expect(await addFacts(db, "unifrance", [{ filmId: film.id, facts: said }], NOW)).toBe(0)
  expect(await showFilm(db, film.slug, NOW)).toMatchObject({ companies: [{ source: "unifrance", name: "Quai" }] })
})

test("created by hand, a film of a title already used gets its year in its address", async () => {
  const context = { createdBy: "operator", now: NOW }
  const draft = { ...facts(), title: "Les Quais" }

  const slugs = [
    await createFilm(db, draft, context),
    await createFilm(db, draft, context),
    await createFilm(db, draft, context),
  ]

  expect(slugs.map((film) => film.slug)).toEqual(["les-quais", "les-quais-1995", "les-quais-1995-2"])
  await expect(createFilm(db, { ...draft, title: " " }, context)).rejects.toThrow("a title is needed")
})

test("two imports at once make one film", async () => {
  const both = await Promise.all([importFilms(db, "a", [facts()], MAY), importFilms(db, "b", [facts()], MAY)])

  expect(both.map((result) => result.created).sort()).toEqual([0, 1])
})

import { DomainError, type FilmFacts, factsAbout, foldName, type Ms, toIso } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { enrichFilms } from "./enrich.ts"
import { lockCatalogue } from "./lock.ts"
import { type RematchedWork, rematchWorks } from "./rematch.ts"
import { freeSlugs } from "./slugs.ts"
import { addAliases } from "./titles.ts"

export interface CreateContext {
  /** The source, or who entered it. */
  readonly createdBy: string
  readonly now: Ms
  /** Invented data, kept out of feeds and exports. */
  readonly demo?: boolean
}

/** Facts that make a film: with a title. `slug` is the address part wished for; the title's unless given. */
export type FilmDraft = FilmFacts & { readonly title: string; readonly slug?: string }

export interface CreatedFilm {
  readonly id: string
  readonly slug: string
}

/** A film with nothing but what is given. */
export function blankFacts(given: Partial<FilmFacts> & { readonly title: string }): FilmDraft {
  const film = { title: given.title, originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {} }
  return { ...factsAbout(film, { place: "", ...given }), title: given.title }
}

/** A film just made, and the works that waited for it: to be reconciled with cause `backfill` (`backfillWorks`, W24). */
export interface AddedFilm extends CreatedFilm {
  readonly rematched: readonly RematchedWork[]
}

/**
 * Adds one film, whatever the catalogue already has; works that waited and are this film are matched, without fetching.
 * Throws DomainError("invalid") without a title.
 */
export async function createFilm(db: Db, draft: FilmDraft, context: CreateContext): Promise<AddedFilm> {
  return db.begin(async (tx) => {
    await lockCatalogue(tx)
    return addFilm(tx, draft, context)
  })
}

/** The same inside an open transaction that holds the catalogue's lock. */
export async function addFilm(tx: Tx, draft: FilmDraft, context: CreateContext): Promise<AddedFilm> {
  if (draft.title.trim() === "") throw new DomainError("invalid", "film: a title is needed")
  const [film] = await createFilms(tx, [draft], context)
  if (!film) throw new Error("the film was not stored")
  return { ...film, rematched: await rematchWorks(tx, context.now, [film.id]) }
}

/** Adds films in order, with all that is said of them. Call it under the catalogue's lock. */
export async function createFilms(
  tx: Tx,
  drafts: readonly FilmDraft[],
  { createdBy, now, demo = false }: CreateContext,
): Promise<readonly CreatedFilm[]> {
  const slugs = await freeSlugs(
    tx,
    "films",
    drafts.map((draft) => [draft.slug ?? draft.title, `${draft.slug ?? draft.title} ${draft.year ?? ""}`]),
    "film",
  )
  const rows = drafts.map((draft, index) => ({
    slug: slugs[index],
    title: draft.title.trim(),
    year: draft.year,
    form: draft.form ?? "feature",
    directors: draft.directors,
    keys: draft.directors.map(foldName),
  }))
  const made = await tx.sql<CreatedFilm>(
    `insert into films (slug, title, year, form, directors, director_keys, countries, genres, created_by, demo, created_at, updated_at)
     select slug, title, year, form, directors, keys, '{}', '{}', $2, $3, $4::timestamptz, $4::timestamptz
     from jsonb_to_recordset($1::jsonb) as x(slug text, title text, year int, form text, directors text[], keys text[])
     returning id, slug`,
    [JSON.stringify(rows), createdBy, demo, toIso(now)],
  )
  const idOf = new Map(made.map((film) => [film.slug, film.id]))
  const films = rows.map((row) => ({ id: idOf.get(row.slug ?? "") ?? "", slug: row.slug ?? "" }))
  await addAliases(
    tx,
    createdBy,
    films.map((film, index) => ({ filmId: film.id, title: rows[index]?.title ?? "", kind: "main" })),
  )
  await enrichFilms(
    tx,
    createdBy,
    films.map((film, index) => ({ filmId: film.id, facts: drafts[index] as FilmDraft })),
    now,
  )
  return films
}

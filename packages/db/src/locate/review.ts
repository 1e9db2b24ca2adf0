import type { FilmRef, MatchReason } from "@vigie/core"
import type { Tx } from "../client.ts"
import type { StoredCandidate } from "./read.ts"

/** One film that an open question may be about; `choice` is what answers it: a slug, or the source's own reference. */
export interface ReviewCandidate {
  readonly choice: string
  readonly title: string | null
  readonly year: number | null
  readonly directors: readonly string[]
  readonly url: string | null
  /** What speaks for and against it. */
  readonly why: readonly MatchReason[]
}

/**
 * A question for a person. `location`: which of a source's films a film of ours is; `work`: which of our films a work is
 * that a source names, or whether it is one of its own: without candidates, a film of which too little is said to make it by
 * itself. `id` is stable: `<slug>:<source>`, `work-<number>`.
 */
export type ReviewItem = {
  readonly id: string
  readonly source: string
  readonly title: string | null
  readonly year: number | null
  readonly directors: readonly string[]
  readonly candidates: readonly ReviewCandidate[]
} & (
  | { readonly kind: "location"; readonly filmId: string; readonly slug: string }
  | { readonly kind: "work"; readonly workId: number }
)

/** Every question that waits for a person: a film's place at a source first, then works, the oldest first. */
export async function listReview(db: Tx): Promise<readonly ReviewItem[]> {
  return [...(await openLocations(db)), ...(await openWorks(db))]
}

async function openLocations(db: Tx): Promise<readonly ReviewItem[]> {
  const rows = await db.sql<{
    film_id: string
    slug: string
    title: string
    year: number | null
    directors: string[]
    source: string
    candidates: StoredCandidate[]
  }>(
    `select l.film_id, f.slug, f.title, f.year, f.directors, l.source, coalesce(l.candidates, '[]'::jsonb) as candidates
     from locations l join films f on f.id = l.film_id
     where l.state = 'choose' and f.merged_into_id is null order by l.asked_at, f.slug, l.source`,
  )
  return rows.map(({ film_id: filmId, slug, title, year, directors, source, candidates }) => ({
    id: `${slug}:${source}`,
    kind: "location",
    source,
    title,
    year,
    directors,
    candidates: candidates.map(({ reference, url, film }) => ({
      choice: reference,
      title: film.title ?? film.originalTitle,
      year: film.year,
      directors: film.directors,
      url,
      why: [],
    })),
    filmId,
    slug,
  }))
}

async function openWorks(db: Tx): Promise<readonly ReviewItem[]> {
  const rows = await db.sql<{ id: number; source: string; ref: FilmRef; candidates: ReviewCandidate[] }>(
    `select w.id, w.source, w.ref, coalesce((
       select jsonb_agg(jsonb_build_object('choice', f.slug, 'title', f.title, 'year', f.year, 'directors', to_jsonb(f.directors),
           'url', null, 'why', c.value->'why') order by c.ordinality)
       from jsonb_array_elements(w.candidates) with ordinality as c
         join films m on m.id = (c.value->>'filmId')::uuid join films f on f.id = coalesce(m.merged_into_id, m.id)
     ), '[]'::jsonb) as candidates
     from works w where w.state = 'review' or (w.state = 'unmatched' and w.facts is not null)
     order by w.state, w.first_at, w.id`,
  )
  return rows.map(({ id, source, ref, candidates }) => ({
    id: `work-${id}`,
    kind: "work",
    source,
    title: ref.title ?? ref.originalTitle,
    year: ref.year,
    directors: ref.directors,
    candidates,
    workId: id,
  }))
}

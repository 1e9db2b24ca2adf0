import { DomainError, quote } from "@vigie/core"
import { z } from "zod"
import type { Tx } from "../client.ts"
import { FILM_CARD, FILM_IDS } from "./cards.ts"
import { bestHits } from "./hits.ts"
import type { FilmCard, FilmsFound } from "./types.ts"

export interface SearchOptions {
  readonly query?: string
  readonly limit: number
  /** `next` of the page before. */
  readonly after?: string | null
  /** False leaves the demonstration's films out. */
  readonly demo?: boolean
}

type Found = FilmsFound["films"][number]

interface Row {
  readonly card: FilmCard
  readonly ids: Record<string, string>
  readonly score: string
  readonly folded: string
}

/** Where a page ended: score, folded title, film. */
const Position = z.tuple([z.string().regex(/^\d+(\.\d+)?$/), z.string(), z.uuid()])

/**
 * Films by any of their titles or a director's name, best match first; accents, apostrophes and small mistakes do not
 * count (trigrams, by index). Without a query: all films by title. Throws DomainError("invalid") for a bad `after`.
 */
export async function searchFilms(db: Tx, options: SearchOptions): Promise<FilmsFound> {
  const { query, limit, after = null, demo = true } = options
  const position = after === null ? [null, null, null] : readPosition(after)
  const values: unknown[] = [limit + 1, demo, ...position]
  const hits = bestHits(query ?? "", (value) => `$${values.push(value)}`)
  const rows = await db.sql<Row>(hits === null ? ALL : search(hits), values)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    films: page.map(({ card, ids }) => ({ ...card, ids })),
    next: rows.length > limit && last ? writePosition([last.score, last.folded, last.card.id]) : null,
  }
}

/** The first `limit` films, best match first. */
export async function listFilms(db: Tx, options: Omit<SearchOptions, "after">): Promise<readonly Found[]> {
  return (await searchFilms(db, options)).films
}

const ALL = `select ${FILM_CARD} as card, ${FILM_IDS} as ids, '0' as score, a.folded
  from film_aliases a join films f on f.id = a.film_id
  where a.kind = 'main' and f.merged_into_id is null and ($2 or not f.demo)
    and ($3::text is null or (a.folded, a.film_id) > ($4::text, $5::uuid))
  order by a.folded, a.film_id limit $1`

const search = (hits: string) => `with ${hits}
  select ${FILM_CARD} as card, ${FILM_IDS} as ids, best.score::text as score, m.folded
  from best join films f on f.id = best.film_id join film_aliases m on m.film_id = f.id and m.kind = 'main'
  where f.merged_into_id is null and ($2 or not f.demo)
    and ($3::text is null or best.score < $3::numeric
      or (best.score = $3::numeric and (m.folded, f.id) > ($4::text, $5::uuid)))
  order by best.score desc, m.folded, f.id limit $1`

function writePosition(position: z.infer<typeof Position>): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url")
}

function readPosition(text: string): z.infer<typeof Position> {
  try {
    return Position.parse(JSON.parse(Buffer.from(text, "base64url").toString()))
  } catch {
    throw new DomainError("invalid", `after: ${quote(text)} is no position in this list`)
  }
}

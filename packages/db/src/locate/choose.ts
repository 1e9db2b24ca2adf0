import { DomainError, type Ms, quote } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { enrichFilms } from "../films/enrich.ts"
import { lockCatalogue } from "../films/lock.ts"
import { armOutbox } from "../outbox.ts"
import type { StoredCandidate } from "./read.ts"

export interface LocationChoice {
  readonly filmId: string
  readonly source: string
  readonly reference: string | null
  /** Only while it is asked: an answer that somebody gave meanwhile stands. */
  readonly onlyOpen?: boolean
  /** Who answered. */
  readonly by: string
  readonly now: Ms
}

/**
 * A person's answer about one film at one source: this reference, or none (null). It is pinned; its targets are made by a
 * locate, those of another reference retire with their history, and what the chosen candidate says is added to the film.
 * Throws DomainError("not_found") for an unknown film, "invalid" for a blank reference, "conflict" as `onlyOpen` says.
 */
export async function chooseLocation(db: Db, choice: LocationChoice): Promise<void> {
  const { filmId, source, by, now } = choice
  const reference = choice.reference?.trim() ?? null
  if (reference === "")
    throw new DomainError("invalid", `reference ${quote(choice.reference)}: expected the source's own`)
  await db.begin(async (tx) => {
    await lockCatalogue(tx)
    const [film] = await tx.sql<Located>(
      `select l.state, l.reference, l.candidates from films f left join locations l on l.film_id = f.id and l.source = $2
       where f.id = $1 and f.merged_into_id is null`,
      [filmId, source],
    )
    if (!film) throw new DomainError("not_found", `film ${quote(filmId)}: no such film`)
    if (choice.onlyOpen && film.state !== "choose")
      throw new DomainError("conflict", `film ${quote(filmId)} at ${source}: it is answered already`)
    await pin(tx, choice, film.reference, reference)
    const chosen = film.candidates?.find((candidate) => candidate.reference === reference)
    if (chosen) await enrichFilms(tx, source, [{ filmId, facts: chosen.film }], now)
    await tx.sql("insert into audit (actor, act, subject, detail) values ($1, 'choose-location', $2, $3::jsonb)", [
      by,
      filmId,
      JSON.stringify({ source, reference }),
    ])
    await armOutbox(tx, "locate", [filmId])
  })
}

interface Located extends Record<string, unknown> {
  readonly state: string | null
  readonly reference: string | null
  readonly candidates: readonly StoredCandidate[] | null
}

/** Stores the answer; targets of the reference before it retire, with their history, and those of an older one come back. */
async function pin(
  tx: Tx,
  { filmId, source, now }: LocationChoice,
  before: string | null,
  reference: string | null,
): Promise<void> {
  await tx.sql(
    `insert into locations (film_id, source, state, reference, pinned, asked_at) values ($1, $2, $3, $4, true, $5)
     on conflict (film_id, source) do update set state = excluded.state, reference = excluded.reference, pinned = true,
       reason = null, retry_at = null, failures = 0, asked_at = excluded.asked_at`,
    [filmId, source, reference === null ? "not_found" : "found", reference, new Date(now)],
  )
  if (before !== reference)
    await tx.sql(
      `update targets set state = case when reference = $4 then 'retired' else 'active' end, due_at = now()
       where film_id = $1 and source = $2 and scope = 'film' and (reference = $4 or (reference = $3 and state = 'retired'))`,
      [filmId, source, reference, before],
    )
}

import { DomainError, type FilmFacts, type FilmRef, type Ms, type Sighting } from "@vigie/core"
import { backfillWorks } from "../checks/backfill.ts"
import type { SourceFacts } from "../checks/report.ts"
import type { Db, Tx } from "../client.ts"
import { enrichFilms } from "./enrich.ts"
import { lockCatalogue } from "./lock.ts"
import type { RematchedWork } from "./rematch.ts"
import { addIds } from "./titles.ts"

export interface WorkChoice {
  readonly workId: number
  /** Null: it is none of the catalogue's, and is not asked about again. */
  readonly filmId: string | null
  /** Who answered. */
  readonly by: string
}

interface Waiting {
  readonly source: string
  readonly key: string
  readonly ref: FilmRef
  readonly facts: FilmFacts | null
  readonly sightings: readonly Sighting[] | null
  readonly targetId: string | null
  readonly lastAt: Ms
}

/**
 * A person's answer about a work that waits: it is pinned, what the work says is added to the film, and what was read of
 * it is reconciled as backfill: nothing rings (W24). Throws DomainError("not_found") for an unknown film or work,
 * DomainError("conflict") for a work that is matched already.
 */
export async function chooseWork(
  db: Db,
  choice: WorkChoice,
  context: { readonly now: Ms; readonly sources: ReadonlyMap<string, SourceFacts> },
): Promise<void> {
  const matched = await db.begin(async (tx) => {
    await lockCatalogue(tx)
    return pin(tx, choice, context.now)
  })
  if (matched !== null) await backfillWorks(db, [matched], context)
}

async function pin(tx: Tx, { workId, filmId, by }: WorkChoice, now: Ms): Promise<RematchedWork | null> {
  const [work] = await tx.sql<Waiting & { state: string }>(
    `select state, source, key, ref, facts, sightings, target_id as "targetId", last_at as "lastAt"
     from works where id = $1 for update`,
    [workId],
  )
  if (!work) throw new DomainError("not_found", `work ${workId}: no such work`)
  if (work.state === "matched") throw new DomainError("conflict", `work ${workId}: it is matched already`)
  if (filmId !== null) await assertFilm(tx, filmId)
  await tx.sql(
    `update works set state = $2, film_id = $3, matched_by = $4, candidates = null where id = $1`,
    filmId === null ? [workId, "ignored", null, null] : [workId, "matched", filmId, "pin"],
  )
  await tx.sql("insert into audit (actor, act, subject, detail) values ($1, 'choose-work', $2, $3::jsonb)", [
    by,
    `work-${workId}`,
    JSON.stringify({ source: work.source, key: work.key, film: filmId }),
  ])
  if (filmId === null) return null
  await addIds(tx, [{ filmId, ids: work.ref.ids }])
  if (work.facts) await enrichFilms(tx, work.source, [{ filmId, facts: work.facts }], now)
  const { source, key, ref, sightings, targetId, lastAt } = work
  return { source, key, filmId, targetId, ref, sightings, lastAt }
}

async function assertFilm(tx: Tx, filmId: string): Promise<void> {
  const rows = await tx.sql("select 1 as one from films where id::text = $1 and merged_into_id is null", [filmId])
  if (rows.length === 0) throw new DomainError("not_found", `film ${filmId}: no such film`)
}

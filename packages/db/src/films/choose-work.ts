import { DomainError, factsAbout, type Ms } from "@vigie/core"
import { backfillWorks } from "../checks/backfill.ts"
import type { SourceFacts } from "../checks/report.ts"
import type { Db, Tx } from "../client.ts"
import { createFilms } from "./create.ts"
import { enrichFilms } from "./enrich.ts"
import { lockCatalogue } from "./lock.ts"
import { type RematchedWork, rematched, rematchWorks, type StoredWork, WORK_COLUMNS } from "./rematch.ts"
import { addIds } from "./titles.ts"

export interface WorkChoice {
  readonly workId: number
  /** Null: it is none of the catalogue's, and is not asked about again. */
  readonly filmId: string | null
  /** Who answered. */
  readonly by: string
}

/**
 * A person's answer about a work that waits: it is pinned, what the work says is added to the film, and what was read of
 * it is reconciled as backfill: nothing rings (W24). Throws DomainError("not_found") for an unknown film or work,
 * DomainError("conflict") for a work that somebody answered before.
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

/**
 * The answer that it is a film of its own: made of what the work says, however little, and pinned in the same way. Returns
 * its slug. Throws as `chooseWork`, and DomainError("invalid") for a work without a title.
 */
export async function createFromWork(
  db: Db,
  { workId, by }: Omit<WorkChoice, "filmId">,
  context: { readonly now: Ms; readonly sources: ReadonlyMap<string, SourceFacts> },
): Promise<string> {
  const { slug, matched } = await db.begin(async (tx) => {
    await lockCatalogue(tx)
    const { source, ref, facts } = await readWaiting(tx, workId)
    const said = facts ?? factsAbout(ref, { place: "" })
    const title = said.title ?? said.originalTitle
    if (title === null) throw new DomainError("invalid", `work ${workId}: it has no title: say which film it is`)
    const { now } = context
    const [film] = await createFilms(tx, [{ ...said, title }], { createdBy: source, now })
    if (!film) throw new Error("the film was not stored")
    const pinned = await pin(tx, { workId, filmId: film.id, by }, now)
    return { slug: film.slug, matched: [pinned ?? [], await rematchWorks(tx, now, [film.id])].flat() }
  })
  await backfillWorks(db, matched, context)
  return slug
}

async function readWaiting(tx: Tx, workId: number): Promise<StoredWork> {
  const [work] = await tx.sql<StoredWork & { state: string }>(
    `select state, ${WORK_COLUMNS} from works where id = $1 for update`,
    [workId],
  )
  if (!work) throw new DomainError("not_found", `work ${workId}: no such work`)
  if (work.state === "matched") throw new DomainError("conflict", `work ${workId}: it is matched already`)
  if (work.state === "ignored") throw new DomainError("conflict", `work ${workId}: it is set aside already`)
  return work
}

async function pin(tx: Tx, { workId, filmId, by }: WorkChoice, now: Ms): Promise<RematchedWork | null> {
  const work = await readWaiting(tx, workId)
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
  return rematched(work, filmId)
}

async function assertFilm(tx: Tx, filmId: string): Promise<void> {
  const rows = await tx.sql("select 1 as one from films where id::text = $1 and merged_into_id is null", [filmId])
  if (rows.length === 0) throw new DomainError("not_found", `film ${filmId}: no such film`)
}

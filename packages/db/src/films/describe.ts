import type { FilmFacts, FilmRef, Ms } from "@vigie/core"
import { backfillWorks } from "../checks/backfill.ts"
import type { SourceFacts } from "../checks/report.ts"
import type { Db, Tx } from "../client.ts"
import { importInto } from "./import.ts"
import { lockCatalogue } from "./lock.ts"
import { type RematchedWork, rematched, type StoredWork, WORK_COLUMNS } from "./rematch.ts"

/** A film of which a source's list says too little: it knows it under an id of its own. */
export interface SilentWork {
  readonly id: number
  readonly source: string
  readonly ref: FilmRef
}

/**
 * Films that wait because their source's list states no year or no director, never asked about since `before`; those not
 * asked about yet come first, then the ones last listed. A work that its source does not call a film is none of them.
 */
export async function silentWorks(
  db: Tx,
  sources: readonly string[],
  { before, limit }: { readonly before: Ms; readonly limit: number },
): Promise<readonly SilentWork[]> {
  return db.sql<SilentWork & Record<string, unknown>>(
    `select id, source, ref from works
     where source = any($1) and state in ('unmatched', 'review') and facts is not null and ref->'ids'->>source is not null
       and (ref->>'year' is null or jsonb_array_length(ref->'directors') = 0) and (asked_at is null or asked_at < $2)
     order by asked_at nulls first, last_at desc, id limit $3`,
    [sources, new Date(before), limit],
  )
}

/**
 * What the source said of it when asked by its id, null = nothing: the film is matched or made, and what its list said of
 * it is reconciled as backfill, quietly (W24). Returns the film; null while it still waits.
 */
export async function describeWork(
  db: Db,
  work: SilentWork,
  said: FilmFacts | null,
  context: { readonly now: Ms; readonly sources: ReadonlyMap<string, SourceFacts> },
): Promise<string | null> {
  const { filmId, found } = await db.begin(async (tx) => {
    await lockCatalogue(tx)
    return describeInto(tx, work, said, context)
  })
  await backfillWorks(db, found, context)
  return filmId
}

async function describeInto(
  tx: Tx,
  { id, source }: SilentWork,
  said: FilmFacts | null,
  { now, sources }: { readonly now: Ms; readonly sources: ReadonlyMap<string, SourceFacts> },
): Promise<{ readonly filmId: string | null; readonly found: readonly RematchedWork[] }> {
  const read = async () => {
    const rows = await tx.sql<StoredWork & { state: string; filmId: string | null }>(
      `select state, film_id as "filmId", ${WORK_COLUMNS} from works where id = $1 for update`,
      [id],
    )
    return rows[0]
  }
  const before = await read()
  await tx.sql("update works set asked_at = $2 where id = $1", [id, new Date(now)])
  // A person, or another document, may have answered meanwhile.
  if (!before || said === null || (before.state !== "unmatched" && before.state !== "review"))
    return { filmId: before?.filmId ?? null, found: [] }
  const createsFilms = sources.get(source)?.createsFilms ?? false
  const brought = await importInto(tx, source, [said], { createsFilms, now })
  const filmId = (await read())?.filmId ?? null
  return { filmId, found: [...brought.rematched, ...(filmId === null ? [] : [rematched(before, filmId)])] }
}

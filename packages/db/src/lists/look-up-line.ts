import type { LineSought, Ms } from "@vigie/core"
import type { Db } from "../client.ts"
import { matchWorks } from "../films/match.ts"
import type { TakeContext } from "../films/take.ts"
import { takeFilm } from "../films/take.ts"
import type { StoredCandidate } from "../locate/read.ts"
import type { LineCandidate } from "./import-lines.ts"
import { importWatches } from "./import-watches.ts"

/** How long a line is in one hand while it is looked up (ms). */
const LEASE_MS: Ms = 120_000

export interface SoughtLine extends LineSought {
  readonly id: string
  readonly listId: string
  readonly userId: string
  readonly importId: string
}

/** The next line of an import to be looked up, which nobody else has in hand; null when none is left. */
export async function claimLine(db: Db, importId: string, now: Ms): Promise<SoughtLine | null> {
  const rows = await db.sql<SoughtLine & Record<string, unknown>>(
    `update import_lines l set asked_at = $2 from imports i
     where i.id = l.import_id and l.id = (
       select id from import_lines where import_id = $1 and state = 'looking' and (asked_at is null or asked_at < $3)
       order by line limit 1 for update skip locked)
     returning l.id, l.title, l.year, l.ids, l.list_id as "listId", i.user_id as "userId", l.import_id as "importId"`,
    [importId, new Date(now), new Date(now - LEASE_MS)],
  )
  return rows[0] ?? null
}

/** A look-up that did not come to an answer: the line waits for its turn again. */
export async function leaveLine(db: Db, lineId: string): Promise<void> {
  await db.sql("update import_lines set asked_at = null where id = $1 and state = 'looking'", [lineId])
}

/** What a look-up of a line came to. */
export type LineAnswer =
  | { readonly state: "certain"; readonly source: string; readonly found: StoredCandidate }
  | { readonly state: "choose"; readonly source: string; readonly found: readonly StoredCandidate[] }
  | { readonly state: "unknown"; readonly reason: string | null }

/**
 * Keeps what a look-up of a line came to. A certain film is brought into the catalogue, unless it resembles one there so
 * that only a person can tell, and put on the list; what its owner did to the line meanwhile stays.
 */
export async function recordLine(db: Db, line: SoughtLine, answer: LineAnswer, context: TakeContext): Promise<void> {
  if (answer.state === "certain") return settle(db, line, answer.source, answer.found, context)
  if (answer.state === "choose")
    return offer(
      db,
      line,
      answer.found.map((found) => ({ source: answer.source, ...found })),
    )
  await db.sql("update import_lines set state = 'unknown', reason = $2 where id = $1 and state = 'looking'", [
    line.id,
    answer.reason?.slice(0, 500) ?? null,
  ])
}

async function settle(
  db: Db,
  line: SoughtLine,
  source: string,
  found: StoredCandidate,
  context: TakeContext,
): Promise<void> {
  const [outcome] = (await matchWorks(db, source, [found.film])).values()
  if (outcome?.outcome === "review") {
    const known = outcome.candidates.map(({ filmId }) => ({ filmId }))
    return offer(db, line, [...known, { source, ...found }])
  }
  if (outcome?.outcome === "ignored") return offer(db, line, [{ source, ...found }])
  const filmId = outcome?.outcome === "matched" ? outcome.filmId : (await takeFilm(db, source, found.film, context)).id
  await putOnList(db, line, filmId, context.now)
}

async function offer(db: Db, { id }: SoughtLine, candidates: readonly LineCandidate[]): Promise<void> {
  await db.sql("update import_lines set state = 'choose', candidates = $2::jsonb where id = $1 and state = 'looking'", [
    id,
    JSON.stringify(candidates.slice(0, 10)),
  ])
}

async function putOnList(db: Db, line: SoughtLine, filmId: string, now: Ms): Promise<void> {
  await db.begin(async (tx) => {
    await tx.sql("select id from lists where id = $1 for update", [line.listId])
    const open = await tx.sql(
      `update import_lines set state = 'added', film_id = $2, candidates = null, reason = null
       where id = $1 and state = 'looking' returning id`,
      [line.id, filmId],
    )
    if (open.length > 0) await importWatches(tx, line, [filmId], { from: 0, now })
  })
}

import type { FilmFacts, Ms } from "@vigie/core"
import { releaseFirstAnswers } from "../checks/finish.ts"
import { type Db, type Tx, toDate } from "../client.ts"
import { enrichFilms } from "../films/enrich.ts"
import { lockCatalogue } from "../films/lock.ts"
import { type Claim, endClaim, keepArmed, lockClaim } from "./claim.ts"
import type { StoredCandidate } from "./read.ts"
import { retryDelay } from "./retry.ts"
import { addLocatedTargets, type NewLocatedTarget } from "./targets.ts"

/** How long "not found" is believed (ms). */
const BELIEVED_MS = 30 * 86_400_000

/** What looking for a film at one source came to. */
export type Located =
  | {
      readonly state: "found"
      /** Null: its targets were added by hand. */
      readonly reference: string | null
      readonly facts: FilmFacts | null
      readonly targets: readonly NewLocatedTarget[]
    }
  | { readonly state: "choose"; readonly candidates: readonly StoredCandidate[] }
  /** `reason`: why it was not even asked; null = it was, and does not know the film. */
  | { readonly state: "not_found"; readonly reason: string | null }
  | { readonly state: "failed"; readonly reason: string; readonly retryAfterMs: Ms | null }

/** Says of which sources an answer is awaited: a watch's first answer waits for them (W24). Those known already stay. */
export async function beginLocating(tx: Tx, filmId: string, sources: readonly string[]): Promise<void> {
  await tx.sql(
    `insert into locations (film_id, source, state) select $1, source, 'looking' from unnest($2::text[]) as x(source)
     order by source on conflict do nothing`,
    [filmId, sources],
  )
}

export interface LocatedContext {
  readonly now: Ms
  /** In [0, 1): the jitter of the next try. */
  readonly random: number
}

/**
 * Keeps what one source came to, with its targets and what it says of the film, in one transaction; a person's choice is
 * never overwritten. Returns the ids of targets made. Throws ClaimLost.
 */
export async function recordLocated(
  db: Db,
  claim: Claim,
  source: string,
  located: Located,
  context: LocatedContext,
): Promise<readonly string[]> {
  const filmId = claim.ref
  return db.begin(async (tx) => {
    const facts = located.state === "found" ? located.facts : null
    // The catalogue before the row, as an import takes them.
    if (facts) await lockCatalogue(tx)
    const armed = await lockClaim(tx, claim)
    if (facts) {
      await enrichFilms(tx, source, [{ filmId, facts }], context.now)
      await keepArmed(tx, claim, armed)
    }
    await storeLocation(tx, filmId, source, located, context)
    return located.state === "found" ? addLocatedTargets(tx, filmId, source, located.targets) : []
  })
}

async function storeLocation(
  tx: Tx,
  filmId: string,
  source: string,
  located: Located,
  { now, random }: LocatedContext,
): Promise<void> {
  const failed = located.state === "failed" ? located : null
  const [before] = await tx.sql<{ failures: number }>(
    "select failures from locations where film_id = $1 and source = $2",
    [filmId, source],
  )
  const failures = failed ? (before?.failures ?? 0) + 1 : 0
  const again = failed ? Math.max(failed.retryAfterMs ?? 0, retryDelay(failures, random)) : BELIEVED_MS
  const retryAt = located.state === "not_found" || failed ? now + Math.round(again) : null
  await tx.sql(
    `insert into locations (film_id, source, state, reference, candidates, reason, asked_at, retry_at, failures)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9)
     on conflict (film_id, source) do update set state = excluded.state, reference = excluded.reference,
       candidates = excluded.candidates, reason = excluded.reason, asked_at = excluded.asked_at,
       retry_at = excluded.retry_at, failures = excluded.failures
     where not locations.pinned`,
    [
      filmId,
      source,
      located.state,
      located.state === "found" ? located.reference : null,
      located.state === "choose" ? JSON.stringify(located.candidates) : null,
      reasonOf(located),
      new Date(now),
      toDate(retryAt),
      failures,
    ],
  )
}

function reasonOf(located: Located): string | null {
  return located.state === "not_found" || located.state === "failed" ? (located.reason?.slice(0, 500) ?? null) : null
}

/**
 * Ends a film's locating: sources of which nothing is awaited any more are forgotten, and the first answers that waited
 * for it are released, with or without any target. "again": it was armed meanwhile. Throws ClaimLost.
 */
export async function endLocating(db: Db, claim: Claim): Promise<"done" | "again"> {
  return db.begin(async (tx) => {
    await lockClaim(tx, claim)
    const ended = await endClaim(tx, claim)
    if (ended === "again") return ended
    await tx.sql("delete from locations where film_id = $1 and state = 'looking'", [claim.ref])
    await releaseFirstAnswers(tx, [claim.ref], { withoutTargets: true })
    return ended
  })
}

/** Our own code failed: what was still looked for is tried again later, and nobody waits for it (I2). */
export async function failLocating(db: Db, claim: Claim, reason: string, context: LocatedContext): Promise<void> {
  await db.begin(async (tx) => {
    await lockClaim(tx, claim)
    await tx.sql(
      `update locations set state = 'failed', reason = $2, failures = failures + 1, asked_at = $3, retry_at = $4
       where film_id = $1 and state = 'looking'`,
      [
        claim.ref,
        reason.slice(0, 500),
        new Date(context.now),
        new Date(context.now + Math.round(retryDelay(3, context.random))),
      ],
    )
    await releaseFirstAnswers(tx, [claim.ref], { withoutTargets: true })
    await endClaim(tx, claim)
  })
}

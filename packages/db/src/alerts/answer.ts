import type { Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { finishOutbox, takeOutbox } from "../outbox.ts"
import { readKnownWindows } from "../watchlist/marks.ts"
import { type Candidate, unmuted, watchersOf } from "./candidates.ts"
import { closedOffers, goneBefore, readPast } from "./past.ts"
import { storeAlerts } from "./store.ts"
import { readClosedWindows, readOpenWindows, type WindowSubject } from "./subjects.ts"
import type { Told } from "./told.ts"
import { wantedNow } from "./wanted.ts"

/**
 * Gives a watch its first answer (I8): one message with what is open now, or none when nothing is. From here on it is
 * told the changes that follow. Idempotent.
 */
export async function answerWatch(db: Db, watchId: string, now: Ms): Promise<number> {
  return db.begin((tx) => answerIn(tx, watchId, now))
}

/** The same inside an open transaction. */
export async function answerIn(tx: Tx, watchId: string, now: Ms): Promise<number> {
  if (!(await takeOutbox(tx, "answer", watchId))) return 0
  const rows = await tx.sql<{ film_id: string }>(
    `update watches set answer = 'done', cursor = greatest(cursor, coalesce((select max(cursor) from changes), 0))
     where id = $1 and answer = 'due' returning film_id`,
    [watchId],
  )
  const filmId = rows[0]?.film_id
  const told = filmId === undefined ? [] : await answersFor(tx, filmId, watchId, now)
  const made = await storeAlerts(tx, told, now)
  await finishOutbox(tx, "answer", [watchId])
  return made
}

async function answersFor(tx: Tx, filmId: string, watchId: string, now: Ms): Promise<readonly Told[]> {
  const open = [...(await readOpenWindows(tx, [filmId], now)).values()]
  if (open.length === 0) return []
  const known = await readKnownWindows(tx, filmId)
  const { countries } = await readPast(tx, filmId, false)
  const closed = [...(await readClosedWindows(tx, [filmId])).values()]
  const gone = goneBefore({ windowId: "", at: now }, closedOffers(closed, now))
  return (await watchersOf(tx, [watchId])).flatMap((candidate): Told[] => {
    const named = open.map((subject) => ({ ...subject, windowId: subject.window.id }))
    const heard = unmuted(candidate, named, known)
    const wanted = wantedNow(candidate.rule, { user: candidate, countries, gone }, heard, now)
    return wanted.length === 0 ? [] : [answer(candidate, filmId, wanted, now)]
  })
}

function answer(candidate: Candidate, filmId: string, wanted: readonly WindowSubject[], now: Ms): Told {
  const { userId, watchId, settings, rule } = candidate
  const ends = wanted.flatMap(({ window }) => window.end.at ?? [])
  return {
    ...{ userId, filmId, watchId, settings, from: now },
    kind: "first_answer",
    changeId: null,
    ruleId: null,
    ringKey: null,
    cadence: rule.cadence ?? null,
    endsAt: ends.length === 0 ? null : Math.min(...ends),
  }
}

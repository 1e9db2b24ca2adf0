import { fromIso, type Ms, mayRing, stillHolds, type TellSettings } from "@vigie/core"
import type { Tx } from "../client.ts"
import { TELL_SETTINGS } from "./candidates.ts"
import { readWindows, type StoredChange } from "./subjects.ts"
import type { Told } from "./told.ts"

const DAY: Ms = 86_400_000

/** A change that proves another wrong. */
export interface Correction {
  readonly change: StoredChange
  readonly correctsId: string
  /** The ids of its window, where it never was what it was said to be: a first answer may have told it. Else empty. */
  readonly windowIds: readonly string[]
}

/**
 * Which of these changes prove an earlier one wrong, and still hold: those that say so themselves, and the end of an opening
 * that was observed to be gone within a day.
 */
export async function readCorrections(
  tx: Tx,
  changes: readonly StoredChange[],
  now: Ms,
): Promise<readonly Correction[]> {
  const ringing = changes.filter(mayRing)
  const saying = ringing.flatMap((change) =>
    change.kind === "corrected" && change.correctsId !== null
      ? [{ change, correctsId: change.correctsId, never: change.after.status === "void" }]
      : [],
  )
  const found = [...saying, ...(await withdrawnOpenings(tx, ringing))]
  if (found.length === 0) return []
  const windows = await readWindows(tx, [...new Set(found.map(({ change }) => change.windowId))])
  return found.flatMap(({ change, correctsId, never }): Correction[] => {
    const subject = windows.get(change.windowId)
    if (subject === undefined || !stillHolds(change, subject.window, subject.evidence, now)) return []
    return [{ change, correctsId, windowIds: never ? [...new Set([change.windowId, subject.window.id])] : [] }]
  })
}

interface Found {
  readonly change: StoredChange
  readonly correctsId: string
  /** It was never there, whatever was said of it. */
  readonly never: boolean
}

async function withdrawnOpenings(tx: Tx, changes: readonly StoredChange[]): Promise<readonly Found[]> {
  const ends = changes.filter(({ kind, after }) => kind === "closed" && after.endBasis === "observed" && after.end)
  if (ends.length === 0) return []
  const rows = await tx.sql<{ id: string; openedId: string; openedAt: Ms }>(
    `select c.id, o.id as "openedId", o.at as "openedAt" from changes c cross join lateral (
       select id, at from changes where window_id = c.window_id and kind = 'opened' and cursor < c.cursor order by cursor desc limit 1) o
     where c.id = any($1::uuid[])`,
    [ends.map(({ id }) => id)],
  )
  return rows.flatMap(({ id, openedId, openedAt }) => {
    const change = ends.find((one) => one.id === id)!
    return fromIso(change.after.end!) - openedAt <= DAY ? [{ change, correctsId: openedId, never: true }] : []
  })
}

interface ReaderRow extends Record<string, unknown> {
  readonly alertId: string
  readonly userId: string
  readonly watchId: string | null
  readonly ruleId: string | null
  readonly kind: Told["kind"]
  readonly changeId: string
  readonly toldAt: Ms
  readonly settings: TellSettings
}

/**
 * Those who were told what proves wrong, whatever their rule, after an alert's id: a message of it, or a first answer with its
 * window, was handed over, or is about to be. What was not frozen yet is dropped where it is rendered. What takes back a correction waits until it has lasted a day,
 * so that what comes and goes is not told at every turn.
 */
export async function correctionsAfter(
  tx: Tx,
  corrections: readonly Correction[],
  now: Ms,
  after: string | null,
  limit: number,
): Promise<{ readonly told: readonly Told[]; readonly last: string | null }> {
  const windows = corrections.flatMap(({ change, correctsId, windowIds }) =>
    windowIds.map((id) => ({ id, correctsId, changeId: change.id })),
  )
  const rows = await tx.sql<ReaderRow>(
    `with told as (
       select a.id, x.change_id, i.delivery_id from unnest($1::uuid[], $2::uuid[]) as x(corrects_id, change_id)
         join alerts a on a.change_id = x.corrects_id join delivery_items i on i.alert_id = a.id
       union all
       select i.alert_id, x.change_id, i.delivery_id from unnest($5::uuid[], $6::uuid[], $7::uuid[]) as x(window_id, corrects_id, change_id)
         join delivery_items i on i.window_ids @> array[x.window_id] and i.window_ids <> '{}' join alerts a on a.id = i.alert_id
       where not exists (select 1 from alerts o join delivery_items p on p.alert_id = o.id join deliveries e on e.id = p.delivery_id
         where o.user_id = a.user_id and o.change_id = x.corrects_id and e.state in ('sent', 'claimed', 'held'))
     ) select a.id as "alertId", a.user_id as "userId", a.watch_id as "watchId", a.rule_id as "ruleId", a.kind, told.change_id as "changeId",
       max(d.due_at) as "toldAt", ${TELL_SETTINGS} as settings
     from told join alerts a on a.id = told.id join users u on u.id = a.user_id join deliveries d on d.id = told.delivery_id
     where ($3::uuid is null or a.id > $3) and u.closed_at is null and d.state in ('sent', 'claimed', 'held')
     group by a.id, told.change_id, u.id order by a.id limit $4`,
    [
      corrections.map((one) => one.correctsId),
      corrections.map((one) => one.change.id),
      after,
      limit,
      windows.map(({ id }) => id),
      windows.map(({ correctsId }) => correctsId),
      windows.map(({ changeId }) => changeId),
    ],
  )
  const told = rows.map(({ userId, watchId, ruleId, kind, changeId, toldAt, settings }): Told => {
    const { filmId } = corrections[0]!.change
    const from = kind === "correction" ? Math.max(now, toldAt + DAY) : now
    const cadence = { every: "now" } as const
    return {
      ...{ userId, filmId, watchId, ruleId, changeId, settings, cadence, from },
      kind: "correction",
      ringKey: null,
      endsAt: null,
    }
  })
  return { told, last: rows.length < limit ? null : (rows.at(-1)?.alertId ?? null) }
}

import { type Ms, quietUntil } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import type { NewsletterKind, Rhythm } from "./asked.ts"
import { type LocalRhythm, lastIssue, periodBefore } from "./rhythm.ts"

/** Issues made in one transaction. */
const PAGE = 1_000

interface DueRow extends Record<string, unknown> {
  readonly userId: string
  readonly kind: NewsletterKind
  readonly ref: string
  readonly cadence: Rhythm["cadence"]
  readonly createdAt: Ms
  readonly lastAt: Ms | null
  readonly channelId: string
  readonly slot: Ms
  readonly date: string
  readonly zone: string
  readonly quietFrom: string | null
  readonly quietTo: string | null
}

/** Instants, and the rhythm they are of. */
interface Slot {
  readonly of: LocalRhythm
  readonly at: Ms
  readonly date: string
  readonly dayBegan: Ms
}

/**
 * Makes every issue whose local time has come: one message per user, newsletter and local date, after the user's quiet
 * hours; what was missed while nothing ran comes in one. What it says is read when it is rendered. Returns the issues made.
 */
export async function makeNewsletters(db: Db, now: Ms): Promise<number> {
  const slots = await slotsAt(db, now)
  if (slots.length === 0) return 0
  let made = 0
  for (;;) {
    const page = await db.begin(async (tx) => {
      const due = await takeDue(tx, slots)
      return { due: due.length, made: await makeIssues(tx, due, now) }
    })
    made += page.made
    if (page.due < PAGE) return made
  }
}

/** Each rhythm that somebody asked for, once: its calendar is worked out for all who have it. */
async function slotsAt(db: Db, now: Ms): Promise<readonly Slot[]> {
  const rhythms = await db.sql<LocalRhythm & Record<string, unknown>>(
    `select distinct u.zone, u.told_hour as hour, n.cadence, n.day from newsletters n join users u on u.id = n.user_id
     where u.closed_at is null`,
  )
  return rhythms.map((of) => ({ of, ...lastIssue(of, now) }))
}

/**
 * Locks some newsletters with an issue due, of people who have an address to be written to. One that is asked for, or whose
 * rhythm changes, after its hour waits for the next; the day of the last issue has no second one.
 */
function takeDue(tx: Tx, slots: readonly Slot[]): Promise<DueRow[]> {
  return tx.sql<DueRow>(
    `select n.user_id as "userId", n.kind, n.ref, n.cadence, n.created_at as "createdAt", n.last_at as "lastAt", c.id as "channelId",
       x.slot, x.date, u.zone, u.quiet_from as "quietFrom", u.quiet_to as "quietTo"
     from unnest($1::text[], $2::int[], $3::text[], $4::int[], $5::timestamptz[], $6::text[], $7::timestamptz[])
         as x(zone, hour, cadence, day, slot, date, began)
       join users u on u.zone = x.zone and u.told_hour = x.hour and u.closed_at is null
       join newsletters n on n.user_id = u.id and n.cadence = x.cadence and n.day is not distinct from x.day
       cross join lateral (select id from channels where user_id = u.id and kind = 'email' and state = 'active' order by created_at, id limit 1) c
     where n.created_at < x.slot and (n.last_at is null or n.last_at < x.began)
     order by n.user_id, n.kind, n.ref limit ${PAGE} for update of n skip locked`,
    [
      slots.map(({ of }) => of.zone),
      slots.map(({ of }) => of.hour),
      slots.map(({ of }) => of.cadence),
      slots.map(({ of }) => of.day),
      slots.map(({ at }) => new Date(at)),
      slots.map(({ date }) => date),
      slots.map(({ dayBegan }) => new Date(dayBegan)),
    ],
  )
}

async function makeIssues(tx: Tx, due: readonly DueRow[], now: Ms): Promise<number> {
  const rows = await tx.sql<{ issues: number }>(
    `with x as (
       select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::jsonb[]) as x(channel_id, group_key, due_at, about)
     ), made as (
       insert into deliveries (channel_id, kind, group_key, due_at, about, created_at)
       select channel_id, 'newsletter', group_key, due_at, about, $5 from x
       on conflict (channel_id, group_key) where group_key is not null do nothing returning id, due_at
     ), told as (
       insert into outbox (kind, ref, run_after) select 'deliver', id, due_at from made on conflict (kind, ref) do nothing
     )
     select count(*) as issues from made`,
    [
      due.map(({ channelId }) => channelId),
      due.map(({ kind, ref, date }) => `newsletter:${kind}:${ref}:${date}`),
      due.map((row) => new Date(quietUntil(row, Math.max(now, row.slot))?.at ?? Math.max(now, row.slot))),
      due.map((row) => JSON.stringify({ kind: row.kind, ref: row.ref, from: fromOf(row), to: row.slot })),
      new Date(now),
    ],
  )
  await tx.sql(
    `update newsletters n set last_at = x.slot from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) as x(user_id, kind, ref, slot)
     where n.user_id = x.user_id and n.kind = x.kind and n.ref = x.ref`,
    [
      due.map(({ userId }) => userId),
      due.map(({ kind }) => kind),
      due.map(({ ref }) => ref),
      due.map(({ slot }) => new Date(slot)),
    ],
  )
  return rows[0]?.issues ?? 0
}

/** News are told to who asked before they were published; what else goes on is told of the period before a first issue. */
function fromOf({ kind, cadence, createdAt, lastAt, slot }: DueRow): Ms {
  if (lastAt !== null) return lastAt
  return kind === "operator" ? createdAt : periodBefore(cadence, slot)
}

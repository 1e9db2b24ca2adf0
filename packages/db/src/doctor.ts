import type { Ms } from "@vigie/core"
import type { Db } from "./client.ts"

/** What an operator should know of the database's work. */
export interface Health {
  readonly films: number
  readonly targets: number
  readonly failing: readonly {
    readonly target: string
    readonly source: string
    readonly reason: string | null
    readonly failures: number
    readonly lastGoodAt: Ms | null
  }[]
  readonly overdue: number
  readonly outboxWaiting: number
  readonly outboxOldest: Ms | null
  readonly outboxFailed: readonly { readonly kind: string; readonly ref: string; readonly error: string | null }[]
  readonly sendsHeld: readonly { readonly id: string; readonly reason: string | null }[]
  readonly deliveriesFailed: number
  readonly holds: readonly { readonly source: string; readonly reason: string }[]
  readonly review: number
}

export async function readHealth(db: Db): Promise<Health> {
  const [counts] = await db.sql<Record<string, number> & { oldest: Ms | null }>(
    `select (select count(*) from films where merged_into_id is null) as films,
       (select count(*) from targets where state = 'active') as targets,
       (select count(*) from targets where state = 'active' and due_at < now() - make_interval(secs => every_ms / 1000.0)) as overdue,
       (select count(*) from outbox where kind in ('alert', 'answer', 'deliver') and state in ('waiting', 'relayed')) as waiting,
       (select min(created_at) from outbox where kind in ('alert', 'answer', 'deliver') and state in ('waiting', 'relayed')) as oldest,
       (select count(*) from deliveries where state = 'failed') as failed,
       (select count(*) from works where state in ('review', 'unmatched')) as review`,
  )
  const failing = await db.sql<Health["failing"][number] & Record<string, unknown>>(
    `select id as target, source, last_reason as reason, failures, last_good_at as "lastGoodAt" from targets
     where state = 'active' and failures > 0 order by failures desc, id limit 20`,
  )
  const outboxFailed = await db.sql<Health["outboxFailed"][number] & Record<string, unknown>>(
    "select kind, ref, error from outbox where state = 'failed' order by id desc limit 20",
  )
  const sendsHeld = await db.sql<Health["sendsHeld"][number] & Record<string, unknown>>(
    "select id, reason from sends where state = 'held' order by created_at desc limit 20",
  )
  const holds = await db.sql<Health["holds"][number] & Record<string, unknown>>(
    "select source, reason from holds where state = 'open' order by source",
  )
  return {
    films: counts!.films!,
    targets: counts!.targets!,
    failing,
    overdue: counts!.overdue!,
    outboxWaiting: counts!.waiting!,
    outboxOldest: counts!.oldest,
    outboxFailed,
    sendsHeld,
    deliveriesFailed: counts!.failed!,
    holds,
    review: counts!.review!,
  }
}

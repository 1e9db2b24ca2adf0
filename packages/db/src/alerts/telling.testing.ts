import { type Ms, parseRule, type TellSettings } from "@vigie/core"
import type { Db } from "../client.ts"
import { readyOutbox } from "../outbox.ts"
import { addFilm, addPage, check, NOON } from "../testing/world.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { addWatch } from "../watches.ts"
import { answerWatch } from "./answer.ts"
import { makeAlerts } from "./make.ts"
import { markAccepted, nextSend } from "./sends.ts"
import type { DeliveryView } from "./view-types.ts"

let people = 0

/** Somebody in Paris, who wishes to be told as said here. */
export async function person(db: Db, wishes: Partial<TellSettings> = {}): Promise<UserRow> {
  people += 1
  const user = await ensureUser(db, { email: `reader-${people}@mail.example`, territories: ["FR"] })
  const {
    zone = "Europe/Paris",
    quietFrom = null,
    quietTo = null,
    every = "now",
    day = null,
    hour = 8,
    cap = 10,
  } = wishes
  await db.sql(
    `update users set zone = $2, quiet_from = $3, quiet_to = $4, told_every = $5, told_day = $6, told_hour = $7, told_cap = $8 where id = $1`,
    [user.id, zone, quietFrom, quietTo, every, day, hour, cap],
  )
  return user
}

/** A film whose page was read at noon and said nothing, on these people's lists. */
export async function watched(db: Db, title: string, readers: readonly UserRow[], rule?: unknown) {
  const film = await addFilm(db, title)
  const target = await addPage(db, film)
  await check(db, target, [], NOON)
  for (const user of readers) await watch(db, film, user, rule)
  return { film, target }
}

export async function watch(db: Db, film: string, user: UserRow, rule?: unknown): Promise<void> {
  const own = rule === undefined ? null : parseRule(rule)
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, rule: own, now: NOON })
  await db.sql("delete from outbox where kind = 'locate'")
}

/** Runs every alert and first answer that waits, as the worker does. */
export async function tell(db: Db, now: Ms): Promise<number> {
  let told = 0
  for (const row of await readyOutbox(db)) {
    if (row.kind === "alert") told += await makeAlerts(db, row.ref, now)
    if (row.kind === "answer") told += await answerWatch(db, row.ref, now)
  }
  return told
}

export interface Waiting extends Record<string, unknown> {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly group: string | null
  readonly dueAt: Ms
  readonly alerts: number
  readonly runAfter: Ms
}

/** What one person, or anybody, is being told, the earliest due first. */
export function deliveriesOf(db: Db, user?: UserRow): Promise<Waiting[]> {
  return db.sql<Waiting>(
    `select d.id, d.kind, d.state, d.group_key as "group", d.due_at as "dueAt", o.run_after as "runAfter",
       (select count(*)::int from delivery_items i where i.delivery_id = d.id) as alerts
     from deliveries d join channels c on c.id = d.channel_id left join outbox o on o.kind = 'deliver' and o.ref = d.id
     where $1::uuid is null or c.user_id = $1 order by d.due_at, d.created_at, d.id`,
    [user?.id ?? null],
  )
}

/** Hands over what is due at a moment, one message at a time, and says what each told: "opened Film". */
export async function handOver(db: Db, now: Ms, batchMax = 1): Promise<readonly (readonly string[])[]> {
  const views: DeliveryView[] = []
  const plan = {
    transport: "mailbox",
    batchMax,
    keyMemoryMs: null,
    now,
    render: async (view: DeliveryView) => {
      views.push(view)
      return { id: view.deliveryId }
    },
  }
  for (const row of await readyOutbox(db, 5_000, 0, ["deliver"], now)) {
    const next = await nextSend(db, row.ref, plan)
    if (next.state === "try") await markAccepted(db, next.send.id, [null])
  }
  return views.map((view) =>
    view.alerts.map(({ kind, change, film, back }) => {
      const what = kind === "change" ? (back ? "back" : change!.kind) : kind
      return `${what} ${film.title}`
    }),
  )
}

export const forget = (db: Db) => db.sql("truncate outbox, deliveries, delivery_items, alerts, sends cascade")

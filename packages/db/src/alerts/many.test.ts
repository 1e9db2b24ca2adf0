import { beforeAll, expect, it } from "vitest"
import type { Db } from "../client.ts"
import { type OutboxRow, relayOutbox } from "../outbox.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, HOUR, NOON, sighting } from "../testing/world.ts"
import { makeAlerts } from "./make.ts"
import { deliveriesOf, person, watched } from "./telling.testing.ts"

/** Enough for several transactions. */
const READERS = 20_000

let db: Db
useDatabase((opened) => {
  db = opened
})

/** Readers with a list and a channel each, all of whom wait for one film; a tenth of them gather what they are told. */
async function crowd(film: string, readers: number): Promise<void> {
  await db.sql(
    `with u as (
       insert into users (name, email, updated_at, territories, told_every)
       select 'Reader', 'crowd-' || n || '@mail.example', now(), '{FR}', case when n % 10 = 0 then 'daily' else 'now' end
       from generate_series(1, $1::int) n returning id, email
     ), l as (insert into lists (owner_id, name) select id, 'Films' from u returning id, owner_id
     ), m as (insert into list_members (list_id, user_id, role) select id, owner_id, 'owner' from l
     ), c as (insert into channels (user_id, kind, address) select id, 'email', email from u)
     insert into watches (list_id, film_id, cursor) select id, $2, 0 from l`,
    [readers, film],
  )
  await db.sql("analyze users, lists, list_members, channels, watches")
}

let film: string
let target: string
let change: string
beforeAll(async () => {
  film = await addFilm(db, "For many")
  target = await addPage(db, film)
  await check(db, target, [], NOON)
  await crowd(film, READERS)
  await check(db, target, [sighting()], NOON + HOUR)
  change = (await db.sql<{ ref: string }>("select ref from outbox where kind = 'alert'"))[0]!.ref
}, 120_000)

it("somebody's small news is told and handed over while many are being told, not after them", async () => {
  const reader = await person(db)
  const small = await watched(db, "For few", [reader])
  await check(db, small.target, [sighting()], NOON + HOUR)
  const [news] = await db.sql<{ ref: string }>(
    "select o.ref from outbox o join changes c on c.id = o.ref where o.kind = 'alert' and c.film_id = $1",
    [small.film],
  )
  let ended = false
  const many = makeAlerts(db, change, NOON + HOUR).finally(() => {
    ended = true
  })
  // Some of the many are told before: the small one comes later.
  while ((await db.sql<{ n: number }>("select count(*)::int as n from deliveries"))[0]!.n === 0);
  await Promise.all([makeAlerts(db, news!.ref, NOON + HOUR), makeAlerts(db, change, NOON + HOUR)])

  expect(ended).toBe(false)
  const own = (await deliveriesOf(db, reader))[0]!.id
  const relayed: OutboxRow[] = []
  await relayOutbox(db, async (rows) => void relayed.push(...rows))
  expect(relayed.length).toBeLessThanOrEqual(110)
  for (let turn = 0; !relayed.some(({ ref }) => ref === own) && turn < 2; turn++) {
    await db.sql("update outbox set state = 'done' where kind = 'deliver' and state = 'relayed'")
    await relayOutbox(db, async (rows) => void relayed.push(...rows))
  }
  expect(relayed.map(({ ref }) => ref)).toContain(own)
  expect(await many).toBe(READERS)
}, 120_000)

it("I4 each of the many was told once, and their deliveries take turns with what came after", async () => {
  expect(await makeAlerts(db, change, NOON + HOUR)).toBe(0)
  const [all] = await db.sql(
    `select (select count(*)::int from alerts where film_id = $1) as alerts,
       (select count(distinct user_id)::int from alerts where film_id = $1) as people,
       (select count(*)::int from delivery_items) as items, (select count(*)::int from deliveries) as deliveries,
       (select count(*)::int from outbox where kind = 'deliver') as rows, (select count(*)::int from outbox where kind = 'alert' and state <> 'done') as open`,
    [film],
  )

  const total = READERS + 1
  expect(all).toEqual({ alerts: READERS, people: READERS, items: total, deliveries: total, rows: total, open: 0 })
})

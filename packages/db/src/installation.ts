import type { Ms } from "@vigie/core"
import { type Db, type Tx, toDate } from "./client.ts"
import { getSetting, putSetting } from "./settings.ts"

/** What an installation was told at its first run, or at a later one. */
export interface Setup {
  readonly territory: string
  readonly contact: string
  /** The packs that are switched on, by id. */
  readonly packs: readonly string[]
  /** When this was last said. */
  readonly at: Ms
}

/** A feed that a pack reads. `host` is that of the address asked, the key of the pace. */
export interface PackTarget {
  readonly source: string
  readonly reference: string
  readonly territory: string
  readonly everyMs: Ms
  readonly host: string
}

const NAME = "installation"

/** What was said at the set-up; null before it. */
export function readSetup(db: Tx): Promise<Setup | null> {
  return getSetting<Setup>(db, NAME)
}

/**
 * Writes a set-up in one transaction: the settings, the packs' targets (due at once where they are new, were off or
 * failed), those of packs no longer wanted paused, the local user's territory, and who did it. The same again adds nothing.
 */
export async function writeSetup(
  db: Db,
  setup: Setup,
  targets: { readonly on: readonly PackTarget[]; readonly off: readonly PackTarget[] },
  actor: string,
): Promise<void> {
  await db.begin(async (tx) => {
    // Two at once: the second sees what the first has said.
    await tx.sql("insert into settings (name, value) values ($1, 'null'::jsonb) on conflict do nothing", [NAME])
    await tx.sql("select 1 from settings where name = $1 for update", [NAME])
    const before = await readSetup(tx)
    await putSetting(tx, NAME, setup)
    await placeTargets(tx, targets.on, setup.at)
    await pauseTargets(tx, targets.off)
    await moveLocalUser(tx, before, setup)
    // Those that could not be read for want of a contact may be, now.
    await tx.sql(
      "update targets set due_at = least(due_at, $1) where state = 'active' and last_outcome = 'failed' and last_reason like 'no_contact%'",
      [toDate(setup.at)],
    )
    const { territory, packs } = setup
    const detail = {
      territory,
      packs,
      contactChanged: before?.contact !== setup.contact,
      before: before?.packs ?? null,
    }
    await tx.sql("insert into audit (actor, act, subject, detail) values ($1, 'setup', $2, $3)", [
      actor,
      NAME,
      JSON.stringify(detail),
    ])
  })
}

const columns = (targets: readonly PackTarget[]) => [
  targets.map((target) => target.source),
  targets.map((target) => target.reference),
  targets.map((target) => target.territory),
]

async function placeTargets(tx: Tx, targets: readonly PackTarget[], now: Ms): Promise<void> {
  const rows = [...targets].sort((a, b) => (a.source < b.source ? -1 : 1))
  const hosts = [...new Set(rows.map((target) => target.host))].sort()
  await tx.sql("insert into hosts (host) select unnest($1::text[]) on conflict do nothing", [hosts])
  // How often stays what an operator has made of it since.
  await tx.sql(
    `insert into targets (source, reference, territory, scope, every_ms, host, due_at)
     select source, reference, territory, 'feed', every_ms, host, $6
     from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[]) as x(source, reference, territory, every_ms, host)
     on conflict (source, reference, territory) do update set state = 'active', host = excluded.host,
       due_at = case when targets.state <> 'active' or targets.host <> excluded.host or targets.last_outcome = 'failed'
         then least(targets.due_at, excluded.due_at) else targets.due_at end`,
    [...columns(rows), rows.map((target) => target.everyMs), rows.map((target) => target.host), toDate(now)],
  )
}

async function pauseTargets(tx: Tx, targets: readonly PackTarget[]): Promise<void> {
  await tx.sql(
    `update targets t set state = 'paused' from unnest($1::text[], $2::text[], $3::text[]) as x(source, reference, territory)
     where t.source = x.source and t.reference = x.reference and t.territory = x.territory and t.state = 'active'`,
    columns(targets),
  )
}

/** A territory that nobody chose for this user follows the installation's. */
async function moveLocalUser(tx: Tx, before: Setup | null, { territory }: Setup): Promise<void> {
  await tx.sql(
    "update users set territories = array[$1], updated_at = now() where local and territories <> array[$1] and ($2::text is null or territories = array[$2])",
    [territory, before?.territory ?? null],
  )
}

/** Active feeds whose reference is their source's own word, not an address: what they ask follows a setting. */
export function listNamedFeeds(db: Tx): Promise<readonly (PackTarget & { readonly id: string })[]> {
  return db.sql<PackTarget & { id: string } & Record<string, unknown>>(
    `select id, source, reference, territory, every_ms as "everyMs", host from targets
     where scope = 'feed' and state = 'active' and reference !~* '^https?:' order by id`,
  )
}

/** Gives a target another host to keep the pace of, due at once; its reference and history stay. */
export async function moveHost(db: Db, id: string, host: string): Promise<void> {
  await db.begin(async (tx) => {
    await tx.sql("insert into hosts (host) values ($1) on conflict do nothing", [host])
    await tx.sql("update targets set host = $2, due_at = least(due_at, now()) where id = $1", [id, host])
  })
}

/** How the reading of one feed stands. */
export interface FeedState {
  readonly source: string
  readonly reference: string
  readonly targetId: string
  readonly everyMs: Ms
  /** `reading`: asked right now; `waiting`: due and never read; else how the last check ended. */
  readonly state: "reading" | "waiting" | "good" | "failed" | "paused"
  /** Films of the catalogue with an open or announced window that this feed vouches for. */
  readonly films: number
  /** Statements in the last answer that was read; null before the first. */
  readonly sightings: number | null
  readonly lastCheckAt: Ms | null
  readonly lastGoodAt: Ms | null
  readonly lastReason: string | null
  readonly dueAt: Ms
}

/** The state of each of these feeds that is there, in the order given. */
export function readFeeds(
  db: Tx,
  feeds: readonly Omit<PackTarget, "everyMs" | "host">[],
): Promise<readonly FeedState[]> {
  return db.sql<FeedState & Record<string, unknown>>(
    `select t.source, t.reference, t.id as "targetId", t.every_ms as "everyMs",
       case when t.state <> 'active' then 'paused' when t.lease_until > now() then 'reading'
         when t.last_check_at is null then 'waiting' when t.last_outcome = 'failed' then 'failed' else 'good' end as state,
       (select count(distinct e.film_id) from evidence e join windows w on w.id = e.window_id
         where e.target_id = t.id and e.status = 'holding' and w.status in ('open', 'announced')) as films,
       (select jsonb_array_length(s.body -> 'sightings') from snapshots s where s.target_id = t.id) as sightings,
       t.last_check_at as "lastCheckAt", t.last_good_at as "lastGoodAt", t.last_reason as "lastReason", t.due_at as "dueAt"
     from unnest($1::text[], $2::text[], $3::text[]) with ordinality as x(source, reference, territory, place)
     join targets t on t.source = x.source and t.reference = x.reference and t.territory = x.territory order by x.place`,
    [feeds.map((feed) => feed.source), feeds.map((feed) => feed.reference), feeds.map((feed) => feed.territory)],
  )
}

import { readdirSync } from "node:fs"
import { createTestDatabase } from "@vigie/tooling"
import pg from "pg"
import { expect, it, onTestFinished } from "vitest"
import { drift, isUpToDate, migrate, migrationsDir } from "./migrate.ts"

async function emptyDatabase(): Promise<string> {
  const database = await createTestDatabase({ migrated: false })
  onTestFinished(() => database.drop())
  return database.url
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

it("the migrations build what the schema file says; what it cannot say is in the list below", async () => {
  const url = await emptyDatabase()

  expect(await drift(url)).toBe("")
  await migrate(url)

  const byHand = await ask(
    url,
    `select 'check ' || conname as name from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace
       and conrelid not in (select inhrelid from pg_inherits)
     union all select 'exclusion ' || conname from pg_constraint where contype = 'x' and connamespace = 'public'::regnamespace
     union all select 'partial index ' || indexrelid::regclass::text from pg_index where indpred is not null
     union all select 'trigger ' || tgname from pg_trigger where not tgisinternal
     union all select 'function ' || proname from pg_proc where pronamespace = 'public'::regnamespace and prolang = (select oid from pg_language where lanname = 'plpgsql')
     union all select 'partitioned ' || relname from pg_class where relkind = 'p'
     order by 1`,
  )
  expect(byHand.map((row) => row.name)).toEqual([
    "check alerts_change",
    "check alerts_kind",
    "check changes_cause",
    "check changes_kind",
    "check channels_state",
    "check checks_outcome",
    "check deliveries_kind",
    "check deliveries_state",
    "check evidence_absence",
    "check evidence_rank",
    "check evidence_status",
    "check films_form",
    "check holds_state",
    "check import_lines_state",
    "check letters_state",
    "check locations_state",
    "check lookups_state",
    "check marks_mark",
    "check newsletters_cadence",
    "check outbox_state",
    "check reports_says",
    "check rules_scope",
    "check sends_state",
    "check tallies_grain",
    "check tallies_unit",
    "check targets_every",
    "check targets_scope",
    "check targets_state",
    "check targets_territory",
    "check terms_range",
    "check users_told_cap",
    "check users_told_every",
    "check users_told_hour",
    "check watches_answer",
    "check windows_kind",
    "check windows_monetization",
    "check windows_period",
    "check windows_range",
    "check windows_status",
    "check windows_territory",
    "check windows_version",
    "check works_film",
    "check works_state",
    "exclusion windows_one_per_key",
    "function ensure_check_partitions",
    "function name_sources",
    "function note_tally_move",
    "function notify_outbox",
    "partial index alerts_first_answer",
    "partial index alerts_ring",
    "partial index alerts_rule",
    "partial index changes_corrected",
    "partial index changes_first_look",
    "partial index changes_repriced",
    "partial index deliveries_failed",
    "partial index deliveries_gathered",
    "partial index deliveries_group",
    "partial index deliveries_send",
    "partial index deliveries_waiting",
    "partial index delivery_items_window_ids",
    "partial index evidence_absent",
    "partial index evidence_url",
    "partial index film_aliases_main",
    "partial index films_demo",
    "partial index films_newest",
    "partial index holds_open",
    "partial index letters_failed",
    "partial index locations_choose",
    "partial index outbox_failed",
    "partial index outbox_relayed",
    "partial index outbox_turn",
    "partial index outbox_unripe",
    "partial index outbox_waiting",
    "partial index sends_held",
    "partial index sends_open",
    "partial index tallies_who",
    "partial index targets_due",
    "partial index targets_failing",
    "partial index targets_host",
    "partial index targets_resting",
    "partial index users_local",
    "partial index windows_announced_start",
    "partial index windows_ends",
    "partial index windows_offers",
    "partial index windows_on",
    "partial index windows_open_end",
    "partial index windows_open_last",
    "partial index windows_open_news",
    "partial index windows_opened",
    "partial index windows_starts",
    "partial index works_ignored",
    "partial index works_review",
    "partial index works_unmatched",
    "partial index works_waiting",
    "partitioned checks",
    "trigger changes_sourced",
    "trigger outbox_notice",
    "trigger windows_moved",
  ])
})

it("racing migrations apply each one once", async () => {
  const url = await emptyDatabase()

  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)])

  const there = readdirSync(migrationsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(applied.flat().sort()).toEqual(there.map((entry) => entry.name).sort())
  expect(await isUpToDate(url)).toBe(true)
})

it("a migration that failed before is not passed over in silence", async () => {
  const url = await emptyDatabase()
  await migrate(url)
  await ask(url, "update _prisma_migrations set finished_at = null, logs = 'broken'")

  expect(await isUpToDate(url)).toBe(false)
  await expect(migrate(url)).rejects.toThrow(/failed/i)
})

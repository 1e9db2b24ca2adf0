import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { listMailbox, type MailSummary } from "@vigie/channels"
import type { Ms } from "@vigie/core"
import { addTarget, type CheckResult, type Db, runTide } from "@vigie/db"
import { sourceById } from "@vigie/sources"
import { createTestDatabase } from "@vigie/tooling"
import { checkOne } from "../check.ts"
import { mailboxDir, readConfig } from "../config.ts"
import { drainOutbox } from "../relay.ts"
import { openStages, type Stages } from "../stages.ts"

/** An installation with a database and a mailbox of its own, whose moment a test sets. */
export interface TestInstallation {
  readonly db: Db
  readonly stages: Stages
  /** A target of a source at this address; its own `reference` where it is not the address itself. */
  addTarget(target: {
    readonly source: string
    readonly url: string
    readonly reference?: string
    readonly territory?: string
    readonly zone?: string
    readonly filmId?: string
  }): Promise<string>
  /** One check at that moment as `vigie check --target` makes it: tide, alerts and deliveries included. */
  check(targetId: string, now: Ms): Promise<CheckResult>
  /** What its mailbox holds, the newest first. */
  mails(): Promise<readonly MailSummary[]>
  close(): Promise<void>
}

/** `env` as an operator would set it; hosts must be allowed by name. */
export async function openTestInstallation(env: Readonly<Record<string, string>>): Promise<TestInstallation> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "vigie-"))
  const database = await createTestDatabase()
  const moment = { now: 0 as Ms }
  const config = readConfig({ VIGIE_DEMO: "0", VIGIE_CONTACT: "me@example.org", VIGIE_DATA_DIR: dataDir, ...env })
  const opened = await openStages({
    config,
    databaseUrl: database.url,
    clock: Date.now,
    random: () => 0.5,
    simulatedNow: 0,
  })
  const stages = { ...opened, now: () => moment.now }
  const { db } = stages
  return {
    db,
    stages,
    addTarget: async ({ source, url, reference = url, territory = "FR", zone, filmId }) => {
      const { scope, everyMs } = sourceById(source)
      const target = { source, reference, territory, everyMs, zone: zone ?? null, filmId: filmId ?? null }
      const host = new URL(url).host
      const own = { scope: scope === "lookup" ? "film" : scope, publishedAt: null, host } as const
      return (await addTarget(db, { ...target, ...own })).id
    },
    check: async (targetId, now) => {
      moment.now = now
      const [result] = (await checkOne(stages, targetId)) ?? []
      if (!result) throw new Error(`target ${targetId}: its host is being asked, or its lease was lost`)
      await runTide(db, now)
      await drainOutbox(stages, (row, error) => {
        throw new Error(`${row.kind} ${row.ref}: ${error.message}`)
      })
      return result
    },
    mails: () => listMailbox(mailboxDir(config)),
    close: async () => {
      await stages.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { homeFilms, openDb } from "@vigie/db"
import { readPacks, seed } from "@vigie/seeds"
import { readConfig, setUp } from "@vigie/stages"
import { fakeFeeds } from "@vigie/stages/testing"
import { createTestDatabase } from "@vigie/tooling"
import { pino } from "pino"
import { expect, onTestFinished, test } from "vitest"
import { startWorker } from "../worker.ts"

/** From the set-up to the first rows on the home page, with feeds that answer at once. */
const LIMIT_MS = 60_000

test("from the set-up to what is available now on the home page: at most 60 s, and nobody is asked before", {
  timeout: 100_000,
}, async () => {
  const { feeds, db, config } = await openFreshInstallation()
  // Longer than from one tick to the next.
  await sleep(6_000)
  const askedBefore = [...feeds.asked]

  const began = Date.now()
  const request = { territory: "FR", contact: "me@example.org", packs: ["fr"] }
  await setUp(db, { config, packs: readPacks(), now: Date.now(), actor: "command line" }, request)
  const home = await once(
    () => homeFilms(db, { territories: ["FR"], now: Date.now() }),
    ({ newlyAvailable }) => newlyAvailable.length > 0,
  )
  const firstMs = Date.now() - began
  const read = await once(
    () => db.sql<Read>(READ),
    (feedsRead) => feedsRead.length === 3 && feedsRead.every(({ good }) => good),
  )
  const allMs = Date.now() - began

  console.info(`first run: ${firstMs / 1000} s to the first rows, ${allMs / 1000} s until three feeds were read`)
  expect(askedBefore).toEqual([])
  expect(firstMs).toBeLessThanOrEqual(LIMIT_MS)
  expect(home.newlyAvailable.map(({ provider }) => provider.name)).toContain("france.tv")
  // What is on air joins a film that the catalogue has; Arte's page names neither year nor director, so its works wait.
  expect(read).toEqual([
    { source: "arte", good: true, windows: 0, works: feeds.programmes },
    { source: "francetv", good: true, windows: feeds.films.length, works: feeds.films.length },
    { source: "xmltv", good: true, windows: 5, works: feeds.slots },
  ])
})

interface Read extends Record<string, unknown> {
  source: string
  good: boolean
  windows: number
  works: number
}

const READ = `select t.source, t.last_good_at is not null as good,
    (select count(distinct window_id) from evidence e where e.target_id = t.id) as windows,
    (select count(*) from works w where w.source = t.source) as works
  from targets t order by t.source`

async function openFreshInstallation() {
  const feeds = await fakeFeeds(Date.now())
  onTestFinished(feeds.close)
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const dataDir = mkdtempSync(path.join(tmpdir(), "vigie-"))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const db = openDb(database.url, { max: 2 })
  onTestFinished(() => db.close())
  await seed(db, { now: Date.now() })
  const config = readConfig({ VIGIE_DEMO: "0", VIGIE_DATA_DIR: dataDir, ...feeds.env })
  const log = pino({ level: "silent" })
  const worker = await startWorker({ config, databaseUrl: database.url, log, clock: Date.now, random: Math.random })
  onTestFinished(() => worker.close())
  return { feeds, db, config }
}

/** What is read as soon as it is as wished, else what it was when the time was over. */
async function once<T>(read: () => Promise<T>, wished: (value: T) => boolean): Promise<T> {
  for (const until = Date.now() + LIMIT_MS; ; await sleep(100)) {
    const value = await read()
    if (wished(value) || Date.now() > until) return value
  }
}

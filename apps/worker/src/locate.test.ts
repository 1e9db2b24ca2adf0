import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { listMailbox } from "@vigie/channels"
import { addWatch, askLookup, blankFacts, createFilm, ensureUser, filmPage, openDb, readLookup } from "@vigie/db"
import { mailboxDir, readConfig } from "@vigie/stages"
import { openFakeTmdb } from "@vigie/stages/testing"
import { createTestDatabase, describeWith, findRedis, startRedis } from "@vigie/tooling"
import { pino } from "pino"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { startWorker } from "./worker.ts"

const PHARE = { title: "Le Phare de Kerbrat", year: 1974, directors: ["Inès Kerguen"] }
const KNOWN = { id: 501, title: PHARE.title, year: 1974, director: "Inès Kerguen", minutes: 96, providers: ["Orange"] }

/** An installation with a running worker and TMDB's key, whose queue is on Redis or, without an address, on PostgreSQL. */
async function openInstallation(redisUrl?: string) {
  const database = await createTestDatabase()
  const dataDir = mkdtempSync(path.join(tmpdir(), "vigie-"))
  const tmdb = await openFakeTmdb([KNOWN])
  const own = { DATABASE_URL: database.url, VIGIE_DATA_DIR: dataDir, ...(redisUrl ? { REDIS_URL: redisUrl } : {}) }
  const config = readConfig({ ...own, ...tmdb.env })
  const log = pino({ level: "silent" })
  const worker = await startWorker({
    config,
    databaseUrl: database.url,
    log,
    clock: Date.now,
    random: () => 0.5,
  })
  const db = openDb(database.url, { max: 2 })
  onTestFinished(async () => {
    await worker.close()
    await Promise.all([db.close(), tmdb.close()])
    await database.drop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return { db, tmdb, mails: () => listMailbox(mailboxDir(config)) }
}

function onEachQueue(name: string, open: () => Promise<Awaited<ReturnType<typeof openInstallation>>>): void {
  it(`a film is watched: its target is found and checked, and one mail says where it is, by the queue on ${name}`, async () => {
    const { db, mails } = await open()
    const { id, slug } = await createFilm(db, blankFacts(PHARE), { createdBy: "test", now: Date.now() })
    const user = await ensureUser(db, { email: "me@films.example", territories: ["FR"] })

    await addWatch(db, { listId: user.listId, userId: user.id, filmId: id, now: Date.now() })

    await vi.waitFor(async () => expect(await mails()).toHaveLength(1), { timeout: 30_000, interval: 100 })
    const page = await filmPage(db, slug, { now: Date.now(), territories: ["FR"] })
    expect(page?.now).toMatchObject([{ provider: { name: "Orange" } }])
    expect(page?.targets).toMatchObject([{ source: "tmdb", reference: "501", lastOutcome: "changed" }])
  }, 60_000)

  it(`a title is looked up for a page, by the queue on ${name}`, async () => {
    const { db } = await open()

    const id = await askLookup(db, { query: "le phare", year: null, now: Date.now() })

    const found = { state: "done", source: "tmdb", candidates: [{ reference: "501", slug: null }] }
    await vi.waitFor(async () => expect(await readLookup(db, id)).toMatchObject(found), {
      timeout: 10_000,
      interval: 50,
    })
  }, 60_000)
}

describe("locating, on postgres", () => onEachQueue("postgres", () => openInstallation()))
describeWith(findRedis(), "locating, on redis", (program) =>
  onEachQueue("redis", async () => {
    const redis = await startRedis(program)
    onTestFinished(() => redis.stop())
    return openInstallation(redis.url)
  }),
)

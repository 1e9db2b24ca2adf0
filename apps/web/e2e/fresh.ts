import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { openDb } from "@vigie/db"
import { seed } from "@vigie/seeds"
import { fakeFeeds } from "@vigie/stages/testing"
import { newDatabase } from "./database.ts"

const program = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * An installation that nobody has set up yet, on a database of its own in that cluster: web server, worker, and the feeds of
 * the French pack on this machine. Gives what ends it.
 */
export async function openFresh(clusterUrl: string, port: string): Promise<() => Promise<void>> {
  const url = await newDatabase(clusterUrl, "fresh")
  const db = openDb(url, { max: 1 })
  await seed(db, { now: Date.now(), demo: true })
  await db.close()
  const feeds = await fakeFeeds(Date.now())
  const dataDir = mkdtempSync(join(tmpdir(), "vigie-fresh-"))
  const { PATH } = process.env
  const own = { PATH, NODE_ENV: "production", DATABASE_URL: url, PORT: port, VIGIE_DATA_DIR: dataDir }
  const env = { ...own, ...feeds.env, VIGIE_DEMO: "1", VIGIE_DEMO_PORT: "0", LOG_LEVEL: "warn" }
  const run = (path: string): ChildProcess => spawn(process.execPath, [program(path)], { env, stdio: "inherit" })
  const children = [run("../server.ts"), run("../../worker/src/main.ts")]
  return async () => {
    const gone = children.map((child) => new Promise((resolve) => child.once("exit", resolve)))
    for (const child of children) child.kill("SIGTERM")
    await Promise.all([...gone, feeds.close()])
    rmSync(dataDir, { recursive: true, force: true })
  }
}

import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Db, migrate, openDb } from "@vigie/db"
import { openTemporaryCluster } from "@vigie/embedded"

/** The built web server on a database of its own, whose history no other test's films disturb. */
export interface HistoryServer {
  readonly url: string
  stop(): Promise<void>
}

/** One for each of `fills`, on one cluster. */
export async function openHistoryServers(
  fills: readonly ((db: Db) => Promise<void>)[],
): Promise<{ readonly servers: readonly HistoryServer[]; stop(): Promise<void> }> {
  const cluster = await openTemporaryCluster()
  const main = openDb(cluster.url, { max: 1 })
  for (const index of fills.keys()) await main.sql(`create database history_${index}`)
  await main.close()
  const running = await Promise.all(
    fills.map(async (fill, index) => {
      const url = new URL(cluster.url)
      url.pathname = `/history_${index}`
      await migrate(url.href)
      const db = openDb(url.href, { max: 2 })
      await fill(db)
      await db.close()
      return serve(url.href)
    }),
  )
  return {
    servers: running,
    stop: async () => {
      await Promise.all(running.map((server) => server.stop()))
      await cluster.stop()
    },
  }
}

async function serve(databaseUrl: string): Promise<HistoryServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "vigie-history-"))
  const port = await freePort()
  const { PATH } = process.env
  const env = { PATH, NODE_ENV: "production", DATABASE_URL: databaseUrl, PORT: String(port), VIGIE_DEMO: "0" }
  const program = fileURLToPath(new URL("../server.ts", import.meta.url))
  const child = spawn(process.execPath, [program], {
    env: { ...env, LOG_LEVEL: "warn", VIGIE_DATA_DIR: dataDir },
    stdio: "inherit",
  })
  const url = `http://127.0.0.1:${port}`
  await answers(`${url}/healthz`)
  return {
    url,
    stop: async () => {
      await ended(child)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function answers(url: string): Promise<void> {
  for (let tried = 0; tried < 600; tried++) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url}: no answer`)
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGTERM")
  await gone
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

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

export async function openHistoryServer(fill: (db: Db) => Promise<void>): Promise<HistoryServer> {
  const cluster = await openTemporaryCluster()
  await migrate(cluster.url)
  const db = openDb(cluster.url, { max: 2 })
  await fill(db)
  await db.close()
  const dataDir = mkdtempSync(join(tmpdir(), "vigie-history-"))
  const port = await freePort()
  const { PATH } = process.env
  const env = { PATH, NODE_ENV: "production", DATABASE_URL: cluster.url, PORT: String(port), VIGIE_DEMO: "0" }
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
      await cluster.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function answers(url: string): Promise<void> {
  for (let tried = 0; tried < 200; tried++) {
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

import { type ChildProcess, spawn } from "node:child_process"
import { mkdirSync, openSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { ensureUser, openDb } from "@vigie/db"
import { newDatabase } from "./database.ts"
import { fill } from "./fill.ts"

/** Where the tests of lists find what is their own: its log, and `lists.json`. */
export interface Lists {
  readonly databaseUrl: string
  readonly log: string
}

/**
 * Two web servers on a database of their own in that cluster: one person's, with a contact, and one that is open to whoever
 * signs up. Everything they log is kept. No worker runs: what is looked up waits until a test answers.
 */
export async function openLists(
  clusterUrl: string,
  given: { readonly port: string; readonly openPort: string; readonly dir: string },
): Promise<() => Promise<void>> {
  const url = await newDatabase(clusterUrl, "lists")
  const db = openDb(url, { max: 2 })
  await fill(db, Date.now())
  await ensureUser(db, { email: "local@vigie.localhost", territories: ["FR"] })
  await db.close()
  mkdirSync(given.dir, { recursive: true })
  const logFile = join(given.dir, "web.log")
  const log = openSync(logFile, "a")
  const { PATH } = process.env
  const contact = "https://vigie.example/contact"
  const own = {
    PATH,
    NODE_ENV: "production",
    DATABASE_URL: url,
    VIGIE_DATA_DIR: given.dir,
    VIGIE_CONTACT: contact,
  }
  const env = { ...own, VIGIE_DEMO: "0", LOG_LEVEL: "debug" }
  const program = fileURLToPath(new URL("../server.ts", import.meta.url))
  const run = (more: NodeJS.ProcessEnv): ChildProcess =>
    spawn(process.execPath, [program], { env: { ...env, ...more }, stdio: ["ignore", log, log] })
  const children = [run({ PORT: given.port }), run({ PORT: given.openPort, VIGIE_ACCOUNTS: "open" })]
  writeFileSync(join(given.dir, "lists.json"), JSON.stringify({ databaseUrl: url, log: logFile } satisfies Lists))
  return async () => {
    const gone = children.map((child) => new Promise((resolve) => child.once("exit", resolve)))
    for (const child of children) child.kill("SIGTERM")
    await Promise.all(gone)
    rmSync(given.dir, { recursive: true, force: true })
  }
}

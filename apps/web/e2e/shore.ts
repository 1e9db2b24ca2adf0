import { type ChildProcess, spawn } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { openDb, writeLegal } from "@vigie/db"

/** What stands in `shore.json`. */
export interface Shore {
  readonly databaseUrl: string
}

const program = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * An installation as its first start leaves it, on a database of its own in that cluster: nobody has an account, no film is
 * watched, the demonstration is on. Whoever runs it said who they are, so that anybody may sign up; mails stay in `dir`.
 */
export async function openShore(
  clusterUrl: string,
  given: { readonly port: string; readonly dir: string },
): Promise<() => Promise<void>> {
  const main = openDb(clusterUrl, { max: 1 })
  await main.sql("create database shore")
  await main.close()
  const { href: url } = Object.assign(new URL(clusterUrl), { pathname: "/shore" })
  mkdirSync(given.dir, { recursive: true })
  const { PATH } = process.env
  const own = { PATH, NODE_ENV: "production", DATABASE_URL: url, VIGIE_DATA_DIR: given.dir, LOG_LEVEL: "warn" }
  const demo = { VIGIE_DEMO: "1", VIGIE_DEMO_PORT: String(await freePort()) }
  const baseUrl = `http://127.0.0.1:${given.port}`
  const env = { ...own, ...demo, PORT: given.port, BASE_URL: baseUrl, VIGIE_ACCOUNTS: "open" }
  const run = (path: string): ChildProcess =>
    spawn(process.execPath, [program(path)], { env, stdio: ["ignore", "ignore", "inherit"] })
  const prepared = await gone(run("../../worker/src/prepare.ts"))
  if (prepared !== 0) throw new Error("the shore's database could not be prepared")
  await nameOperator(url)
  writeFileSync(join(given.dir, "shore.json"), JSON.stringify({ databaseUrl: url } satisfies Shore))
  const children = [run("../server.ts"), run("../../worker/src/main.ts")]
  return async () => {
    const left = children.map(gone)
    for (const child of children) child.kill("SIGTERM")
    await Promise.all(left)
    rmSync(given.dir, { recursive: true, force: true })
  }
}

async function nameOperator(url: string): Promise<void> {
  const db = openDb(url, { max: 1 })
  await writeLegal(
    db,
    {
      operator: "Ciné-club de la Grève",
      address: "3 quai de la Grève, 50400 Granville",
      email: "greve@mail.example",
      director: "Yves Hamon",
      host: "Ciné-club de la Grève",
      hostAddress: "3 quai de la Grève, 50400 Granville",
      country: "FR",
    },
    "e2e",
  )
  await db.close()
}

function gone(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", resolve)
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === "object" && address !== null ? address.port : 0
}

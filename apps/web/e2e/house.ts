import { type ChildProcess, spawn } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { addWatch, ensureUser, openDb } from "@vigie/db"
import { newDatabase } from "./database.ts"
import { fill } from "./fill.ts"

const program = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** By which the house knows that Resend speaks. */
export const RESEND_WEBHOOK_SECRET = "whsec_dGhlIGhvdXNlIGJ5IHRoZSBzZWE="

/** Where a house's tests find what is its own: the mailbox, and `house.json`. */
export interface House {
  readonly databaseUrl: string
  /** The first account's link, as the start printed it. */
  readonly welcome: string
}

/**
 * An installation with accounts on a database of its own in that cluster: open to whoever signs up at `port`, to those
 * invited at `invitePort`; a worker sends its mails into the mailbox. It was one person's before, who watches one film.
 */
export async function openHouse(
  clusterUrl: string,
  given: { readonly port: string; readonly invitePort: string; readonly dir: string },
): Promise<() => Promise<void>> {
  const url = await newDatabase(clusterUrl, "house")
  await fillOneList(url)
  mkdirSync(given.dir, { recursive: true })
  const { PATH } = process.env
  const own = { PATH, NODE_ENV: "production", DATABASE_URL: url, VIGIE_DATA_DIR: given.dir, LOG_LEVEL: "warn" }
  const told = { VIGIE_ALLOW_HOSTS: `127.0.0.1:${process.env.E2E_RECEIVER_PORT}`, RESEND_WEBHOOK_SECRET }
  const env = { ...own, ...told, PORT: given.port, VIGIE_ACCOUNTS: "open", TRUST_PROXY: "1", VIGIE_DEMO: "0" }
  const run = (path: string, more: NodeJS.ProcessEnv = {}): ChildProcess =>
    spawn(process.execPath, [program(path)], { env: { ...env, ...more }, stdio: ["ignore", "pipe", "inherit"] })
  const web = run("../server.ts")
  const welcome = await printedLink(web)
  const invite = run("../server.ts", { VIGIE_ACCOUNTS: "invite", PORT: given.invitePort })
  const children = [web, run("../../worker/src/main.ts"), invite]
  for (const child of children.slice(1)) child.stdout?.resume()
  await answers(`http://127.0.0.1:${given.invitePort}/healthz`)
  writeFileSync(join(given.dir, "house.json"), JSON.stringify({ databaseUrl: url, welcome } satisfies House))
  return async () => {
    const gone = children.map((child) => new Promise((resolve) => child.once("exit", resolve)))
    for (const child of children) child.kill("SIGTERM")
    await Promise.all(gone)
    rmSync(given.dir, { recursive: true, force: true })
  }
}

async function fillOneList(url: string): Promise<void> {
  const db = openDb(url, { max: 2 })
  const slugs = await fill(db, Date.now())
  const user = await ensureUser(db, { email: "local@vigie.localhost", territories: ["FR"] })
  const [film] = await db.sql<{ id: string }>("select id from films where slug = $1", [slugs.dune])
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film?.id ?? "", now: Date.now() })
  await db.close()
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if ((await fetch(url).catch(() => null))?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} does not answer`)
}

/** Whoever starts it reads the link on the console, and goes on reading. */
async function printedLink(web: ChildProcess): Promise<string> {
  const lines = createInterface({ input: web.stdout! })
  return new Promise((resolve, reject) => {
    web.once("exit", () => reject(new Error("the house's web server ended before it said its link")))
    lines.on("line", (line) => {
      const link = /^first account: (\S+)$/.exec(line)?.[1]
      if (link !== undefined) resolve(link)
    })
  })
}

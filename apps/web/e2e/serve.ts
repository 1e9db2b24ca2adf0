import { type ChildProcess, spawn } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { openMailbox, unsubscribeHeaders } from "@vigie/channels"
import { addWatch, type Db, ensureSecret, ensureUser, openDb, signUnsubscription } from "@vigie/db"
import { openTemporaryCluster } from "@vigie/embedded"
import { answerAsWorker } from "./answer.ts"
import { newDatabase, preparePlain } from "./database.ts"
import { fill } from "./fill.ts"
import { fillFilmPages } from "./film-fill.ts"
import { openFresh } from "./fresh.ts"
import { openFront } from "./front.ts"
import { openHouse } from "./house.ts"
import { openLists } from "./lists.ts"
import { fillOperations } from "./operations-fill.ts"
import { fillSearches } from "./searches.ts"
import { openShore } from "./shore.ts"
import { fillTold } from "./told-fill.ts"
import { openTown } from "./town.ts"

// What the browser tests talk to: the built web server on a database with an invented catalogue and one mail; a second one
// that has a contact, where what is looked up is answered at once; a third whose database takes connections and never
// answers; and installations with databases of their own, each said where it is opened. Runs until SIGTERM.
const { E2E_PORT: port = "", E2E_SILENT_PORT: silentPort = "", E2E_ASKING_PORT: askingPort = "" } = process.env
const { E2E_DIR: dataDir = "" } = process.env
mkdirSync(dataDir)
const cluster = await openTemporaryCluster()
await preparePlain(cluster.url)
const url = await newDatabase(cluster.url, "catalogue")
const db = openDb(url)
writeFileSync(join(dataDir, "database.url"), url)
const slugs = await fill(db, Date.now())
await fillSearches(db, Date.now())
await fillTold(db, slugs.hours, Date.now())
await fillFilmPages(db, Date.now())
await leaveMail(db, slugs.dune)
await fillOperations(db, Date.now())
const worker = answerAsWorker(db)

const silent = createServer(() => {})
await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve))
const address = silent.address()
const silentUrl = `postgresql://nobody@127.0.0.1:${typeof address === "object" ? address?.port : 0}/nothing`
const children = [
  serve(url, port),
  serve(url, askingPort, { VIGIE_CONTACT: "https://vigie.example/contact" }),
  serve(silentUrl, silentPort),
]

const env = (name: string): string => process.env[name] ?? ""
const opening = [
  () =>
    openHouse(cluster.url, {
      port: env("E2E_HOUSE_PORT"),
      invitePort: env("E2E_INVITE_PORT"),
      dir: env("E2E_HOUSE_DIR"),
    }),
  () => openFront(cluster.url, env("E2E_FRONT_PORT")),
  () => openTown(cluster.url, { port: env("E2E_TOWN_PORT"), dir: env("E2E_TOWN_DIR") }),
  () =>
    openLists(cluster.url, {
      port: env("E2E_LISTS_PORT"),
      openPort: env("E2E_LISTS_OPEN_PORT"),
      dir: env("E2E_LISTS_DIR"),
    }),
  () => openFresh(cluster.url, env("E2E_FRESH_PORT")),
  () => openShore(cluster.url, { port: env("E2E_SHORE_PORT"), dir: env("E2E_SHORE_DIR") }),
]
const others: (() => Promise<void>)[] = []
let stopping = false
// In the order their tests come, while the first ones run: a file waits for its own (`whenReady`).
const opened = (async () => {
  for (const open of opening) if (!stopping) others.push(await open())
})()

process.once("SIGTERM", stop)
process.once("SIGINT", stop)

function serve(databaseUrl: string, at: string, more: NodeJS.ProcessEnv = {}): ChildProcess {
  const { PATH } = process.env
  const env = { PATH, NODE_ENV: "production", DATABASE_URL: databaseUrl, PORT: at, VIGIE_DEMO: "1", LOG_LEVEL: "warn" }
  const program = fileURLToPath(new URL("../server.ts", import.meta.url))
  return spawn(process.execPath, [program], { env: { ...env, ...more, VIGIE_DATA_DIR: dataDir }, stdio: "inherit" })
}

/** A film on the local user's list, and the mail that told of it. */
async function leaveMail(base: Db, slug: string): Promise<void> {
  const now = Date.now()
  const user = await ensureUser(base, { email: "local@vigie.localhost", territories: ["FR"] })
  const [film] = await base.sql<{ id: string }>("select id from films where slug = $1", [slug])
  if (film === undefined) throw new Error(`no film ${slug}`)
  await addWatch(base, { listId: user.listId, userId: user.id, filmId: film.id, now })
  const token = signUnsubscription(await ensureSecret(base), { kind: "film", userId: user.id, filmId: film.id })
  const url = `http://127.0.0.1:${port}/unsubscribe/${token}`
  const message = {
    id: "019b2c7e-0000-7000-8000-000000000001",
    to: user.email,
    from: "Vigie <vigie@localhost>",
    subject: "La Dune est disponible sur Cinéplage",
    html: `<!doctype html><html lang="fr"><head><title>La Dune</title></head><body><h1>La Dune</h1>
      <p style="color:#1d1a16">Vous pouvez le voir sur Cinéplage.</p><script>document.title = "ran"</script>
      <a href="http://127.0.0.1:${port}/films/${slug}">La fiche</a></body></html>`,
    text: "Vous pouvez le voir sur Cinéplage.",
    headers: unsubscribeHeaders(url),
    createdAt: now,
  }
  await openMailbox(join(dataDir, "mailbox")).send([message], "send-1")
}

async function stop(): Promise<void> {
  stopping = true
  await opened
  await Promise.all(others.map((end) => end()))
  for (const child of children) child.kill("SIGTERM")
  await Promise.all(children.map((child) => new Promise((resolve) => child.once("exit", resolve))))
  silent.close()
  await worker.stop()
  await db.close()
  await cluster.stop()
  rmSync(dataDir, { recursive: true, force: true })
  process.exit(0)
}

// `npm run bench:pages [films]`: an invented installation (100,000 films, a million windows, five million changes unless
// fewer films are asked for) read by 20 people, a page a second each; what the pages took at the 95th percentile.
import { type ChildProcess, spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { migrate, openDb } from "@vigie/db"
import { openTemporaryCluster } from "@vigie/embedded"
import { fillScale, LARGE } from "@vigie/seeds"
import { type Asked, figuresOf, readAsUsers } from "./load.ts"

const LIMITS = { ms: 100, kilobytes: 40 }
const READERS = { users: 20, seconds: 60 }
const PORT = 3_397

const say = (line: string) => process.stdout.write(`${line}\n`)
const films = Number(process.argv[2] ?? LARGE.films)
if (!Number.isInteger(films) || films < 100) {
  process.stderr.write(`error: films=${process.argv[2]}: expected a number of 100 or more\n`)
  process.exit(2)
}

const cluster = await openTemporaryCluster()
const children: ChildProcess[] = []
try {
  await migrate(cluster.url)
  const db = openDb(cluster.url)
  const scale = await fillScale(db, { ...LARGE, films, now: Date.now() }, (part) => say(`filled: ${part}`))
  say(`${scale.films} films, ${scale.windows} windows (${scale.open} open), ${scale.changes} changes`)
  const rows = await db.sql<{ slug: string; title: string }>(
    "select slug, title from films tablesample system (20) where created_by = 'scale' limit 997",
  )
  await db.close()
  children.push(await serve(cluster.url))
  const pages = pagesOf(rows)
  await readAsUsers(PORT, pages, { ...READERS, seconds: 10 })
  for (const one of figuresOf(await readAsUsers(PORT, pages, READERS))) {
    const over = one.p95 > LIMITS.ms || one.kilobytes > LIMITS.kilobytes || one.failed > 0 ? "  OVER" : ""
    say(
      `${one.page.padEnd(12)} ${one.count} asked  p50 ${one.p50.toFixed(0)} ms  p95 ${one.p95.toFixed(0)} ms  most ${one.most.toFixed(0)} ms  ${one.kilobytes.toFixed(1)} KB  ${one.failed} failed${over}`,
    )
  }
} finally {
  for (const child of children) child.kill("SIGTERM")
  await cluster.stop()
}

/** What people read, in equal parts. Searches leave a letter out, as people do. */
function pagesOf(rows: readonly { readonly slug: string; readonly title: string }[]): readonly Asked[] {
  const row = (n: number) => rows[(n * 7) % rows.length]!
  const misspelt = (title: string) => encodeURIComponent(`${title.slice(0, 4)}${title.slice(5)}`)
  return [
    { page: "film", path: (n) => `/films/${row(n).slug}` },
    { page: "search", path: (n) => `/films?q=${misspelt(row(n).title)}` },
    { page: "watchlist", path: () => "/watchlist" },
    { page: "dashboard", path: () => "/history" },
    { page: "home", path: () => "/" },
  ]
}

async function serve(databaseUrl: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL("../server.ts", import.meta.url))
  const { PATH } = process.env
  const env = { PATH, NODE_ENV: "production", DATABASE_URL: databaseUrl, PORT: String(PORT), LOG_LEVEL: "warn" }
  const child = spawn(process.execPath, [program], { env, stdio: ["ignore", "inherit", "inherit", "ipc"] })
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve())
    child.once("exit", (code) => reject(new Error(`the web server ended with ${code} before it was ready`)))
  })
  return child
}

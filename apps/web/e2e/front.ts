import { type ChildProcess, spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { dayEnd, dayStart, eveningAt, localDay } from "@vigie/core"
import {
  addWatch,
  blankFacts,
  createFilm,
  type Db,
  ensureUser,
  lockCatalogue,
  openDb,
  upsertProviders,
} from "@vigie/db"
import { newDatabase } from "./database.ts"

const ZONE = "Europe/Paris"
const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * An installation with an evening of television, films that come, go and come back, and busy days, on a database of its own
 * in that cluster; its one user has a list and one service. No worker runs. Gives what ends it.
 */
export async function openFront(clusterUrl: string, port: string): Promise<() => Promise<void>> {
  const url = await newDatabase(clusterUrl, "front")
  const db = openDb(url, { max: 1 })
  await fillFront(db, Date.now())
  await db.close()
  const dataDir = mkdtempSync(join(tmpdir(), "vigie-front-"))
  const { PATH } = process.env
  const own = { PATH, NODE_ENV: "production", DATABASE_URL: url, PORT: port, VIGIE_DATA_DIR: dataDir }
  const env = { ...own, VIGIE_CONTACT: "https://vigie.example/contact", VIGIE_DEMO: "0", LOG_LEVEL: "warn" }
  const program = fileURLToPath(new URL("../server.ts", import.meta.url))
  const server: ChildProcess = spawn(process.execPath, [program], { env, stdio: "inherit" })
  return async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve))
    server.kill("SIGTERM")
    await gone
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const PROVIDERS = [
  { slug: "toile-bleue", name: "Toile bleue", parentSlug: null },
  { slug: "grand-rideau", name: "Grand Rideau", parentSlug: null },
  { slug: "chaine-six", name: "Chaîne Six", parentSlug: "toile-bleue" },
]

const TITLES = [
  "Le Sémaphore",
  "La Balise",
  "Retour au port",
  "L'Estran",
  "Marée basse",
  "Les Vigies",
  "Brume",
  "Le Chenal",
]

async function fillFront(db: Db, now: number): Promise<void> {
  await db.begin(async (tx) => {
    await lockCatalogue(tx)
    await upsertProviders(
      tx,
      PROVIDERS.map(({ parentSlug: _, ...provider }) => ({
        ...provider,
        homepage: `https://${provider.slug}.example`,
        catchUp: false,
        access: null,
        territories: ["FR"],
        aliases: [],
      })),
    )
  })
  await db.sql("update providers set verified = true")
  await db.sql(
    "update providers set parent_id = (select id from providers where slug = 'toile-bleue') where slug = 'chaine-six'",
  )
  const films = new Map<string, string>()
  for (const [at, title] of TITLES.entries()) {
    const facts = blankFacts({
      title,
      year: 1960 + at * 7,
      directors: ["Odette Varin"],
      ids: { imdb: `tt00077${at}0` },
    })
    films.set(title, (await createFilm(db, facts, { createdBy: "tmdb", now, demo: false })).id)
  }
  const add = (title: string, provider: string, window: Partial<Placed>) =>
    place(db, { film: films.get(title)!, provider, kind: "replay", status: "open", start: null, end: null, ...window })
  const evening = eveningAt(now, ZONE)
  const tonight = Math.min(Math.max(evening.from + 3 * HOUR, now + HOUR), evening.to - 1)
  await add("Le Sémaphore", "chaine-six", {
    kind: "broadcast",
    status: "announced",
    start: tonight,
    end: tonight + 2 * HOUR,
  })
  await add("Le Sémaphore", "toile-bleue", { status: "announced", start: tonight + 2 * HOUR, end: now + 8 * DAY })
  await add("Retour au port", "toile-bleue", { status: "closed", start: now - 300 * DAY, end: now - 270 * DAY })
  await add("Retour au port", "toile-bleue", { start: now - 2 * DAY, end: null })
  await add("La Balise", "toile-bleue", { start: now - DAY, end: dayEnd(localDay(now + 2 * DAY, ZONE), ZONE) })
  await add("L'Estran", "grand-rideau", {
    kind: "vod",
    start: now - 3 * DAY,
    end: dayEnd(localDay(now + 2 * DAY, ZONE), ZONE),
  })
  for (const title of ["Marée basse", "Les Vigies", "Brume", "Le Chenal"])
    for (const provider of ["toile-bleue", "grand-rideau"])
      await add(title, provider, {
        kind: "vod",
        status: "announced",
        start: dayStart(localDay(now, ZONE), ZONE) + DAY / 2 + 6 * HOUR,
      })
  await addReader(db, films.get("La Balise")!, now)
}

async function addReader(db: Db, film: string, now: number): Promise<void> {
  const user = await ensureUser(db, { email: "local@vigie.localhost", territories: ["FR"] })
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now })
  await db.sql(
    "insert into user_services (user_id, provider_id) select $1, id from providers where slug = 'toile-bleue'",
    [user.id],
  )
}

interface Placed {
  readonly film: string
  readonly provider: string
  readonly kind: string
  readonly status: string
  readonly start: number | null
  readonly end: number | null
}

async function place(db: Db, { film, provider, kind, status, start, end }: Placed): Promise<void> {
  const at = (ms: number | null) => (ms === null ? null : new Date(ms))
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
       end_at, end_precision, end_basis, period, opened_at, closed_at, version)
     select $1, $2, id, 'FR', $4, 'free', $5, $6, $8, 'stated', $7, $8, 'stated', tstzrange($6, $7),
       case when $5 <> 'announced' then $6::timestamptz end, case when $5 = 'closed' then $7::timestamptz end, 1
     from providers where slug = $3`,
    [randomUUID(), film, provider, kind, status, at(start), at(end), kind === "broadcast" ? "minute" : "day"],
  )
}

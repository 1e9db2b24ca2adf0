import { type ChildProcess, spawn } from "node:child_process"
import { createHmac, randomUUID } from "node:crypto"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { listMailbox, openMailbox } from "@vigie/channels"
import { parseRule, readList } from "@vigie/core"
import {
  addStandingRule,
  addWatch,
  type Db,
  ensureSecret,
  ensureUser,
  importList,
  joinWorkers,
  openDb,
  signUnsubscription,
  tallyChanges,
  writeLegal,
} from "@vigie/db"
import { newDatabase } from "./database.ts"
import { fill } from "./fill.ts"
import { fillFilmPages } from "./film-fill.ts"
import { fillOperations } from "./operations-fill.ts"
import { fillSearches } from "./searches.ts"

export const PEOPLE = ["owner", "other", "operator"] as const
export type Person = (typeof PEOPLE)[number]

/** What stands in `town.json`: who lives there, and the names of what is there to be read. */
export interface Town {
  readonly databaseUrl: string
  /** `Cookie` of each one's session. */
  readonly cookies: Readonly<Record<Person, string>>
  readonly userIds: Readonly<Record<Person, string>>
  /** An import, a mail and an unsubscription of the owner's; the token of the owner's feeds. */
  readonly importId: string
  readonly mail: string
  readonly unsubscription: string
  readonly feedToken: string
  readonly lookupId: string
  readonly changeId: string
  readonly targetId: string
  readonly deliveryId: string
  /** A standing rule of the owner's. */
  readonly ruleId: string
}

/** An installation with accounts in which somebody of each kind lives, on a database of its own in that cluster. */
export async function openTown(
  clusterUrl: string,
  given: { readonly port: string; readonly dir: string },
): Promise<() => Promise<void>> {
  const url = await newDatabase(clusterUrl, "town")
  mkdirSync(given.dir, { recursive: true })
  const db = openDb(url, { max: 2 })
  const town = await settle(db, url, given.dir)
  // Pages look as they do while somebody reads: nothing is read here, but a worker is there.
  await tallyChanges(db)
  const presence = await joinWorkers(
    db,
    () => {},
    () => {},
  )
  await db.close()
  const { PATH } = process.env
  const own = { PATH, NODE_ENV: "production", DATABASE_URL: url, VIGIE_DATA_DIR: given.dir, LOG_LEVEL: "warn" }
  const env = { ...own, PORT: given.port, VIGIE_ACCOUNTS: "open", TRUST_PROXY: "1", VIGIE_DEMO: "1" }
  const program = fileURLToPath(new URL("../server.ts", import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [program], { env, stdio: ["ignore", "ignore", "inherit"] })
  writeFileSync(join(given.dir, "town.json"), JSON.stringify(town))
  return async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve))
    child.kill("SIGTERM")
    await Promise.all([gone, presence.leave()])
    rmSync(given.dir, { recursive: true, force: true })
  }
}

async function settle(db: Db, databaseUrl: string, dir: string): Promise<Town> {
  const now = Date.now()
  const slugs = await fill(db, now)
  await fillSearches(db, now)
  await fillFilmPages(db, now)
  await fillOperations(db, now)
  await writeLegal(
    db,
    {
      operator: "Ciné-club du Cap",
      address: "1 quai du Phare, 62600 Berck",
      email: "club@mail.example",
      director: "Léa Marin",
      host: "Hébergeur du Cap",
      hostAddress: "2 quai du Phare, 62600 Berck",
      country: "FR",
    },
    "test",
  )
  const users = await Promise.all(PEOPLE.map((person) => moveIn(db, person)))
  const [owner, other, operator] = users as [Lived, Lived, Lived]
  const [film] = await db.sql<{ id: string }>("select id from films where slug = $1", [slugs.dune])
  await addWatch(db, { listId: owner.listId, userId: owner.id, filmId: film!.id, now })
  const named = await nameThings(db, owner)
  return {
    databaseUrl,
    cookies: { owner: owner.cookie, other: other.cookie, operator: operator.cookie },
    userIds: { owner: owner.id, other: other.id, operator: operator.id },
    unsubscription: signUnsubscription(await ensureSecret(db), { kind: "film", userId: owner.id, filmId: film!.id }),
    mail: await leaveMail(dir, owner.email, now),
    ...named,
  }
}

interface Lived {
  readonly id: string
  readonly email: string
  readonly listId: string
  readonly cookie: string
}

/** Somebody with a session, as better-auth keeps and signs it. */
async function moveIn(db: Db, person: Person): Promise<Lived> {
  const email = `${person}@mail.example`
  const { id, listId } = await ensureUser(db, { email, territories: ["FR"] })
  await db.sql("update users set local = false, role = $2, two_factor_enabled = $3 where id = $1", [
    id,
    person === "operator" ? "operator" : "user",
    person === "operator",
  ])
  const token = randomUUID()
  await db.sql(
    "insert into sessions (user_id, token, expires_at, updated_at) values ($1, $2, now() + interval '1 day', now())",
    [id, token],
  )
  const secret = createHmac("sha256", await ensureSecret(db))
    .update("sessions:")
    .digest("base64url")
  const signature = createHmac("sha256", secret).update(token).digest("base64")
  return { id, email, listId, cookie: `vigie.session_token=${encodeURIComponent(`${token}.${signature}`)}` }
}

async function nameThings(db: Db, owner: Lived) {
  const feedToken = randomUUID().replaceAll("-", "")
  await db.sql("update users set feed_token = $2 where id = $1", [owner.id, feedToken])
  const one = async (text: string, values: readonly unknown[] = []) =>
    (await db.sql<{ id: string }>(text, values))[0]?.id ?? ""
  return {
    feedToken,
    ruleId: (
      await addStandingRule(db, {
        userId: owner.id,
        scope: "department",
        ref: "62",
        rule: parseRule({ monetizations: ["free"] }),
      })
    ).id,
    importId: await leaveImport(db, owner),
    lookupId: await one("insert into lookups (query, state, done_at) values ('Le Phare', 'done', now()) returning id"),
    changeId: await one("select id from changes order by cursor limit 1"),
    targetId: await one("select target_id as id from answers where kind = 'good' limit 1"),
    deliveryId: await one("select id from deliveries where state = 'failed' limit 1"),
  }
}

async function leaveImport(db: Db, { id: userId, listId }: Lived): Promise<string> {
  const list = readList(Buffer.from("La Dune\nUn film que personne ne connaît\n"))
  return (await importList(db, { userId, listId, list, now: Date.now() })).importId
}

async function leaveMail(dir: string, to: string, now: number): Promise<string> {
  const id = "019b2c7e-0000-7000-8000-00000000000b"
  const message = {
    id,
    to,
    from: "Vigie <vigie@localhost>",
    subject: "La Dune est disponible",
    html: '<!doctype html><html lang="fr"><head><title>La Dune</title></head><body><h1>La Dune</h1></body></html>',
    text: "La Dune",
    headers: {},
    createdAt: now,
  }
  await openMailbox(join(dir, "mailbox")).send([message], id)
  return (await listMailbox(join(dir, "mailbox")))[0]!.name
}

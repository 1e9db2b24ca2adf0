import { backfillWorks, isUpToDate, migrate, openDb } from "@vigie/db"
import { seed } from "@vigie/seeds"
import { sourceFacts } from "@vigie/stages/sources"
import { placeDemoTargets } from "./demo.ts"
import { readEnv } from "./env.ts"

// Brings the database up to date and puts the facts in, once per version of either.
const config = readEnv()
const url = config.databaseUrl
if (url === null) throw new Error("DATABASE_URL: expected, `npm start` sets it")
if (!(await isUpToDate(url))) {
  process.stderr.write("preparing the database…\n")
  await migrate(url)
}
const db = openDb(url, { max: 2 })
const planted = await seed(db, { now: Date.now(), demo: config.demo })
await backfillWorks(db, planted.rematched, { now: Date.now(), sources: sourceFacts(config) })
await placeDemoTargets(db, { on: config.demo, port: config.demoPort })
await db.close()

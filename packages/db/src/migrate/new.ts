// `npm run migration -w packages/db -- <name>`: writes the next migration from the schema file; edit it before it lands.
import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { databaseUrl as url } from "./env.ts"
import { drift, migrationsDir } from "./migrate.ts"

const [name, stamp] = process.argv.slice(2)
if (!name || !url) {
  process.stderr.write("error: DATABASE_URL and a name are needed\n")
  process.exit(2)
}
const sql = await drift(url)
if (sql === "") process.stderr.write("nothing has changed\n")
else {
  const dir = path.join(migrationsDir, `${stamp ?? new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`)
  mkdirSync(dir, { recursive: true })
  writeFileSync(path.join(dir, "migration.sql"), sql)
  process.stderr.write(`wrote ${dir}\n`)
}

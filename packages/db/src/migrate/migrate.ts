import { randomUUID } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { withEngine } from "./engine.ts"

const root = fileURLToPath(new URL("../../prisma/", import.meta.url))
export const schemaFile = path.join(root, "schema.prisma")
export const migrationsDir = path.join(root, "migrations")
const filters = { externalTables: [], externalEnums: [] }

function migrationsList(dir: string) {
  const lock = path.join(dir, "migration_lock.toml")
  const names = existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : []
  return {
    baseDir: dir,
    lockfile: { path: "migration_lock.toml", content: existsSync(lock) ? readFileSync(lock, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(path.join(dir, name, "migration.sql"), "utf8") },
      },
    })),
  }
}

/** Brings the database at `url` up to date; returns the names applied. Safe to race: the engine takes an advisory lock. */
export async function migrate(url: string): Promise<readonly string[]> {
  if (await isUpToDate(url)) return []
  const done = await withEngine(url, schemaFile, (engine) =>
    engine.applyMigrations({ migrationsList: migrationsList(migrationsDir), filters }),
  )
  return done.appliedMigrationNames
}

/** True when every migration of this version has been applied; needs no engine, so a warm start stays quick. */
export async function isUpToDate(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const table = await client.query("select to_regclass('_prisma_migrations') is not null as there")
    if (!table.rows[0].there) return false
    const applied = await client.query(
      "select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
    )
    const names = new Set(applied.rows.map((row: { migration_name: string }) => row.migration_name))
    return migrationsList(migrationsDir).migrationDirectories.every((migration) => names.has(migration.path))
  } finally {
    await client.end()
  }
}

/** What separates a database built by the migrations from the schema file, as SQL; "" when nothing does. */
export async function drift(url: string): Promise<string> {
  return withShadow(url, async (shadow) => {
    await withEngine(shadow, schemaFile, (engine) =>
      engine.applyMigrations({ migrationsList: migrationsList(migrationsDir), filters }),
    )
    const files = [{ path: schemaFile, content: readFileSync(schemaFile, "utf8") }]
    const diff = await withEngine(shadow, schemaFile, (engine) =>
      engine.diff({
        from: { tag: "schemaDatasource", files, configDir: root },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: true,
        filters,
        shadowDatabaseUrl: null,
      }),
    )
    return diff.exitCode === 0 ? "" : (diff.stdout ?? "")
  })
}

async function withShadow<T>(url: string, work: (shadow: string) => Promise<T>): Promise<T> {
  const name = `vigie_shadow_${randomUUID().slice(0, 8)}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const shadow = new URL(url)
  shadow.pathname = `/${name}`
  try {
    await admin.query(`create database "${name}"`)
    return await work(shadow.toString())
  } finally {
    await admin.query(`drop database if exists "${name}" with (force)`)
    await admin.end()
  }
}

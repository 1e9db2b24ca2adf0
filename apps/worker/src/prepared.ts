import { createHash } from "node:crypto"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import type { Config } from "@vigie/stages/config"

const FACTS = ["../../../packages/db/prisma/migrations", "../../../seeds/data", "../../../seeds/src"]

/** Whether this version's migrations and facts are in the built-in database of the data folder already. */
export function isPrepared(config: Config): boolean {
  try {
    return readFileSync(markOf(config), "utf8") === versionOf(config)
  } catch {
    return false
  }
}

/** Remembers it in the database's own folder, so that they go together. */
export function markPrepared(config: Config): void {
  writeFileSync(markOf(config), versionOf(config))
}

function markOf(config: Config): string {
  return path.join(config.dataDir, "postgres", "data", "vigie.prepared")
}

function versionOf(config: Config): string {
  const hash = createHash("sha256").update(JSON.stringify([config.demo, config.demoPort]))
  for (const folder of FACTS) {
    const root = fileURLToPath(new URL(folder, import.meta.url))
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    for (const file of files.map((entry) => path.join(entry.parentPath, entry.name)).sort())
      hash.update(readFileSync(file))
  }
  return hash.digest("hex")
}

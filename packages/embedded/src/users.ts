import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { startOf } from "./processes.ts"

let opened = 0

/**
 * Notes this process as a user of the server. Returns its file, or null when the directory is gone: then the last user
 * has left and the server is stopping. Adding to a directory and removing an empty one exclude each other in the
 * kernel, so nobody can join a server that somebody is about to stop.
 */
export function register(users: string): string | null {
  opened += 1
  const file = join(users, `${process.pid}-${startOf(process.pid)}-${opened}`)
  try {
    writeFileSync(file, "", { flag: "wx" })
    return file
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null
    throw error
  }
}

/** Takes this user away and tells whether it was the last: dead ones do not count, and the directory is then gone. */
export function leave(users: string, file: string): boolean {
  rmSync(file, { force: true })
  return closeIfUnused(users)
}

/** Opens the directory for a server about to start; users of one that crashed stay noted while they live. */
export function openUsers(users: string): void {
  mkdirSync(users, { recursive: true, mode: 0o700 })
  sweep(users)
}

function closeIfUnused(users: string): boolean {
  try {
    sweep(users)
    rmdirSync(users)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === "ENOTEMPTY" || code === "EEXIST" || code === "ENOENT") return false
    throw error
  }
}

function sweep(users: string): void {
  for (const name of readdirSync(users)) {
    const [pid, start] = name.split("-")
    if (startOf(Number(pid)) !== start) rmSync(join(users, name), { force: true })
  }
}

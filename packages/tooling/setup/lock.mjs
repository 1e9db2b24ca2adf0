import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { say } from "./say.mjs"

/** Runs `body` while no other set-up of this checkout does. A lock whose holder is dead is taken over. */
export async function withLock(root, body) {
  const lock = lockOf(root)
  mkdirSync(join(root, ".turbo"), { recursive: true })
  for (let told = false; !take(lock); told = true) {
    if (!told) say("another set-up of this checkout is at work; waiting for it …")
    await new Promise((resolve) => setTimeout(resolve, 100))
    if (isAbandoned(lock)) clear(lock)
  }
  const release = () => rmSync(lock, { recursive: true, force: true })
  process.once("exit", release)
  try {
    return await body()
  } finally {
    process.removeListener("exit", release)
    release()
  }
}

function take(lock) {
  try {
    mkdirSync(lock)
  } catch (error) {
    if (error.code === "EEXIST") return false
    throw error
  }
  writeFileSync(join(lock, "owner"), `${process.pid} ${startOf(process.pid)}\n`)
  return true
}

/** Adds a program that works for the holder: should the holder be killed, its npm still is at work on the checkout. */
export function shareLock(root, pid) {
  if (pid !== undefined) appendFileSync(join(lockOf(root), "owner"), `${pid} ${startOf(pid)}\n`)
}

const lockOf = (root) => join(root, ".turbo", "setup.lock")

function isAbandoned(lock) {
  try {
    const marks = readFileSync(join(lock, "owner"), "utf8").trim().split("\n")
    return marks.every((mark) => {
      const [pid, start] = mark.split(" ")
      return startOf(Number(pid)) !== start
    })
  } catch {
    // Taken this moment and not yet signed, or its holder died between the two.
    const made = statSync(lock, { throwIfNoEntry: false })
    return made !== undefined && Date.now() - made.mtimeMs > 3000
  }
}

// Renaming comes first: of several that see it abandoned, one clears it, and a fresh lock is put back.
function clear(lock) {
  const aside = `${lock}.${process.pid}`
  try {
    renameSync(lock, aside)
    if (isAbandoned(aside)) rmSync(aside, { recursive: true, force: true })
    else renameSync(aside, lock)
  } catch (error) {
    if (error.code !== "ENOENT") throw error
  }
}

/** When a live process started, where /proc tells; "alive" elsewhere, "" when there is none. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]
  } catch {
    return process.platform !== "linux" && isAlive(pid) ? "alive" : ""
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === "EPERM"
  }
}

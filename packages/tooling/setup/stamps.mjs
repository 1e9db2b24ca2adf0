import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const SKIPPED = new Set(["node_modules", "dist", "build", "generated", "e2e", ".react-router", ".turbo"])

/** A hash of files and of all below folders, by path and content; tests do not count, they build nothing. */
export function hashOf(root, paths) {
  const hash = createHash("sha256")
  for (const path of paths) addTo(hash, root, path)
  return hash.digest("hex")
}

function addTo(hash, root, path) {
  const full = join(root, path)
  if (!existsSync(full)) return
  let entries
  try {
    entries = readdirSync(full, { withFileTypes: true })
  } catch (error) {
    if (error.code !== "ENOTDIR") throw error
    hash.update(path).update("\0").update(readFileSync(full)).update("\0")
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (SKIPPED.has(entry.name) || /\.test\.tsx?$/.test(entry.name) || entry.name === "__fixtures__") continue
    if (entry.isDirectory() || entry.isFile()) addTo(hash, root, `${path}/${entry.name}`)
  }
}

// Under node_modules, so that they go with what was installed.
const stampFile = (root, name) => join(root, "node_modules", ".vigie", name)

export function isStamped(root, name, hash) {
  try {
    return readFileSync(stampFile(root, name), "utf8") === hash
  } catch {
    return false
  }
}

/** Where it may not be written the step is only judged anew next time. */
export function stamp(root, name, hash) {
  try {
    mkdirSync(join(root, "node_modules", ".vigie"), { recursive: true })
    writeFileSync(stampFile(root, name), hash)
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(error.code)) throw error
  }
}

import { existsSync, readFileSync } from "node:fs"

/** Whether this process runs in a container: a marker of its engine, or a root file system made of layers. */
export function isContained(): boolean {
  if (existsSync("/.dockerenv") || existsSync("/run/.containerenv")) return true
  try {
    return /^\S+ \S+ \S+ \S+ \/ .* - overlay /m.test(readFileSync("/proc/self/mountinfo", "utf8"))
  } catch {
    return false
  }
}

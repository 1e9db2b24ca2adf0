import { spawn } from "node:child_process"
import { delimiter, join } from "node:path"
import { shareLock } from "./lock.mjs"
import { say } from "./say.mjs"

const children = new Set()

/** Passes an interruption on to what runs, so that a Ctrl-C leaves nothing behind. */
export function endChildren(signal) {
  for (const child of children) child.kill(signal)
}

/**
 * Runs a program of ours quietly, with a line every few seconds while it takes long. Resolves to its exit code and to
 * all it said, which is worth reading only when it failed. `node_modules/.bin` comes first: there is Node 26.
 */
export function run(root, label, command, args, env = {}) {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  say(`${label} …`)
  const timer = setInterval(() => say(`${label} … ${seconds()} s`), 5000)
  const path = join(root, "node_modules", ".bin") + delimiter + (process.env.PATH || "")
  return new Promise((resolve) => {
    let said = ""
    const listen = (data) => {
      said = (said + data).slice(-20000)
    }
    const shell = process.platform === "win32"
    const options = { cwd: root, env: { ...process.env, PATH: path, ...env }, shell, stdio: ["ignore", "pipe", "pipe"] }
    const child = spawn(command, args, options)
    const finish = (code) => {
      clearInterval(timer)
      children.delete(child)
      resolve({ code, said })
    }
    children.add(child)
    shareLock(root, child.pid)
    child.stdout.on("data", listen)
    child.stderr.on("data", listen)
    child.on("error", (error) => {
      said += error.message
      finish(-1)
    })
    child.on("close", finish)
  })
}

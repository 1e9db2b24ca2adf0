import { accessSync, constants, existsSync, mkdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { run } from "./run.mjs"
import { SetupError } from "./say.mjs"

const NODE = 26

/** Whether what npm wrote down as installed is what the lock file wants; packages for other platforms may be absent. */
export function isInstalled(root) {
  const wanted = readLock(join(root, "package-lock.json"))
  const present = readLock(join(root, "node_modules", ".package-lock.json"))
  if (wanted === null) throw new SetupError("package-lock.json is missing or unreadable: is this a whole checkout?")
  if (present === null) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes("node_modules/")) return true
    const found = present[path]
    if (found === undefined) return entry.optional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages || null
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return null
    throw error
  }
}

/** Installs what the lock file says. No install script runs: none is needed, and some refuse the machine's own Node. */
export async function install(root) {
  const missing = writable(root) && writable(join(root, "node_modules"))
  if (!missing) throw new SetupError(`the dependencies are not installed, and ${root} may not be written by this user`)
  const count = Object.keys(readLock(join(root, "package-lock.json")) || {}).length
  const args = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--loglevel=error", "--no-progress"]
  const calm = ["--no-audit", "--no-fund", "--engine-strict=false", ...cacheArgument(root)]
  const [command, ...before] = npm()
  const label = `installing up to ${count} packages (once; about a minute)`
  const { code, said } = await run(root, label, command, [...before, ...args, ...calm], { NODE_ENV: "development" })
  if (code !== 0) throw new SetupError(`npm could not install the dependencies: ${explain(said)}`)
}

/** The npm that called us, as a command line. */
export function npm() {
  const cli = process.env.npm_execpath
  if (cli !== undefined && /npm-cli\.[cm]?js$/.test(cli)) return [process.execPath, cli]
  return ["npm"]
}

export function checkNpm() {
  const version = /\bnpm\/(\d+)/.exec(process.env.npm_config_user_agent || "")
  if (version !== null && Number(version[1]) < 7) {
    throw new SetupError(
      `npm ${version[1]} is too old, it knows no workspaces: npm 7 or newer is needed (npm install -g npm)`,
    )
  }
}

function writable(path) {
  if (!existsSync(path)) return true
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

// A user without a home (`nobody`) has no place for npm's cache either: the checkout lends one.
function cacheArgument(root) {
  const cache = process.env.npm_config_cache
  if (cache === undefined) return []
  try {
    mkdirSync(cache, { recursive: true })
    accessSync(cache, constants.W_OK)
    return []
  } catch {
    return [`--cache=${join(root, ".turbo", "npm")}`]
  }
}

const REASONS = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|network/i,
    "its registry cannot be reached; is this machine online?",
  ],
  [/ENOTCACHED/, "npm is set to work offline and its cache does not hold all of them"],
  [/ENOSPC/, "the disk is full"],
  [/EACCES|EPERM|EROFS/, "something may not be written"],
  [/EUSAGE|in sync/, "package-lock.json and package.json do not agree; `npm install` settles it"],
  [/EINTEGRITY/, "a package is not the one that was locked"],
]

function explain(said) {
  const reason = REASONS.find(([pattern]) => pattern.test(said))
  const last = said.split("\n").filter((line) => /^npm (error|ERR!)/.test(line) && !/complete log|_logs/.test(line))
  const words = (last.length > 0 ? last : said.trim().split("\n")).slice(0, 6).join("\n  ")
  return `${reason === undefined ? "it said" : reason[1]}\n  ${words}`
}

/** Node 26 comes as an optional package of the platform; without it nothing of ours runs. */
export function checkNode(root) {
  if (Number(process.versions.node.split(".")[0]) >= NODE) return
  const suffix = process.platform === "win32" ? ".cmd" : ""
  if (existsSync(join(root, "node_modules", ".bin", `node${suffix}`))) return
  const platform = `${process.platform}-${process.arch}`
  throw new SetupError(
    `Node ${NODE} is missing: none of the optional packages that bring it fits this machine (${platform}), ` +
      `or they were left out of ${dirname(join(root, "node_modules", "x"))}. Install Node ${NODE} yourself, or remove node_modules and try again`,
  )
}

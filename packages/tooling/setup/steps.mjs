import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { checkNode, install, isInstalled, npm } from "./install.mjs"
import { run } from "./run.mjs"
import { SetupError } from "./say.mjs"
import { hashOf, isStamped, stamp } from "./stamps.mjs"

const QUIET = {
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  // Keeps `prisma generate` from fetching an engine that it does not need.
  PRISMA_SCHEMA_ENGINE_BINARY: "/bin/false",
}

/** What has to be there for a purpose ("start", "test" or "vigie"), in order: each with a test and a way to get it. */
export function stepsFor(root, purpose) {
  const folders = purpose === "vigie" ? ["packages/emails"] : ["packages/emails", "apps/web"]
  return [
    { isDone: () => isInstalled(root), act: () => install(root) },
    { isDone: () => checkNode(root) === undefined, act: () => undefined },
    generateStep(root),
    ...folders.map((folder) => buildStep(root, folder)),
  ]
}

function generateStep(root) {
  const hash = () => hashOf(root, ["packages/db/prisma", "packages/db/prisma.config.ts", "packages/db/package.json"])
  const act = async () => {
    const before = hash()
    const [command, ...args] = npm()
    const call = [...args, "run", "-s", "generate", "-w", "packages/db"]
    const { code, said } = await run(root, "generating the database client", command, call, QUIET)
    if (code !== 0) throw new SetupError(`the database client could not be generated:\n${said.trim()}`)
    stamp(root, "generate", before)
  }
  return { isDone: () => isFilled(root, "packages/db/src/generated") && isStamped(root, "generate", hash()), act }
}

// What a build may read: its own folder, and for pages all that they import.
const SOURCES = {
  "packages/emails": ["packages/emails", "packages/core"],
  "apps/web": ["apps/web", "packages", "seeds"],
}

function buildStep(root, folder) {
  const { name, scripts } = readManifest(root, folder)
  if (scripts === undefined || scripts.build === undefined) return { isDone: () => true, act: () => undefined }
  const stampName = `build-${folder.replace("/", "-")}`
  const hash = () => hashOf(root, [...SOURCES[folder], "tsconfig.base.json", "turbo.json", "package-lock.json"])
  const isBuilt = () => ["dist", "build"].some((output) => isFilled(root, `${folder}/${output}`))
  const act = async () => {
    const before = hash()
    const args = ["run", "build", `--filter=${name}`, "--output-logs=errors-only", "--log-prefix=none"]
    const { code, said } = await run(root, `building ${folder}`, "turbo", args, QUIET)
    if (code !== 0) throw new SetupError(`${folder} could not be built:\n${said.trim()}`)
    stamp(root, stampName, before)
  }
  return { isDone: () => isBuilt() && isStamped(root, stampName, hash()), act }
}

function isFilled(root, folder) {
  return existsSync(join(root, folder)) && readdirSync(join(root, folder)).length > 0
}

function readManifest(root, folder) {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"))
}

// Gets ready what is missing for `npm start`, `npm test` or `npm run vigie`, and nothing else: dependencies from the
// lock file, the database client, the built mails and pages. Runs before them, under whatever Node the machine has.
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { checkNpm } from "./setup/install.mjs"
import { withLock } from "./setup/lock.mjs"
import { endChildren } from "./setup/run.mjs"
import { SetupError, say } from "./setup/say.mjs"
import { stepsFor } from "./setup/steps.mjs"

const root = join(fileURLToPath(import.meta.url), "..", "..", "..")
const purpose = process.argv[2]
const OLDEST_NODE = 18

async function main() {
  if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
    throw new SetupError(
      `Node ${process.versions.node} is too old: ${OLDEST_NODE} or newer is needed (it then brings its own)`,
    )
  }
  if (!["start", "test", "vigie"].includes(purpose)) {
    throw new SetupError(`setup.mjs is called with start, test or vigie, not with ${purpose || "nothing"}`)
  }
  checkNpm()
  if (stepsFor(root, purpose).every((step) => step.isDone())) return
  await withLock(root, async () => {
    const started = Date.now()
    let acted = false
    for (const step of stepsFor(root, purpose)) {
      if (step.isDone()) continue
      await step.act()
      acted = true
    }
    if (acted) say(`set up in ${Math.round((Date.now() - started) / 1000)} s`)
  })
}

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
]) {
  process.on(signal, () => {
    endChildren(signal)
    process.exit(code)
  })
}

try {
  await main()
} catch (error) {
  const permission = ["EACCES", "EPERM", "EROFS"].includes(error.code)
  if (error instanceof SetupError) say(error.message)
  else if (permission) say(`${error.path || root} may not be written by this user: give it the checkout, or use a copy`)
  else if (error.code === "ENOSPC") say("the disk is full")
  else throw error
  process.exitCode = 1
}

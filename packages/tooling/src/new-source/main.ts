import { fileURLToPath } from "node:url"
import { BadInput, readRequest, USAGE } from "./request.ts"
import { writeSource } from "./write.ts"

// `npm run new:source <id>`: see USAGE. What was written on stdout; exit 2 with one line for an id that cannot be used.
const root = fileURLToPath(new URL("../../../..", import.meta.url))
const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  const wanted = readRequest(process.argv.slice(2), process.env.npm_config_scope)
  if (wanted === null) say(USAGE)
  else {
    for (const path of writeSource(root, wanted)) say(path)
    say(`\nnext: npm test -- packages/sources/src/${wanted.id} (one test fails and says what to do)`)
  }
} catch (error) {
  if (!(error instanceof BadInput)) throw error
  process.stderr.write(`error: ${error.message}\n`)
  process.exitCode = 2
}

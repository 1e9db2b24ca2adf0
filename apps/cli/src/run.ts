import { CommanderError } from "commander"
import type { Context } from "./context.ts"
import { BadInput, exitCodeOf, lineOf } from "./errors.ts"
import { buildProgram } from "./program.ts"

/** Runs one command line of this process and ends it: 0, 1 when the work failed, 2 for bad input. */
export async function run(args: readonly string[]): Promise<void> {
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  const code = await execute(args, say, async (json) => {
    const [{ callerDir, readEnv }, { openOutput }] = await Promise.all([import("./env.ts"), import("./output.ts")])
    return {
      config: readEnv(),
      out: openOutput(json, process.stdout, say),
      cwd: callerDir(),
      clock: Date.now,
      random: Math.random,
    }
  })
  // What a killed connection left open must not keep the process; what was written goes out first.
  process.stdout.write("", () => process.exit(code))
}

/** Runs one command line; `open` is called for one that is well-formed. Returns its exit code. */
export async function execute(
  args: readonly string[],
  say: (text: string) => void,
  open: (json: boolean) => Promise<Context>,
): Promise<number> {
  try {
    const program = buildProgram(async (json, work) => work(await open(json)))
    await program.parseAsync(args, { from: "user" })
    return 0
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const told = error instanceof CommanderError ? usageError(error, args) : error
    say(`error: ${lineOf(told)}`)
    return exitCodeOf(told)
  }
}

/** Commander shows the whole help where a command is missing, and adds its guesses on further lines. */
function usageError(error: CommanderError, args: readonly string[]): BadInput {
  if (error.code !== "commander.help") return new BadInput(error.message.replace(/^error: /, ""))
  const group = args.filter((arg) => !arg.startsWith("-")).map((arg) => `${arg} `)
  return new BadInput(`a command is missing: \`vigie ${group.join("")}--help\` lists them`)
}

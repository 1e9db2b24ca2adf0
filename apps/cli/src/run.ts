import { CommanderError } from "commander"
import { BadInput, exitCodeOf, lineOf } from "./errors.ts"
import { openOutput } from "./output.ts"
import { buildProgram } from "./program.ts"

/** Runs one command line and ends the process: 0, 1 when the work failed, 2 for bad input. */
export async function run(args: readonly string[]): Promise<void> {
  const program = buildProgram(async (json, work) => {
    const { callerDir, readEnv } = await import("./env.ts")
    const out = openOutput(json)
    await work({ config: readEnv(), out, cwd: callerDir(), clock: Date.now, random: Math.random })
  })
  const code = await program.parseAsync(args, { from: "user" }).then(
    () => 0,
    (error: unknown) => settle(error, args),
  )
  // What a killed connection left open must not keep the process; what was written goes out first.
  process.stdout.write("", () => process.exit(code))
}

function settle(error: unknown, args: readonly string[]): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0
  const told = error instanceof CommanderError ? usageError(error, args) : error
  process.stderr.write(`error: ${lineOf(told)}\n`)
  return exitCodeOf(told)
}

/** Commander shows the whole help where a command is missing, and adds its guesses on further lines. */
function usageError(error: CommanderError, args: readonly string[]): BadInput {
  if (error.code !== "commander.help") return new BadInput(error.message.replace(/^error: /, ""))
  const group = args.filter((arg) => !arg.startsWith("-")).map((arg) => `${arg} `)
  return new BadInput(`a command is missing: \`vigie ${group.join("")}--help\` lists them`)
}

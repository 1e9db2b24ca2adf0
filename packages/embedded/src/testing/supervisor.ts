import { superviseProcesses } from "../supervise.ts"

// A supervisor as an application makes one: runs the programs it is given as JSON and writes down what happens.
interface Program {
  readonly name: string
  readonly code: string
}
const programs = JSON.parse(process.argv[2] ?? "[]") as Program[]
const options = JSON.parse(process.argv[3] ?? "{}") as { stopMs?: number; restartMs?: number; followParent?: boolean }
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const { done } = superviseProcesses({
  ...options,
  processes: programs.map(({ name, code }) => ({ name, args: ["--eval", code], env: process.env, ready: "message" })),
  onReady: () => say(`ready ${process.pid}`),
  say: (message) => say(`said: ${message}`),
  lastly: async () => say("lastly"),
})
process.exitCode = await done

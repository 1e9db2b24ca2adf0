import { spawn } from "node:child_process"
import { type AddressInfo, createServer } from "node:net"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { DomainError } from "@vigie/core"
import { type Cluster, keepAlive, openCluster, superviseProcesses } from "@vigie/embedded"
import type { Config } from "@vigie/stages/config"
import { environment, readEnv } from "./env.ts"
import { isPrepared, markPrepared } from "./prepared.ts"

const say = (line: string) => process.stderr.write(`${line}\n`)
const program = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** `npm start`: the built-in PostgreSQL, the worker and the web server, and nothing left of them after Ctrl-C. */
async function main(): Promise<number> {
  const given = readEnv()
  // The demonstration's port is nobody's business: another one does as well.
  const config = given.demo ? { ...given, demoPort: await freePort(given.demoPort) } : given
  await mustBeFree(config.port, config.host)
  const cluster = config.databaseUrl === null ? await openCluster({ dataDir: config.dataDir, onProgress: say }) : null
  try {
    return await run(config, cluster)
  } catch (error) {
    await cluster?.stop()
    throw error
  }
}

async function run(config: Config, cluster: Cluster | null): Promise<number> {
  const env = childEnvironment(config, config.databaseUrl ?? cluster!.url)
  if (cluster === null || !isPrepared(config)) await prepare(env)
  if (cluster !== null) markPrepared(config)
  const endWatch = cluster ? keepAlive({ dataDir: config.dataDir }, revived, lost) : null
  const address = `http://${config.host === "0.0.0.0" ? "127.0.0.1" : config.host}:${config.port}`
  const { done } = superviseProcesses({
    processes: [
      { name: "worker", args: [program("main.ts")], env, ready: "message" },
      { name: "web", args: [program("../../web/server.ts")], env, ready: { url: `${address}/healthz` } },
    ],
    onReady: () => process.stdout.write(`ready ${address}\n`),
    say,
    // Under npm only: a start of one's own may outlive its shell.
    followParent: environment.npm_lifecycle_event !== undefined,
    stopMs: 4_000,
    lastly: async () => {
      await endWatch?.()
      await cluster?.stop()
    },
  })
  return done
}

const revived = () => say("PostgreSQL had stopped and was started again")
const lost = (error: unknown) =>
  say(`PostgreSQL cannot be started again: ${error instanceof Error ? error.message : String(error)}`)

/** Children never start a database of their own, and know whether the demonstration is on. */
function childEnvironment(config: Config, databaseUrl: string): Readonly<Record<string, string | undefined>> {
  return {
    ...environment,
    NODE_ENV: "production",
    NODE_COMPILE_CACHE: path.join(config.dataDir, "cache"),
    DATABASE_URL: databaseUrl,
    PORT: String(config.port),
    VIGIE_DATA_DIR: config.dataDir,
    VIGIE_DEMO: config.demo ? "1" : "0",
    VIGIE_DEMO_PORT: String(config.demoPort),
  }
}

/** Migrations and facts, in a process of their own: the schema engine's memory goes with it. */
async function prepare(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const child = spawn(process.execPath, [program("prepare.ts")], { env, stdio: ["ignore", "inherit", "inherit"] })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", resolve)
  })
  if (code !== 0) throw new Error("the database could not be prepared")
}

async function mustBeFree(port: number, host: string): Promise<void> {
  const fault = await tryPort(port, host)
  if (typeof fault === "number") return
  const why = fault.code === "EADDRINUSE" ? "another program listens there" : fault.message
  throw new DomainError("invalid", `PORT=${port}: ${why}`)
}

/** This port of loopback if nobody has it, else one that nobody has. */
async function freePort(wanted: number): Promise<number> {
  const found = await tryPort(wanted, "127.0.0.1")
  return typeof found === "number" ? found : freePort(0)
}

/** The port that could be listened on for a moment, or why not. */
function tryPort(port: number, host: string): Promise<number | NodeJS.ErrnoException> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once("error", resolve)
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo
      server.close(() => resolve(taken))
    })
  })
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`error: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(error instanceof DomainError ? 2 : 1)
  },
)

import { spawn } from "node:child_process"
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, onTestFinished, test } from "vitest"
import { describeWith } from "./found.ts"

const TOOLING = fileURLToPath(new URL("..", import.meta.url))

// Stands in for npm: notes each call, and does as little as makes the next look find everything there.
const NPM = `
const fs = require("fs")
fs.appendFileSync("calls", "npm " + process.argv.slice(2).join(" ") + "\\n")
if (fs.existsSync("npm-fails")) { console.error(fs.readFileSync("npm-fails", "utf8")); process.exit(1) }
if (process.argv[2] === "ci") {
  fs.mkdirSync("node_modules/.bin", { recursive: true })
  for (const name of ["turbo", "node"]) fs.writeFileSync("node_modules/.bin/" + name, fs.readFileSync("turbo"), { mode: 0o755 })
  fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json")
} else {
  fs.mkdirSync("packages/db/src/generated", { recursive: true })
  fs.writeFileSync("packages/db/src/generated/client.ts", process.env.PRISMA_SCHEMA_ENGINE_BINARY)
}`
const TURBO = `#!/bin/sh
echo "turbo $*" >>calls
mkdir -p packages/emails/dist apps/web/build
echo built | tee packages/emails/dist/index.js >apps/web/build/index.js
`
const LOCK = { packages: { "": {}, "node_modules/a": { version: "1.0.0", integrity: "x" }, "packages/db": {} } }

/** A checkout in a path with spaces, with nothing installed. */
function checkout(): string {
  const root = mkdtempSync(join(tmpdir(), "vigie check out-"))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  cpSync(join(TOOLING, "setup.mjs"), join(root, "packages/tooling/setup.mjs"))
  cpSync(join(TOOLING, "setup"), join(root, "packages/tooling/setup"), { recursive: true })
  const files = {
    "npm/npm-cli.js": NPM,
    turbo: TURBO,
    "package-lock.json": JSON.stringify(LOCK),
    "packages/db/prisma/schema.prisma": "model A",
    "packages/emails/package.json": JSON.stringify({ name: "@vigie/emails", scripts: { build: "x" } }),
    "packages/emails/src/mail.tsx": "mail",
    "apps/web/package.json": JSON.stringify({ name: "@vigie/web", scripts: { build: "x" } }),
  }
  for (const [path, text] of Object.entries(files)) write(root, path, text)
  return root
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function setUp(root: string, purpose: string, options: { nodeVersion?: string; uid?: number; agent?: string } = {}) {
  const pretend = `Object.defineProperty(process.versions, "node", { value: "${options.nodeVersion}" })`
  const before = options.nodeVersion === undefined ? [] : ["--import", `data:text/javascript,${pretend}`]
  const env = {
    PATH: process.env.PATH,
    npm_execpath: join(root, "npm/npm-cli.js"),
    npm_config_user_agent: options.agent ?? "npm/11.0.0 node/v20.0.0",
  }
  const ids = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }
  const child = spawn(process.execPath, [...before, join(root, "packages/tooling/setup.mjs"), purpose], { env, ...ids })
  const said = { stdout: "", stderr: "" }
  child.stdout.on("data", (data) => {
    said.stdout += data
  })
  child.stderr.on("data", (data) => {
    said.stderr += data
  })
  return new Promise<Outcome>((resolve) => child.on("close", (code) => resolve({ code, ...said })))
}

/** What was called since the last look. */
function calls(root: string): string[] {
  const path = join(root, "calls")
  const text = existsSync(path) ? readFileSync(path, "utf8") : ""
  rmSync(path, { force: true })
  return text.trim().split("\n").filter(Boolean)
}

const GENERATE = "npm run -s generate -w packages/db"
const build = (name: string) => expect.stringMatching(`^turbo run build --filter=@vigie/${name} `)

describe("the set-up of a checkout", () => {
  test("installs, generates and builds once, speaking on stderr only, then is quick", async () => {
    const root = checkout()

    expect(await setUp(root, "start")).toMatchObject({
      code: 0,
      stdout: "",
      stderr: expect.stringContaining("installing"),
    })
    expect(calls(root)).toEqual([
      expect.stringMatching(/^npm ci --ignore-scripts /),
      GENERATE,
      build("emails"),
      build("web"),
    ])
    expect(readFileSync(join(root, "packages/db/src/generated/client.ts"), "utf8")).toBe("/bin/false")
    const started = performance.now()
    expect(await setUp(root, "test")).toEqual({ code: 0, stdout: "", stderr: "" })
    expect(performance.now() - started).toBeLessThan(5000)
    expect(calls(root)).toEqual([])
  })

  test("for the command line leaves the pages alone", async () => {
    const root = checkout()

    await setUp(root, "vigie")
    expect(calls(root)).toEqual([expect.stringContaining("npm ci"), GENERATE, build("emails")])
    await setUp(root, "start")
    expect(calls(root)).toEqual([build("web")])
  })

  test("installs nothing where the dependencies are right already, whoever installed them", async () => {
    const root = checkout()
    write(root, "node_modules/.package-lock.json", JSON.stringify(LOCK))
    write(root, "node_modules/.bin/turbo", TURBO)
    chmodSync(join(root, "node_modules/.bin/turbo"), 0o755)

    await setUp(root, "start")
    expect(calls(root)).toEqual([GENERATE, build("emails"), build("web")])
  })

  test.each([
    ["package-lock.json", JSON.stringify({ packages: { ...LOCK.packages, "node_modules/b": {} } }), "npm ci"],
    ["packages/db/prisma/schema.prisma", "model B", GENERATE],
    ["packages/emails/src/mail.tsx", "another", "--filter=@vigie/emails"],
    ["apps/web/app/root.tsx", "page", "--filter=@vigie/web"],
  ])("does again what a change of %s asks for", async (path, text, call) => {
    const root = checkout()
    await setUp(root, "start")
    calls(root)
    write(root, path, text)

    await setUp(root, "start")
    expect(calls(root).join("\n")).toContain(call)
    await setUp(root, "start")
    expect(calls(root)).toEqual([])
  })

  test("is done once when two commands ask for it at the same moment", async () => {
    const root = checkout()

    const both = await Promise.all([setUp(root, "start"), setUp(root, "test")])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(calls(root).filter((call) => call.startsWith("npm ci"))).toHaveLength(1)
    expect(existsSync(join(root, ".turbo/setup.lock"))).toBe(false)
  })

  test("takes over from one that was killed", async () => {
    const root = checkout()
    write(root, ".turbo/setup.lock/owner", `${process.pid} 1`)

    expect(await setUp(root, "vigie")).toMatchObject({ code: 0 })
  })

  test("waits for the npm of one that was killed", async () => {
    const root = checkout()
    const npm = spawn("sleep", ["1"])
    const start = readFileSync(`/proc/${npm.pid}/stat`, "utf8").split(" ")[21]
    write(root, ".turbo/setup.lock/owner", `${process.pid} 1\n${npm.pid} ${start}\n`)

    const outcome = await setUp(root, "vigie")
    expect(outcome).toMatchObject({ code: 0, stderr: expect.stringContaining("another set-up") })
    expect(npm.exitCode).toBe(0)
  })
})

describe("what is missing is said", () => {
  test.each([
    ["npm error code ENOTFOUND\nnpm error network request failed", /registry cannot be reached.*online/],
    ["npm error code ENOTCACHED", /offline/],
    ["npm error code ENOSPC", /disk is full/],
    ["npm error code EUSAGE", /do not agree/],
  ])("when npm fails with %j", async (message, expected) => {
    const root = checkout()
    write(root, "npm-fails", message)

    const outcome = await setUp(root, "start")
    expect(outcome).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(expected) })
    expect(outcome.stderr).not.toContain("at ")
  })

  test("when npm is too old", async () => {
    const outcome = await setUp(checkout(), "start", { agent: "npm/6.14.0 node/v18.0.0" })
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringMatching(/npm 6 is too old.*npm 7/) })
  })

  test("when Node is too old", async () => {
    const outcome = await setUp(checkout(), "start", { nodeVersion: "16.20.0" })
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringMatching(/Node 16.20.0 is too old: 18/) })
  })

  test("when Node 26 does not come with the install", async () => {
    const root = checkout()
    await setUp(root, "start")
    rmSync(join(root, "node_modules/.bin/node"))

    const outcome = await setUp(root, "start", { nodeVersion: "20.1.0" })
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringMatching(/Node 26 is missing.*optional packages/) })
  })

  test("when the lock file is not there", async () => {
    const root = checkout()
    rmSync(join(root, "package-lock.json"))

    expect(await setUp(root, "start")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("package-lock.json is missing"),
    })
  })
})

const root = process.getuid?.() === 0 ? { value: true } : { missing: "to run as root" }
describeWith(root, "another user", () => {
  test("is told when the checkout cannot be written", async () => {
    const root = checkout()
    chmodSync(root, 0o755)

    const outcome = await setUp(root, "start", { uid: 65_534 })
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringMatching(/may not be written by this user/) })
    expect(outcome.stderr).not.toContain("at ")
  })

  test("can use a checkout that root has set up", async () => {
    const root = checkout()
    chmodSync(root, 0o755)
    await setUp(root, "start")

    expect(await setUp(root, "start", { uid: 65_534 })).toEqual({ code: 0, stdout: "", stderr: "" })
  })
})

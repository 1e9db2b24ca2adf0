import { execFile } from "node:child_process"
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url))
const SOURCES = "packages/sources/src"
/** Ids whose place in the registry depends on how paths are ordered, and each scope. */
const WANTED = [
  ["cine-brume", "--scope", "film"],
  ["press-two", "--scope", "feed"],
  ["press10", "--scope=article"],
  ["press2"],
] as const
const IDS = WANTED.map(([id]) => id)

let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "vigie new source-"))
  for (const name of ["biome.json", ".gitignore", "tsconfig.base.json"]) cpSync(join(ROOT, name), join(copy, name))
  for (const name of ["packages/sources/package.json", SOURCES, "packages/tooling/src/new-source"])
    cpSync(join(ROOT, name), join(copy, name), { recursive: true })
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"))
  const config = { pool: "forks", include: [`${SOURCES}/**/*.test.ts`], env: { TZ: "Pacific/Kiritimati" } }
  writeFileSync(join(copy, "vitest.config.mjs"), `export default ${JSON.stringify({ test: config })}`)
  const folders = IDS.map((id) => `${SOURCES}/${id}`)
  writeFileSync(join(copy, "tsconfig.json"), JSON.stringify({ extends: "./tsconfig.base.json", include: folders }))
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

describe("new:source", () => {
  it("writes each source, and says what and what next", async () => {
    for (const [id, ...options] of WANTED) {
      const { code, stdout } = await newSource([id, ...options])

      expect(code).toBe(0)
      expect(stdout.split("\n").filter((line) => line.startsWith("packages/"))).toEqual([
        ...["index.ts", "schema.ts", "normalise.ts", `${id}.test.ts`, "__fixtures__/available.json"].map(
          (name) => `${SOURCES}/${id}/${name}`,
        ),
        `${SOURCES}/registry.ts`,
      ])
      expect(stdout).toContain(`npm test -- ${SOURCES}/${id}`)
    }
  })

  it("what it wrote passes the linter, the registry's line in its place", async () => {
    const files = [...IDS.map((id) => `${SOURCES}/${id}`), `${SOURCES}/registry.ts`]
    const { code, stdout, stderr } = await run("@biomejs/biome/bin/biome", ["check", ...files])

    expect(code, stdout + stderr).toBe(0)
  })

  it("what it wrote passes the types", async () => {
    const { code, stdout } = await run("typescript/bin/tsc", ["--noEmit", "-p", "."])

    expect(code, stdout).toBe(0)
  }, 60_000)

  it("exactly its own test fails, and says what to do next", async () => {
    const report = join(copy, "report.json")
    const files = [...IDS.map((id) => `${SOURCES}/${id}`), `${SOURCES}/registry.test.ts`]
    await run("vitest/vitest.mjs", ["run", ...files, "--reporter=json", `--outputFile=${report}`])

    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report
    const results = testResults.flatMap(({ assertionResults }) => assertionResults)
    const failed = results.filter(({ status }) => status === "failed")
    expect(failed.map(({ fullName }) => fullName).sort()).toEqual(
      IDS.map((id) => `${id} is about the real site, and no template any more`).sort(),
    )
    for (const { failureMessages } of failed) expect(failureMessages.join()).toContain("to deeply equal []")
    expect(results.filter(({ fullName }) => fullName.startsWith("the registry")).length).toBeGreaterThan(0)
    expect(results.filter(({ status }) => status === "passed").length).toBeGreaterThan(8 * IDS.length)
  }, 60_000)

  const refused: [string, readonly string[], string][] = [
    ["no id", [], "no id: expected one such as cinebrume; --help says more"],
    ["two", ["one", "two"], "one two: 2 ids, expected one"],
    ["capitals", ["CineBrume"], 'id "CineBrume": expected lower-case letters and figures'],
    ["a path", ["../brume"], 'id "../brume": expected lower-case'],
    ["a hyphen at its end", ["brume-"], 'id "brume-": expected lower-case'],
    ["a long one", ["b".repeat(41)], "at most 40 in all"],
    ["a source there is", ["francetv"], 'id "francetv": taken by packages/sources/src/francetv'],
    ["a folder that is none", ["page"], 'id "page": taken by packages/sources/src/page'],
    ["a file beside", ["csv"], 'id "csv": taken by packages/sources/src/csv'],
    ["a word of the language", ["new"], 'id "new": the word is in use'],
    ["a name of the registry", ["settings-of"], 'id "settings-of": the word is in use'],
    ["a name of the template", ["read-json"], 'id "read-json": the word is in use'],
    ["an unknown scope", ["brume", "--scope", "page"], '--scope "page": expected film, feed, article'],
    ["an unknown option", ["brume", "--fast"], "--fast: unknown option, expected --scope or --help"],
  ]
  it.each(refused)("refuses %s: exit 2, one line, nothing written", async (_, args, message) => {
    const before = readdirSync(join(copy, SOURCES))
    const registry = readFileSync(join(copy, SOURCES, "registry.ts"), "utf8")

    const { code, stdout, stderr } = await newSource(args)

    expect([code, stdout]).toEqual([2, ""])
    expect(stderr).toMatch(/^error: .*\n$/u)
    expect(stderr).toContain(message)
    expect(readdirSync(join(copy, SOURCES))).toEqual(before)
    expect(readFileSync(join(copy, SOURCES, "registry.ts"), "utf8")).toBe(registry)
  })

  it("tells how it is used", async () => {
    const { code, stdout } = await newSource(["--help"])

    expect(code).toBe(0)
    expect(stdout).toMatch(/^npm run new:source -- <id> \[--scope film\|feed\|article\]\n/u)
  })

  it("takes the scope that npm kept for itself, where it stood before --", async () => {
    const { code } = await newSource(["brume-feed"], { npm_config_scope: "feed" })
    const other = await newSource(["brume-page"], { npm_config_scope: "page" })
    const setting = await newSource(["brume-film"], { npm_config_scope: "@somebody" })

    expect([code, other.code, setting.code]).toEqual([0, 2, 0])
    expect(readFileSync(join(copy, SOURCES, "brume-feed/index.ts"), "utf8")).toContain('scope: "feed"')
    expect(readFileSync(join(copy, SOURCES, "brume-film/index.ts"), "utf8")).toContain('scope: "film"')
  })
})

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

const newSource = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  call([join(copy, "packages/tooling/src/new-source/main.ts"), ...args], env)

/** A tool of the checkout, run in the copy. */
const run = (tool: string, args: readonly string[]) => call([join(ROOT, "node_modules", tool), ...args], {})

function call(args: readonly string[], env: Readonly<Record<string, string>>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const options = { cwd: copy, env: { PATH: process.env.PATH, ...env }, timeout: 60_000, maxBuffer: 32 * 1024 * 1024 }
    const child = execFile(process.execPath, [...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}

import { existsSync } from "node:fs"
import { Writable } from "node:stream"
import { readConfig } from "@vigie/stages/config"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openOutput } from "./output.ts"
import { execute } from "./run.ts"
import { type Cli, openCli } from "./testing/cli.ts"

const UUID = "01a1fd87-5422-7707-b56e-2b4a0da33420"
const PRIVATE = "http://10.0.0.1/film"

/** Arguments, and what the one line must name. */
const TABLE: readonly (readonly [string, string])[] = [
  ["", "a command is missing"],
  ["films", "a command is missing"],
  ["nonsense", "nonsense"],
  ["films nonsense", "nonsense"],
  ["parse --source unifrance", "file"],
  ["parse page.txt", "--source"],
  ["parse --source unifrance --nope page.txt", "--nope"],
  ["parse --source nope page.txt", '"nope"'],
  ["parse --source unifrance missing.txt", "missing.txt: no such file"],
  ["parse --source unifrance empty.txt", "empty.txt is empty: 0 bytes"],
  ["parse --source unifrance large.txt", "large.txt"],
  ["parse --source unifrance binary.txt", "binary.txt is binary"],
  ["parse --source unifrance short-binary.txt", "short-binary.txt is binary"],
  ["parse --source unifrance .", ".: a directory"],
  ["parse --source unifrance --url ftp://films.example/1 page.txt", "--url"],
  [`parse --source unifrance --url ${PRIVATE} page.txt`, "--url"],
  ["parse --source unifrance --territory ZZ page.txt", "--territory"],
  ["parse --source press --published-at 2025-02-30 page.txt", "--published-at"],
  ["parse --source press --timezone Mars/Base page.txt", "--timezone"],
  ["parse --source press --now yesterday page.txt", "--now"],
  ["films import missing.txt", "missing.txt"],
  ["films import --source nope page.txt", '"nope"'],
  ["films import page.txt", "page.txt: no source recognises it"],
  ["targets add --source nope --url http://films.example/", '"nope"'],
  ["targets add --source unifrance --url http://films.example/1", "--film"],
  ["targets add --source press", "--url"],
  [`targets add --source press --url ${PRIVATE}`, "--url"],
  ["targets add --source press --url javascript:alert(1)", "--url"],
  ["targets add --source press --url http://films.example/ --every 5x", "--every"],
  ["targets add --source press --url http://films.example/ --every 0s", "--every"],
  ["targets add --source press --url http://films.example/ --territory FRA", "--territory"],
  ["targets add --source press --url http://films.example/ --published-at soon", "--published-at"],
  ["targets set nope --every 1h", '"nope"'],
  [`targets set ${UUID}`, "nothing to set"],
  [`targets set ${UUID} --state gone`, "--state"],
  ["check --target nope", '"nope"'],
  [`check --target ${UUID} --due`, "--due"],
  ["check --now when", "--now"],
  ["watch add --email nobody --film les-milles", "--email"],
  ["watch add --email a@b.example --film les-milles --rule {", "rule"],
  ['watch add --email a@b.example --film les-milles --rule {"kinds":["x"]}', "rule.kinds"],
  ["changes --since x", "--since"],
  ["sources probe nope", '"nope"'],
]

/** The same command line within this process: some forty processes would take a minute. */
async function callHere(line: string, { cwd, dataDir }: Cli) {
  const said = { stdout: "", stderr: "" }
  const out = new Writable({
    write: (chunk, _, done) => {
      said.stdout += chunk
      done()
    },
  })
  const say = (text: string) => {
    said.stderr += `${text}\n`
  }
  const args = line.split(" ").filter((arg) => arg !== "")
  const config = readConfig({ VIGIE_DATA_DIR: dataDir })
  const code = await execute(args, say, async (json) => {
    return { config, out: openOutput(json, out, say), cwd, clock: Date.now, random: Math.random }
  })
  return { code, ...said }
}

describe("bad input: one line that names it, exit 2, nothing stored", () => {
  let cli: Cli
  beforeAll(() => {
    cli = openCli()
    cli.file("page.txt", "Rien qui ressemble à une page de film.")
    cli.file("empty.txt", "")
    cli.file("large.txt", new Uint8Array(10_000_001).fill(97))
    cli.file(
      "binary.txt",
      new Uint8Array(200).map((_, index) => index),
    )
    cli.file("short-binary.txt", new Uint8Array([1, 2, 3, 4, 5, 6, 200, 201]))
  })
  afterAll(() => cli.drop())

  test.each(TABLE)("vigie %s", async (line, named) => {
    const { code, stdout, stderr } = await callHere(line, cli)

    expect(stderr).toMatch(/^error: [^\n]+\n$/)
    expect(stderr).toContain(named)
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(existsSync(cli.dataDir)).toBe(false)
  })

  test("the same in a process of its own", async () => {
    const { code, stdout, stderr } = await cli.run("parse", "--source", "unifrance", "--territory", "ZZ", "page.txt")

    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(/^error: --territory: unknown territory "ZZ"[^\n]+\n$/)
  })

  test("an environment variable at fault is named the same way", async () => {
    const other = openCli({ PORT: "many" })

    const { code, stderr } = await other.run("sources", "list")

    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: PORT="many": [^\n]+\n$/)
    other.drop()
  })

  test("a document it cannot conclude from is a failure, not bad input: exit 1", async () => {
    const { code, stdout, stderr } = await cli.run("parse", "--source", "unifrance", "page.txt")

    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
    expect(stderr).toMatch(/^error: shape_changed: [^\n]+\n$/)
  })
})

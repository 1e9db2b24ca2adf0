import { readdirSync } from "node:fs"
import path from "node:path"
import { describeWith, findShared } from "@vigie/tooling"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Cli, openCli } from "./testing/cli.ts"
import { article } from "./testing/site.ts"

let cli: Cli
beforeAll(() => {
  cli = openCli()
})
afterAll(() => cli.drop())

const KEYS = [
  "film",
  "provider",
  "territory",
  "kind",
  "monetization",
  "channel",
  "start",
  "end",
  "terms",
  "url",
  "text",
  "doubts",
]

describe("vigie parse", () => {
  test("prints one sighting a line with the keys of the contract, and the coverage last on stderr", async () => {
    cli.file("article.html", article("2025-06-30"))

    const { code, stdout, stderr, rows } = await cli.run("parse", "--source", "press", "article.html")

    expect(code).toBe(0)
    expect(stdout.trimEnd().split("\n")).toHaveLength(1)
    expect(Object.keys(rows[0] ?? {})).toEqual(KEYS)
    expect(rows[0]).toMatchObject({ provider: "France.tv", territory: "FR", kind: "replay" })
    expect(stderr).toMatch(/(^|\n)none: 1 sightings, 0 rejected\n$/)
  })

  test("I6 a day ends in the target's zone: its own, else its territory's capital's", async () => {
    cli.file("article.html", article("2025-06-30"))
    const endOf = async (...args: string[]) =>
      (await cli.run("parse", "--source", "press", ...args, "article.html")).rows[0]?.end

    expect(await endOf()).toMatchObject({ at: "2025-07-06T22:00:00Z", precision: "day", basis: "stated" })
    expect(await endOf("--territory", "RE")).toMatchObject({ at: "2025-07-06T20:00:00Z" })
    expect(await endOf("--timezone", "America/Montreal")).toMatchObject({ at: "2025-07-07T04:00:00Z" })
  })

  test("under npm, paths begin where npm was called; under another script, where the command was", async () => {
    cli.file("article.html", article("2025-06-30"))
    const codeOf = async (event: string) => {
      const other = openCli({ npm_lifecycle_event: event, INIT_CWD: cli.cwd })
      const { code } = await other.run("parse", "--source", "press", "article.html")
      other.drop()
      return code
    }

    expect(await codeOf("vigie")).toBe(0)
    expect(await codeOf("test")).toBe(2)
  })

  test("an older Node is told so in one line", async () => {
    const pretend = 'Object.defineProperty(process.versions,"node",{value:"24.1.0"})'
    const other = openCli({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(pretend)}` })

    const { code, stderr } = await other.run("sources", "list")

    expect(code).toBe(1)
    expect(stderr).toMatch(/^error: Node 24\.1\.0 is too old[^\n]*\n$/)
    other.drop()
  })

  test("reads a page in windows-1252 by its declaration", async () => {
    const text = article("2025-06-30").replace('charset="utf-8"', 'charset="windows-1252"')
    cli.file("latin.html", Buffer.from(text, "latin1"))

    const { rows } = await cli.run("parse", "--source", "press", "latin.html")

    expect(rows[0]?.film).toMatchObject({ directors: ["Sébastien Grall"] })
  })
})

function seedFile(folder: string, number: string): string {
  return path.join(folder, readdirSync(folder).find((name) => name.startsWith(number)) ?? number)
}

describeWith(findShared("seeds"), "vigie parse on the seeds", (folder) => {
  test("000: no sighting, complete", async () => {
    const { code, stdout, stderr } = await cli.run("parse", "--source", "unifrance", seedFile(folder, "000"))

    expect({ code, stdout }).toEqual({ code: 0, stdout: "" })
    expect(stderr).toMatch(/complete: 0 sightings, 0 rejected\n$/)
  })

  test("000 --facts: a heading with nothing under it is null", async () => {
    const { rows } = await cli.run("parse", "--source", "unifrance", "--facts", seedFile(folder, "000"))
    const facts = rows[0] as {
      credits: { job: string; names: string[] | null }[]
      companies: { role: string; names: string[] | null }[]
      cast: string[] | null
    }
    const names = (job: string) => facts.credits.find((credit) => credit.job === job)?.names

    expect(rows).toHaveLength(1)
    expect(names("Décors")).toHaveLength(2)
    expect(names("Costumes")).toHaveLength(2)
    expect(names("Scénaristes")).toHaveLength(2)
    expect(names("Ingénieur du son")).toBeNull()
    expect(facts.companies.find(({ role }) => role === "Productions Étrangères")?.names).toHaveLength(2)
    expect(facts.cast).toBeNull()
  })

  test("001 published 7 July 2025: one sighting on France.tv to 6 July included", async () => {
    const args = ["parse", "--source", "press", "--published-at", "2025-07-07"]

    const { rows } = await cli.run(...args, seedFile(folder, "001"))

    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      film: { year: 1995, directors: ["Sébastien Grall"] },
      provider: "France.tv",
      territory: "FR",
      kind: "replay",
      end: { at: "2025-07-06T22:00:00Z", precision: "day" },
    })
  })
})

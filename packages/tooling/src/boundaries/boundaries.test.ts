import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, onTestFinished, test } from "vitest"
import { findProblems } from "./check.ts"
import { ARROWS } from "./rules.ts"
import { findWorkspaces } from "./workspaces.ts"

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url))

/** A tree of workspaces with the given files; every workspace but those in `manifests` depends on all it may. */
function tree(files: Readonly<Record<string, string>>, manifests: Readonly<Record<string, object>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "vigie-tree-"))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const folders = Object.keys(ARROWS).map((name) => {
    const group = ["worker", "web", "cli"].includes(name) ? "apps/" : name === "seeds" ? "" : "packages/"
    return { name, folder: group + name }
  })
  for (const { name, folder } of folders) {
    const dependencies = Object.fromEntries((ARROWS[name] ?? []).map((other) => [`@vigie/${other}`, "*"]))
    write(
      root,
      `${folder}/package.json`,
      JSON.stringify({ name: `@vigie/${name}`, ...(manifests[name] ?? { dependencies }) }),
    )
  }
  for (const [path, text] of Object.entries(files)) write(root, path, text)
  return root
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

describe("the layers", () => {
  test("hold in this repository", () => {
    expect(findProblems(ROOT)).toEqual([])
  })

  test("are checked in every workspace and in many files", () => {
    const workspaces = findWorkspaces(ROOT)

    expect(workspaces.map(({ name }) => name).toSorted()).toEqual(Object.keys(ARROWS).toSorted())
    expect(workspaces.flatMap(({ files }) => files).length).toBeGreaterThan(50)
  })

  test("allow what points down", () => {
    const root = tree({
      "packages/db/src/a.ts": `import { pg } from "pg"\nimport { Film } from "@vigie/core"\nimport type { P } from "@prisma/client"`,
      "packages/db/src/a.test.ts": `import { createTestDatabase } from "@vigie/tooling"\nprocess.env.TZ`,
      "packages/core/src/a.ts": `import { z } from "zod"\nexport const at = (now: number) => new Date(now)`,
      "packages/core/src/a.test.ts": `import fc from "fast-check"\nimport { readFileSync } from "node:fs"`,
      "apps/worker/src/env.ts": `export const env = process.env`,
      "apps/web/vite.config.ts": `export default process.env.PORT`,
      "apps/worker/src/main.ts": `import "@vigie/stages"\nimport "@vigie/embedded"\nimport { db } from "@vigie/db"`,
    })

    expect(findProblems(root)).toEqual([])
  })
})

describe("an arrow that points elsewhere fails", () => {
  const cases: [about: string, path: string, text: string, problem: string][] = [
    ["between siblings", "packages/db/src/a.ts", `import { x } from "@vigie/queues"`, "db may not import queues"],
    ["of a type", "packages/emails/src/a.ts", `import type { X } from "@vigie/db"`, "emails may not import db"],
    ["in a type", "packages/emails/src/a.ts", `type X = import("@vigie/db").X`, "emails may not import db"],
    ["dynamic", "packages/core/src/a.ts", `await import("@vigie/db")`, "core may not import db"],
    ["in a template", "packages/core/src/a.ts", "await import(`@vigie/db`)", "core may not import db"],
    ["by a variable", "packages/core/src/a.ts", `const n = "@vigie/db"; await import(n)`, "core may not import db"],
    ["re-exported", "packages/net/src/a.ts", `export * from "@vigie/core"`, "net may not import core"],
    ["re-exported by name", "packages/net/src/a.ts", `export { a } from "@vigie/core"`, "net may not import core"],
    ["required", "packages/net/src/a.ts", `require("@vigie/core")`, "net may not import core"],
    ["import =", "packages/net/src/a.ts", `import a = require("@vigie/core")`, "net may not import core"],
    ["resolved", "packages/net/src/a.ts", `import.meta.resolve("@vigie/core/x")`, "net may not import core"],
    ["mocked in a test", "packages/queues/src/a.test.ts", `vi.mock("@vigie/db")`, "queues may not import db"],
    ["in JSX", "packages/emails/src/a.tsx", `import { a } from "@vigie/net"; <p>{a}</p>`, "emails may not import net"],
    [
      "by path",
      "packages/db/src/a.ts",
      `import "../../queues/src/index.ts"`,
      "imports packages/queues/src/index.ts, outside",
    ],
    ["between apps", "apps/cli/src/a.ts", `import "@vigie/worker"`, "cli may not import worker"],
    [
      "between apps by path",
      "apps/cli/src/a.ts",
      `import "../../worker/src/a.ts"`,
      "imports apps/worker/src/a.ts, outside",
    ],
    ["to an app", "seeds/src/a.ts", `import "@vigie/web"`, "seeds may not import web"],
    ["to the test presets", "packages/db/src/a.ts", `import "@vigie/tooling"`, "db may not import tooling"],
    [
      "from the test presets",
      "packages/tooling/src/a.ts",
      `import "@vigie/embedded"`,
      "tooling may not import embedded",
    ],
    [
      "Prisma",
      "packages/stages/src/a.ts",
      `import { Prisma } from "@prisma/client"`,
      "only db may know @prisma/client",
    ],
    ["its adapter", "apps/web/src/a.ts", `import "@prisma/adapter-pg"`, "only db may know @prisma/adapter-pg"],
    ["BullMQ", "apps/worker/src/a.ts", `import type { Job } from "bullmq"`, "only queues may know bullmq"],
    ["ioredis", "packages/db/src/a.ts", `import "ioredis"`, "only queues may know ioredis"],
    ["react-email", "packages/channels/src/a.ts", `import "react-email"`, "only emails may know react-email"],
    ["Resend", "packages/emails/src/a.ts", `import "resend"`, "only channels may know resend"],
    ["SMTP", "apps/worker/src/a.ts", `import "nodemailer/lib/x.js"`, "only channels may know nodemailer"],
    ["undici", "packages/sources/src/a.ts", `import { request } from "undici"`, "only net may know undici"],
    ["core to Node", "packages/core/src/a.ts", `import { readFileSync } from "node:fs"`, "core may not import node:fs"],
    ["core to others", "packages/core/src/a.ts", `import "uuid"`, "core may not import uuid"],
    ["a clock in core", "packages/core/src/a.ts", "export const t = Date.now()", "asks for the time"],
    ["a date of now in core", "packages/core/src/a.ts", "export const t = new Date()", "asks for the time"],
    ["Temporal's now in core", "packages/core/src/a.ts", "Temporal.Now.instant()", "asks for the time"],
    ["chance in core", "packages/core/src/a.ts", "export const r = Math.random()", "asks for the time or for chance"],
    ["settings", "packages/db/src/client.ts", "export const u = process.env.DATABASE_URL", "reads process.env"],
    ["settings by index", "packages/db/src/client.ts", `export const u = process["env"]`, "reads process.env"],
    ["settings taken apart", "apps/cli/src/main.ts", "const { env } = process", "reads process.env"],
    ["settings imported", "apps/cli/src/main.ts", `import { env } from "node:process"`, "reads process.env"],
    ["a new workspace", "packages/utils/package.json", `{"name":"@vigie/utils"}`, "no rule says"],
  ]
  test.each(cases)("%s", (_about, path, text, problem) => {
    const problems = findProblems(tree({ [path]: text }))

    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(path.replace("/package.json", ""))
    expect(problems[0]).toContain(problem)
  })

  const manifests: [about: string, name: string, manifest: object, problem: string][] = [
    ["declared", "db", { dependencies: { "@vigie/queues": "*" } }, "db may not import queues"],
    ["declared for development", "db", { devDependencies: { "@vigie/net": "*" } }, "db may not import net"],
    ["declared as a peer", "core", { peerDependencies: { "@vigie/net": "*" } }, "core may not import net"],
    ["declared test presets", "db", { dependencies: { "@vigie/tooling": "*" } }, "db may not import tooling"],
    ["declared Prisma", "stages", { devDependencies: { prisma: "*" } }, "only db may know prisma"],
    [
      "declared types",
      "worker",
      { devDependencies: { "@types/nodemailer": "*" } },
      "only channels may know nodemailer",
    ],
    ["declared in core", "core", { dependencies: { pg: "*" } }, "core may not import pg"],
  ]
  test.each(manifests)("%s", (_about, name, manifest, problem) => {
    expect(findProblems(tree({}, { [name]: manifest }))).toEqual([expect.stringContaining(problem)])
  })

  test("not declared at all", () => {
    const root = tree({ "packages/db/src/a.ts": `import "@vigie/core"` }, { db: {} })

    expect(findProblems(root)).toEqual([expect.stringContaining("imports core, which its package.json does not name")])
  })
})

import { createTestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll, expect, test } from "vitest"
import routes from "../../routes.ts"

/* A parent's loader does not stand before a child's action: each part of each page is tried by itself, as nobody. */

interface RouteEntry {
  readonly path?: string
  readonly file: string
  readonly children?: readonly RouteEntry[]
}
type Part = (given: { request: Request; params: Record<string, string> }) => Promise<unknown>

const operations = routes.find(({ path }) => path === "operations") as RouteEntry
const files = [operations, ...(operations.children ?? [])].map(({ file }) => file)
const modules = import.meta.glob(["../*/*.{ts,tsx}", "./*.{ts,tsx}"])
const ID = "01920000-0000-7000-8000-000000000000"

let drop: () => Promise<void>
let close: () => Promise<void>
beforeAll(async () => {
  const database = await createTestDatabase()
  Object.assign(process.env, { DATABASE_URL: database.url, VIGIE_ACCOUNTS: "open", BASE_URL: "https://vigie.example" })
  const { db } = await import("../../data/site/db.server.ts")
  close = () => db.close()
  drop = () => database.drop()
})
afterAll(async () => {
  await close()
  await drop()
})

/** As the bundler calls it, seen from here. */
function nameOf(file: string): string {
  return file.startsWith("routes/operations/") ? file.replace("routes/operations", ".") : file.replace("routes/", "../")
}

async function answerOf(part: Part, method: "GET" | "POST"): Promise<unknown> {
  const request = new Request("https://vigie.example/operations/x?act=1", {
    method,
    ...(method === "POST" && { body: new URLSearchParams({ act: "released", source: "arte", target: ID }) }),
  })
  return part({ request, params: { id: ID, slug: "x", kind: "good" } }).catch((thrown: unknown) => thrown)
}

test("the list of the operators' routes is the one that is served", () => {
  expect(files.length).toBeGreaterThan(12)
})

test.each(files)("%s asks who is there in its loader and in its action", async (file) => {
  const module = (await modules[nameOf(file)]?.()) as { loader?: Part; action?: Part }
  expect(
    module.loader,
    "a page without a loader of its own would be open to a request for its data alone",
  ).toBeDefined()

  for (const [part, method] of [
    [module.loader, "GET"],
    [module.action, "POST"],
  ] as const) {
    if (part === undefined) continue
    const answer = await answerOf(part, method)
    expect(answer, `${file} ${method}`).toBeInstanceOf(Response)
    expect((answer as Response).status).toBe(303)
    expect((answer as Response).headers.get("location")).toMatch(/^\/sign-in\?to=%2Foperations/)
  }
})

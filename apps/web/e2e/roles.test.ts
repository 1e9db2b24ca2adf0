import { readFileSync } from "node:fs"
import { join } from "node:path"
import { type APIRequestContext, type APIResponse, expect, request as requests, test } from "@playwright/test"
import type { RouteConfigEntry } from "@react-router/dev/routes"
import routes from "../app/routes.ts"
import { whenReady } from "./ready.ts"
import { type Answer, ROUTES } from "./routes-table.ts"
import type { Town } from "./town.ts"

whenReady(process.env.E2E_TOWN_PORT)

const townURL = `http://127.0.0.1:${process.env.E2E_TOWN_PORT}`
const town = () => JSON.parse(readFileSync(join(process.env.E2E_TOWN_DIR ?? "", "town.json"), "utf8")) as Town

const READERS = ["nobody", "other", "owner", "operator"] as const

/** Each pattern of routes.ts, nested ones whole; the last, which takes any address, aside. */
function patterns(entries: readonly RouteConfigEntry[], under = ""): readonly string[] {
  return entries.flatMap(({ path, index, children }) => {
    const whole = `${under}/${path ?? ""}`.replace(/\/+$/, "") || "/"
    if (path === "*") return []
    return children === undefined || index ? [whole] : patterns(children, whole)
  })
}

function answerOf(response: APIResponse): Answer {
  const to = response.headers().location
  if (to === undefined) return response.status()
  return to.startsWith("/sign-in?") ? "in" : `to ${to.replace(townURL, "")}`
}

test("every route stands in the table, and no other", () => {
  expect(Object.keys(ROUTES).toSorted()).toEqual([...patterns(routes)].toSorted())
})

test("every page answers as the table says to nobody, somebody else, its owner and an operator", async () => {
  test.setTimeout(120_000)
  const there = town()
  const wrong: string[] = []
  for (const [at, reader] of READERS.entries()) {
    const cookie = reader === "nobody" ? "" : there.cookies[reader]
    const context: APIRequestContext = await requests.newContext({ baseURL: townURL, extraHTTPHeaders: { cookie } })
    for (const [pattern, { path, answers }] of Object.entries(ROUTES)) {
      const answer = answerOf(await context.get(path(there), { maxRedirects: 0 }))
      if (answer !== answers[at]) wrong.push(`${pattern} to ${reader}: ${answer}, expected ${answers[at]}`)
    }
    await context.dispose()
  }

  expect(wrong).toEqual([])
})

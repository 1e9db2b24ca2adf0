import { request as ask } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, expect, test } from "vitest"
import { ownNames } from "./guard.ts"
import { createWebServer, type Serving } from "./serve.ts"

const lines: Record<string, unknown>[] = []
const seen: (string | undefined)[] = []
let stop = () => {}
afterEach(() => {
  stop()
  lines.length = 0
  seen.length = 0
})

async function open(given: Partial<Serving> = {}): Promise<number> {
  let port = 0
  const keep = (line: object) => void lines.push(line as Record<string, unknown>)
  const server = createWebServer({
    pages: (request, response) => {
      seen.push(request.headers.origin)
      response.end("page")
    },
    assets: () => false,
    healthy: async () => true,
    log: { info: keep, debug: keep },
    own: () => ownNames(port, "http://127.0.0.1"),
    proxies: 0,
    ...given,
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  port = (server.address() as AddressInfo).port
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return port
}

function fetchPath(port: number, path: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
    ask({ port, host: "127.0.0.1", path, method, headers }, (response) => {
      let body = ""
      response.on("data", (chunk) => {
        body += chunk
      })
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }))
    })
      .on("error", reject)
      .end()
  })
}

test("a page goes out with headers that let nothing run", async () => {
  const port = await open()

  const { status, body, headers } = await fetchPath(port, "/")

  expect({ status, body }).toEqual({ status: 200, body: "page" })
  expect(headers["content-security-policy"]).toContain("default-src 'none'")
  expect(headers["content-security-policy"]).not.toMatch(/script-src|unsafe-inline/)
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "same-origin" })
})

test("a foreign Host or form never reaches a page", async () => {
  const port = await open()

  const rebound = await fetchPath(port, "/", { host: "evil.example" })
  const forged = await fetchPath(port, "/films/x", { origin: "http://evil.example" }, "POST")

  expect([rebound.status, forged.status]).toEqual([421, 403])
  expect(seen).toEqual([])
})

test("a form that was let in is not weighed again by the router", async () => {
  const port = await open()

  await fetchPath(port, "/films/x", { origin: `http://127.0.0.1:${port}` }, "POST")
  await fetchPath(port, "/unsubscribe/x", { origin: "https://mail.example" }, "POST")

  expect(seen).toEqual([undefined, undefined])
})

test.each([
  [true, 200],
  [false, 503],
])("/healthz says whether the database answers: %s", async (well, expected) => {
  const port = await open({ healthy: async () => well })

  const { status, body } = await fetchPath(port, "/healthz")

  expect(status).toBe(expected)
  expect(JSON.parse(body)).toEqual({ ok: well, database: well })
})

test.each([
  [0, "127.0.0.1"],
  [1, "198.51.100.7"],
])("behind %i proxies a page learns one address, and nothing else that was forwarded", async (proxies, expected) => {
  const heard: NodeJS.Dict<string | string[]>[] = []
  const port = await open({
    proxies,
    pages: (request, response) => {
      heard.push({ ...request.headers })
      response.end()
    },
  })
  const forwarded = {
    "x-forwarded-for": "1.2.3.4, 198.51.100.7",
    "x-forwarded-host": "evil.example",
    forwarded: "for=1",
  }

  await fetchPath(port, "/", { ...forwarded, "x-vigie-address": "9.9.9.9" })

  expect(heard[0]?.["x-vigie-address"]).toBe(expected)
  expect(Object.keys(heard[0] ?? {}).filter((name) => name.includes("forwarded"))).toEqual([])
})

test.each([
  ["/unsubscribe/secret-token?done", "/unsubscribe/…"],
  ["/reset/secret-token", "/reset/…"],
  ["/invitations/secret-token", "/invitations/…"],
  ["/welcome/secret-token/x", "/welcome/…"],
  ["/calendar/secret-token.ics", "/calendar/…"],
  ["/verify?token=secret-token", "/verify"],
])("one line a request, without what acts by being known: %s", async (path, shown) => {
  const port = await open()

  await fetchPath(port, path)
  await expect.poll(() => lines.length).toBe(1)

  expect(lines[0]).toMatchObject({ method: "GET", path: shown, status: 200 })
  expect(JSON.stringify(lines)).not.toContain("secret-token")
})

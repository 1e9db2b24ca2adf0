import { createHash } from "node:crypto"
import { describe, expect, test } from "vitest"
import type { DocumentAnswer } from "./answer.ts"
import { acceptEncoding } from "./body.ts"
import { failure, netTo, noon, serve } from "./test-kit.ts"

const maxBytes = 1000
const modified = "Sun, 01 Jun 2025 10:00:00 GMT"

describe("a good answer", () => {
  test("has its bytes, their hash, its type and where it was found", async () => {
    await using server = await serve((_, response) => response.setHeader("content-type", "text/html").end("été"))
    await using web = netTo([server])

    const answer = await web.get({ url: `${server.url}/a?b=c#d` }, { maxBytes })

    expect(answer).toMatchObject({
      notModified: false,
      url: `${server.url}/a?b=c#d`,
      status: 200,
      contentType: "text/html",
      hash: createHash("sha256").update("été").digest("hex"),
      validators: { etag: null, lastModified: null, acceptEncoding: null },
      retryAfterMs: null,
    })
    expect(server.hits).toEqual(["GET /a?b=c"])
    expect(answer.elapsedMs).toBeGreaterThan(0)
  })
})

describe("conditional requests", () => {
  test("the validators of the last answer are sent, and a 304 says so", async () => {
    const seen: unknown[] = []
    await using server = await serve((request, response) => {
      seen.push([request.headers["if-none-match"], request.headers["if-modified-since"]])
      const known = request.headers["if-none-match"] === '"v1"'
      response.writeHead(known ? 304 : 200, { etag: '"v1"', "last-modified": modified }).end(known ? "" : "page")
    })
    await using web = netTo([server])

    const first = await web.get({ url: server.url }, { maxBytes })
    const second = await web.get({ url: server.url }, { maxBytes, validators: first.validators })

    expect(first.validators).toEqual({ etag: '"v1"', lastModified: modified, acceptEncoding })
    expect(second).toMatchObject({ notModified: true, status: 304, validators: first.validators })
    expect(seen).toEqual([
      [undefined, undefined],
      ['"v1"', modified],
    ])
  })

  test("a 304 without validators keeps those that were sent", async () => {
    await using server = await serve((_, response) => response.writeHead(304).end())
    await using web = netTo([server])
    const validators = { etag: '"v1"', lastModified: null, acceptEncoding }

    expect((await web.get({ url: server.url }, { maxBytes, validators })).validators).toEqual(validators)
  })

  test.each([
    ["under another Accept-Encoding", { etag: '"v1"', lastModified: modified, acceptEncoding: "gzip" }],
    ["under none", { etag: '"v1"', lastModified: modified, acceptEncoding: null }],
    ["without a value", { etag: null, lastModified: null, acceptEncoding }],
  ])("validators %s are not sent, and a 304 to such a request is a fault", async (_how, validators) => {
    const seen: unknown[] = []
    await using server = await serve((request, response) => {
      seen.push(request.headers["if-none-match"] ?? request.headers["if-modified-since"])
      response.writeHead(304).end()
    })
    await using web = netTo([server])

    const error = await failure(web.get({ url: server.url }, { maxBytes, validators }))

    expect(error.detail).toBe("HTTP 304 to a request that was not conditional")
    expect(seen).toEqual([undefined])
  })

  test("a request with a body is never conditional", async () => {
    await using server = await serve((request, response) => response.end(request.headers["if-none-match"] ?? "none"))
    await using web = netTo([server])
    const validators = { etag: '"v1"', lastModified: null, acceptEncoding }

    const answer = await web.get({ url: server.url, body: "q" }, { maxBytes, validators })

    expect(Buffer.from((answer as DocumentAnswer).bytes).toString()).toBe("none")
  })

  test("a source's headers cannot change what the validators hang on", async () => {
    await using server = await serve((request, response) =>
      response.end(
        `${request.headers["accept-encoding"]} ${request.headers["if-none-match"]} ${request.headers.range}`,
      ),
    )
    await using web = netTo([server])
    const headers = { "Accept-Encoding": "identity", "If-None-Match": "*", Range: "bytes=0-1" }

    const answer = await web.get({ url: server.url, headers }, { maxBytes })

    expect(Buffer.from((answer as DocumentAnswer).bytes).toString()).toBe(`${acceptEncoding} undefined undefined`)
  })
})

describe("I2 every other status is a failure that says what came", () => {
  test.each([202, 204, 206, 300, 401, 403, 404, 410, 429, 500, 503])("%i", async (status) => {
    await using server = await serve((_, response) => response.writeHead(status).end(status === 204 ? "" : "sorry"))
    await using web = netTo([server])

    const error = await failure(web.get({ url: `${server.url}/a?key=s3cret` }, { maxBytes }))

    expect(error.message).toBe(`status: ${server.url}/a?…: HTTP ${status}, expected 200`)
    expect(error.status).toBe(status)
    expect(error.answer).toMatchObject({ status, bytes: Buffer.from(status === 204 ? "" : "sorry") })
  })

  test.each([
    ["the cap", 5_000, 1_000],
    ["what an error page may say", 300_000, 1_000_000],
  ])("an error page beyond %s is left, the status stays", async (_what, size, cap) => {
    await using server = await serve((_, response) => response.writeHead(500).end("x".repeat(size)))
    await using web = netTo([server])

    const error = await failure(web.get({ url: server.url }, { maxBytes: cap }))

    expect(error.status).toBe(500)
    expect(error.answer).toMatchObject({ bytes: new Uint8Array() })
  })
})

describe("I11 Retry-After", () => {
  test.each([
    ["120", 120_000],
    ["0", 0],
    ["99999999999", 86_400_000],
    [new Date(noon + 90_000).toUTCString(), 90_000],
    [new Date(noon - 90_000).toUTCString(), 0],
    [new Date(noon + 1e10).toUTCString(), 86_400_000],
    ["soon", null],
    ["-5", null],
    ["2025-06-01", null],
  ])("%s", async (text, expected) => {
    await using server = await serve((_, response) => response.writeHead(503, { "retry-after": text }).end())
    await using web = netTo([server])

    expect((await failure(web.get({ url: server.url }, { maxBytes }))).retryAfterMs).toBe(expected)
  })
})

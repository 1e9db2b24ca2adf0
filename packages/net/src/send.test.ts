import { createServer } from "node:https"
import type { AddressInfo } from "node:net"
import { expect, test } from "vitest"
import { failure, netOn, netTo, pretendInternet, serve, serveRaw } from "./test-kit.ts"

/** Signed by itself, for localhost, until 2126: a certificate that nobody vouches for. */
const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg5hW9Rhd2wj//oX0A
7ExnkNiKv51h0aPnjuBC896iD2+hRANCAAQyRD2cBW9LBNzmCv6t3wr4LqL11OOt
czjMwfFuKZVr5DSXmC5cwYeZZWYvG2+x8o58ewDw2b7HisG+b0IJiOU6
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUeJ5IfA9zwXE7jgP0IkC2Ec7FNH8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTE4NTUyNVoYDzIxMjYxMDI4
MTg1NTI1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQyRD2cBW9LBNzmCv6t3wr4LqL11OOtczjMwfFuKZVr5DSXmC5cwYeZ
ZWYvG2+x8o58ewDw2b7HisG+b0IJiOU6o1MwUTAdBgNVHQ4EFgQUUw3Uspy4f3Vv
c1Yik5DCaDO1OrowHwYDVR0jBBgwFoAUUw3Uspy4f3Vvc1Yik5DCaDO1OrowDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBYJJoca1mnAo5ZXuaGwSVC
Sy/WeeMXY3RTIfQkBDjcSwIhAPjCfL94kIqeU5iEegCGh6YHseuLi/h4HpgBKjNO
UbpV
-----END CERTIFICATE-----`,
}

const body = JSON.stringify({ hello: "world" })

test("what is handed over arrives with its headers, without a contact and without asking robots.txt", async () => {
  let got = ""
  let signature: unknown
  await using server = await serve((request, response) => {
    signature = request.headers["webhook-signature"]
    request.on("data", (chunk: Buffer) => {
      got += chunk
    })
    request.on("end", () => response.writeHead(204).end())
  })
  await using net = netTo([server], { contact: null })

  const answer = await net.send({ url: `${server.url}/hook`, headers: { "webhook-signature": "v1,x" }, body })

  expect(answer).toEqual({ status: 204, retryAfterMs: null, text: "" })
  expect([got, signature]).toEqual([body, "v1,x"])
})

test("an error's words come back, with how long to wait", async () => {
  await using server = await serve((_, response) => {
    response.writeHead(429, { "retry-after": "7" }).end('{"retry_after":6.5}')
  })
  await using net = netTo([server])

  expect(await net.send({ url: server.url, body })).toEqual({
    status: 429,
    retryAfterMs: 7_000,
    text: '{"retry_after":6.5}',
  })
})

test.each([200, 500])("an answer of 10 MB with HTTP %i is its status alone", async (status) => {
  await using server = await serve((_, response) => {
    response.writeHead(status).end(Buffer.alloc(10_000_000, "x"))
  })
  await using net = netTo([server])

  expect(await net.send({ url: server.url, body })).toEqual({ status, retryAfterMs: null, text: "" })
})

test("a 200 whose body never ends is a 200", async () => {
  await using server = await serve((_, response) => void response.writeHead(200).write("so far"))
  await using net = netTo([server])

  expect((await net.send({ url: server.url, body }, { timeoutMs: 5_000 })).status).toBe(200)
})

test("a receiver that never answers is given up after the time-out, one that hangs up at once", async () => {
  await using silent = await serve(() => {})
  await using rude = await serveRaw((socket) => socket.destroy())
  await using net = netTo([silent, rude])

  expect((await failure(net.send({ url: silent.url, body }, { timeoutMs: 100 }))).message).toMatch(
    /^timeout: .* 100 ms$/,
  )
  expect((await failure(net.send({ url: rude.url, body }))).kind).toBe("connection")
})

test("I12 a redirect is not followed, to a private address least of all, and its query is not told", async () => {
  await using inside = await serve((_, response) => void response.writeHead(200).end())
  await using server = await serve((request, response) => {
    const to = request.url === "/private" ? `${inside.url}/admin?key=1` : "/elsewhere"
    response.writeHead(307, { location: to }).end()
  })
  await using net = netTo([server, inside])

  const away = await failure(net.send({ url: `${server.url}/private`, body }))
  const near = await failure(net.send({ url: `${server.url}/hook`, body }))

  expect([away.kind, near.kind]).toEqual(["redirects", "redirects"])
  expect(away.message).toContain(`${inside.url}/admin?…`)
  expect(away.message).not.toContain("key=1")
  expect([server.hits, inside.hits]).toEqual([["POST /private", "POST /hook"], []])
})

test("I12 a literal private address is refused before anything, a name that leads to one at connect", async () => {
  await using server = await serve((_, response) => void response.end())
  const internet = pretendInternet({ "hook.example": { at: () => ["10.1.2.3"], server } })
  await using net = netOn(internet)

  for (const url of ["http://127.0.0.1:9/x", "http://[::1]/", "http://0x7f.1/", "http://localhost/"])
    expect((await failure(net.send({ url, body }))).kind).toBe("refused_address")
  expect((await failure(net.send({ url: "http://hook.example/x", body }))).kind).toBe("refused_address")
  expect([internet.connected, server.hits]).toEqual([[], []])
})

test("a certificate that does not hold is said to be one, and nothing is handed over", async () => {
  let asked = 0
  const server = createServer(SELF_SIGNED, (_, response) => {
    asked += 1
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  await using net = netTo([], { allowHosts: new Set([host]) })

  const fault = await failure(net.send({ url: `https://${host}/hook`, body }))
  await new Promise((resolve) => server.close(resolve))

  expect([fault.kind, asked]).toEqual(["tls", 0])
})

import { describe, expect, test } from "vitest"
import type { RobotsState } from "./robots.ts"
import type { RobotsStore } from "./robots-cache.ts"
import { failure, type Handler, netOn, netTo, noon, pretendInternet, serve } from "./test-kit.ts"

const maxBytes = 1000
const ok: Handler = (_, response) => void response.end("ok")
const says =
  (text: string, status = 200, headers = {}): Handler =>
  (_, response) =>
    void response.writeHead(status, headers).end(text)

describe("I11 robots.txt comes first", () => {
  test("what it disallows is not asked, the rest is", async () => {
    await using server = await serve(ok, says("User-agent: vigie\nDisallow: /private"))
    await using web = netTo([server])

    const error = await failure(web.get({ url: `${server.url}/private/1` }, { maxBytes }))
    await web.get({ url: `${server.url}/film/1` }, { maxBytes })

    expect(error.message).toBe(`robots: ${server.url}/private/1: disallowed by the host's robots.txt`)
    expect(server.hits).toEqual(["GET /film/1"])
  })

  test("of the host that a redirect leads to as well", async () => {
    await using other = await serve(ok, says("User-agent: *\nDisallow: /"))
    await using server = await serve((_, response) => response.writeHead(302, { location: other.url }).end())
    await using web = netTo([server, other])

    expect((await failure(web.get({ url: server.url }, { maxBytes }))).kind).toBe("robots")
    expect(other.hits).toEqual([])
  })

  test.each([400, 401, 403, 404, 410, 204])("%i: there is none, all is allowed", async (status) => {
    await using server = await serve(ok, says("", status))
    await using web = netTo([server])

    expect((await web.get({ url: server.url }, { maxBytes })).status).toBe(200)
  })

  test.each([429, 500, 502, 503])("%i: it cannot be read, all is disallowed for now", async (status) => {
    let now = noon
    let current = status
    await using server = await serve(ok, (_, response) => response.writeHead(current, { "retry-after": "600" }).end())
    await using web = netTo([server], { now: () => now })
    const ask = () => web.get({ url: server.url }, { maxBytes })

    const error = await failure(ask())
    current = 404
    now += 599_999
    await failure(ask())
    now += 1

    expect(error.message).toContain(`robots: ${server.url}/: robots.txt answered ${status}`)
    expect(error.retryAfterMs).toBe(600_000)
    expect((await ask()).status).toBe(200)
    expect(server.hits).toHaveLength(1)
  })

  test("a host that cannot be reached says what stood in the way, and is not asked again at once", async () => {
    let reads = 0
    await using server = await serve(ok, (_, response) => {
      reads++
      response.socket?.destroy()
    })
    await using web = netTo([server])

    const first = await failure(web.get({ url: server.url }, { maxBytes }))
    const second = await failure(web.get({ url: server.url }, { maxBytes }))

    expect([first.kind, second.kind]).toEqual(["connection", "connection"])
    expect(second.retryAfterMs).toBe(300_000)
    expect(reads).toBe(1)
    expect(server.hits).toEqual([])
  })

  test("its redirects are followed, other hosts included; a loop means there is none", async () => {
    await using other = await serve((_, response) => response.end("User-agent: *\nDisallow: /private"))
    await using server = await serve(ok, says("", 301, { location: `${other.url}/rules` }))
    await using looping = await serve(ok, says("", 301, { location: "/robots.txt" }))
    await using web = netTo([server, other, looping])

    expect((await failure(web.get({ url: `${server.url}/private` }, { maxBytes }))).kind).toBe("robots")
    expect((await web.get({ url: `${looping.url}/private` }, { maxBytes })).status).toBe(200)
  })

  test("500 KiB of it are read, to the last whole line", async () => {
    const filler = `# ${"x".repeat(1022)}\n`.repeat(499)
    const edge = `Allow: /open\nDisallow: /private\n${filler}`
    await using server = await serve(ok, says(`User-agent: *\n${edge}Disallow: /f${"i".repeat(2000)}\nDisallow: /`))
    await using web = netTo([server])

    const state = await web.robots(server.url)

    expect(state.text.length).toBeLessThan(500 * 1024)
    expect(state.text.endsWith("x")).toBe(true)
    expect((await web.get({ url: `${server.url}/film` }, { maxBytes })).status).toBe(200)
    expect((await failure(web.get({ url: `${server.url}/private` }, { maxBytes }))).kind).toBe("robots")
  })
})

describe("I11 robots.txt is kept", () => {
  test.each([
    [undefined, 24 * 3_600_000],
    ["public, max-age=3600", 3_600_000],
    ["max-age=999999999", 24 * 3_600_000],
    ["max-age=0", 300_000],
  ])("Cache-Control %s: for %i ms", async (control, keptMs) => {
    let now = noon
    let reads = 0
    await using server = await serve(ok, (_, response) => {
      reads++
      response.writeHead(200, control === undefined ? {} : { "cache-control": control }).end()
    })
    await using web = netTo([server], { now: () => now })

    await Promise.all([1, 2, 3].map(() => web.get({ url: server.url }, { maxBytes })))
    now += keptMs - 1
    await web.get({ url: server.url }, { maxBytes })
    expect(reads).toBe(1)
    now += 1
    await web.get({ url: server.url }, { maxBytes })
    expect(reads).toBe(2)
  })

  test("in a store that outlives the process, as JSON", async () => {
    const kept = new Map<string, string>()
    const robotsStore: RobotsStore = {
      get: async (origin) => JSON.parse(kept.get(origin) ?? "null") as RobotsState | null,
      set: async (origin, state) => void kept.set(origin, JSON.stringify(state)),
    }
    let reads = 0
    await using server = await serve(ok, (_, response) => {
      reads++
      response.end("User-agent: *\nDisallow: /private")
    })
    await using first = netTo([server], { robotsStore })
    await using second = netTo([server], { robotsStore })
    await using late = netTo([server], { robotsStore, now: () => noon + 86_400_000 })

    await first.get({ url: server.url }, { maxBytes })
    expect((await failure(second.get({ url: `${server.url}/private` }, { maxBytes }))).kind).toBe("robots")
    expect(reads).toBe(1)
    await late.get({ url: server.url }, { maxBytes })
    expect(reads).toBe(2)
  })

  test("a refused address or a missing contact is not kept as the host's answer", async () => {
    const kept: string[] = []
    const robotsStore: RobotsStore = { get: async () => null, set: async (origin) => void kept.push(origin) }
    await using server = await serve(ok)
    const answers = [["10.0.0.1"]]
    const internet = pretendInternet({ "film.example": { at: () => answers.shift() ?? ["93.184.215.14"], server } })
    await using web = netOn(internet, { robotsStore })

    expect((await failure(web.get({ url: "http://film.example/" }, { maxBytes }))).kind).toBe("refused_address")
    expect(kept).toEqual([])
    expect((await web.get({ url: "http://film.example/" }, { maxBytes })).status).toBe(200)
    expect(kept).toEqual(["http://film.example"])
  })
})

describe("I11 pace", () => {
  test("is asked before each request on the wire, with the host's Crawl-delay once known", async () => {
    await using other = await serve(ok)
    await using server = await serve(
      (_, response) => response.writeHead(302, { location: other.url }).end(),
      says("User-agent: *\nCrawl-delay: 2"),
    )
    await using web = netTo([server, other])
    const asked: unknown[] = []

    await web.get({ url: server.url }, { maxBytes, pace: async (host, hintMs) => void asked.push([host, hintMs]) })

    expect(asked).toEqual([
      [server.host, null],
      [server.host, 2_000],
      [other.host, null],
      [other.host, null],
    ])
  })

  test("that refuses ends the get before anything is sent", async () => {
    await using server = await serve(ok)
    await using web = netTo([server])
    const pace = () => Promise.reject(new Error("not our turn"))

    await expect(web.get({ url: server.url }, { maxBytes, pace })).rejects.toThrow("not our turn")
    expect(server.sockets()).toBe(0)
  })
})

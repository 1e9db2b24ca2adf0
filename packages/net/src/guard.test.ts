import { describe, expect, test } from "vitest"
import { failure, netOn, netTo, pretendInternet, serve } from "./test-kit.ts"

const publicA = "93.184.215.14"
const publicB = "2606:4700::1111"

describe("I12 the address is checked at connect and pinned", () => {
  test.each(["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1"])(
    "a name that resolves to %s is refused, no socket opened",
    async (address) => {
      await using server = await serve((_, response) => response.end("secret"))
      const internet = pretendInternet({ "film.example": { at: () => [address], server } })
      await using web = netOn(internet)

      const error = await failure(web.get({ url: "http://film.example/" }, { maxBytes: 1000 }))

      expect(error.kind).toBe("refused_address")
      expect(error.message).toContain(address)
      expect(internet.connected).toEqual([])
      expect(server.sockets()).toBe(0)
    },
  )

  test("with the real connector too: the server sees no connection", async () => {
    await using server = await serve((_, response) => response.end("secret"))
    const lookup = async () => [{ address: "127.0.0.1", family: 4 }]
    await using web = netTo([], { lookup })

    const error = await failure(web.get({ url: `http://film.example:${server.port}/` }, { maxBytes: 1000 }))

    expect(error.kind).toBe("refused_address")
    expect(server.sockets()).toBe(0)
  })

  test("with the real connector, an exception by name and port goes through the same lookup", async () => {
    await using server = await serve((_, response) => response.end("ok"))
    const asked: string[] = []
    const lookup = async (name: string) => {
      asked.push(name)
      return [{ address: "127.0.0.1", family: 4 }]
    }
    await using web = netTo([], { lookup, allowHosts: new Set([`film.example:${server.port}`]) })

    await web.get({ url: `http://film.example:${server.port}/` }, { maxBytes: 1000 })

    expect(server.hits).toEqual(["GET /"])
    expect(asked).toHaveLength(server.sockets())
  })

  test("DNS rebinding: the socket goes to the answer that was checked, and each connection asks once", async () => {
    await using server = await serve((_, response) => response.setHeader("connection", "close").end("ok"))
    const answers = [[publicA], ["127.0.0.1"], ["127.0.0.1"]]
    const internet = pretendInternet({ "film.example": { at: () => answers.shift() ?? ["127.0.0.1"], server } })
    await using web = netOn(internet, { connectionsPerHost: 1 })

    const first = await web.get({ url: "http://film.example/" }, { maxBytes: 1000 })
    const second = await failure(web.get({ url: "http://film.example/" }, { maxBytes: 1000 }))

    expect(first.status).toBe(200)
    expect(second.kind).toBe("refused_address")
    expect(internet.connected).toEqual([publicA])
    expect(internet.lookups).toEqual(["film.example", "film.example"])
  })

  test("of a mixed answer only the public addresses are tried", async () => {
    await using server = await serve((_, response) => response.end("ok"))
    const internet = pretendInternet({ "film.example": { at: () => ["127.0.0.1", publicB], server } })
    await using web = netOn(internet)

    await web.get({ url: "http://film.example/" }, { maxBytes: 1000 })

    expect(new Set(internet.connected)).toEqual(new Set([publicB]))
  })

  test("a name without an address is a dns fault", async () => {
    await using web = netOn(pretendInternet({}))

    expect((await failure(web.get({ url: "http://film.example/" }, { maxBytes: 1000 }))).kind).toBe("dns")
  })
})

describe("I12 every hop is checked like the first", () => {
  test.each([
    ["http://169.254.169.254/latest/meta-data/", "refused_address"],
    ["http://2130706433/", "refused_address"],
    ["http://[::ffff:10.0.0.1]/", "refused_address"],
    ["//localhost/admin", "refused_address"],
    ["http://inside.example/", "refused_address"],
    ["file:///etc/passwd", "bad_url"],
    ["ftp://film.example/", "bad_url"],
    ["http://me:pw@film.example/", "bad_url"],
    ["http://", "redirects"],
  ])("a redirect to %s", async (location, kind) => {
    await using server = await serve((_, response) => response.writeHead(302, { location }).end())
    await using inside = await serve((_, response) => response.end("secret"))
    const internet = pretendInternet({
      "film.example": { at: () => [publicA], server },
      "inside.example": { at: () => ["10.0.0.7"], server: inside },
    })
    await using web = netOn(internet)

    const error = await failure(web.get({ url: "http://film.example/" }, { maxBytes: 1000 }))

    expect(error.kind).toBe(kind)
    expect(new Set(internet.connected)).toEqual(new Set([publicA]))
    expect(inside.sockets()).toBe(0)
  })

  test("a robots.txt that redirects inside is no way in either", async () => {
    await using server = await serve(
      (_, response) => response.end("ok"),
      (_, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
    )
    await using web = netOn(pretendInternet({ "film.example": { at: () => [publicA], server } }))

    expect((await failure(web.get({ url: "http://film.example/" }, { maxBytes: 1000 }))).kind).toBe("refused_address")
    expect(server.hits).toEqual([])
  })

  test("an exception does not carry over to the host it redirects to", async () => {
    await using inside = await serve((_, response) => response.end("secret"))
    await using server = await serve((_, response) => response.writeHead(302, { location: inside.url }).end())
    await using web = netTo([server])

    expect((await failure(web.get({ url: server.url }, { maxBytes: 1000 }))).kind).toBe("refused_address")
    expect(inside.sockets()).toBe(0)
  })
})

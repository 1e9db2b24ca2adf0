import { describe, expect, test } from "vitest"
import { failure, netOn, netTo, pretendInternet, serve } from "./test-kit.ts"

const maxBytes = 1000

describe("redirects", () => {
  test("five are followed, a sixth is not", async () => {
    await using server = await serve((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left === 0) response.end("there")
      else response.writeHead(301, { location: `/${left - 1}` }).end("moved")
    })
    await using web = netTo([server])

    const answer = await web.get({ url: `${server.url}/5` }, { maxBytes })
    const error = await failure(web.get({ url: `${server.url}/6` }, { maxBytes }))

    expect(answer.url).toBe(`${server.url}/0`)
    expect(error.message).toBe(`redirects: ${server.url}/6: more than 5 redirects, the last to ${server.url}/0`)
  })

  test("a loop ends", async () => {
    await using server = await serve((request, response) =>
      response.writeHead(302, { location: request.url === "/a" ? "/b" : "/a" }).end(),
    )
    await using web = netTo([server])

    expect((await failure(web.get({ url: `${server.url}/a` }, { maxBytes }))).kind).toBe("redirects")
    expect(server.hits).toHaveLength(6)
  })

  test("without a Location it is a fault", async () => {
    await using server = await serve((_, response) => response.writeHead(302).end())
    await using web = netTo([server])

    expect((await failure(web.get({ url: server.url }, { maxBytes }))).message).toContain("HTTP 302 to null")
  })

  test("a Location in raw UTF-8 is read as such, and its fragment is dropped", async () => {
    await using server = await serve((request, response) => {
      if (request.url !== "/") return void response.end("ok")
      response.socket?.end("HTTP/1.1 302 Found\r\nlocation: /été#x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    })
    await using web = netTo([server])

    expect((await web.get({ url: server.url }, { maxBytes })).url).toBe(`${server.url}/%C3%A9t%C3%A9`)
  })
})

describe("what a redirect carries along", () => {
  const headers = { Authorization: "Bearer s3cret", "X-Api-Key": "s3cret", cookie: "s=1", "Accept-Language": "fr" }

  test("within the origin all of it", async () => {
    const seen: (string | undefined)[] = []
    await using server = await serve((request, response) => {
      seen.push(request.headers.authorization)
      if (request.url === "/") response.writeHead(302, { location: "/b" }).end()
      else response.end("ok")
    })
    await using web = netTo([server])

    await web.get({ url: server.url, headers }, { maxBytes })

    expect(seen).toEqual(["Bearer s3cret", "Bearer s3cret"])
  })

  test.each([
    ["another host", "http://other.example/b"],
    ["http from https (no downgrade of credentials)", "http://film.example/b"],
  ])("to %s no key, not even when it leads back", async (_where, location) => {
    const seen: string[] = []
    await using server = await serve((request, response) => {
      const { authorization = "", cookie = "", "accept-language": language = "" } = request.headers
      seen.push([request.url, authorization, request.headers["x-api-key"] ?? "", cookie, language].join(" "))
      if (request.url === "/a") response.writeHead(302, { location }).end()
      else if (request.url === "/b") response.writeHead(302, { location: "https://film.example/c" }).end()
      else response.end("ok")
    })
    const at = () => ["93.184.215.14"]
    await using web = netOn(pretendInternet({ "film.example": { at, server }, "other.example": { at, server } }))

    await web.get({ url: "https://film.example/a", headers }, { maxBytes })

    expect(seen).toEqual(["/a Bearer s3cret s3cret s=1 fr", "/b    fr", "/c    fr"])
  })

  test("a body stays with its origin: 303 drops it, 307 repeats it at home and nowhere else", async () => {
    const seen: string[] = []
    await using other = await serve((_, response) => response.end("ok"))
    await using server = await serve(async (request, response) => {
      const body = (await Array.fromAsync(request)).join("")
      seen.push(`${request.method} ${request.url} ${body}`)
      const routes: Record<string, [number, string]> = {
        "/303": [303, "/end"],
        "/307": [307, "/end"],
        "/away": [307, `${other.url}/`],
      }
      const [status, location] = routes[request.url ?? ""] ?? [200, ""]
      response.writeHead(status, status === 200 ? {} : { location }).end("x")
    })
    await using web = netTo([server, other])

    await web.get({ url: `${server.url}/303`, body: "q" }, { maxBytes })
    await web.get({ url: `${server.url}/307`, body: "q" }, { maxBytes })
    const error = await failure(web.get({ url: `${server.url}/away`, body: "q" }, { maxBytes }))

    expect(seen).toEqual(["POST /303 q", "GET /end ", "POST /307 q", "POST /end q", "POST /away q"])
    expect(error.kind).toBe("redirects")
    expect(other.hits).toEqual([])
  })
})

describe("I11 the contact", () => {
  test("without one no public host is asked, not even for robots.txt", async () => {
    await using server = await serve((_, response) => response.end("ok"))
    const internet = pretendInternet({ "film.example": { at: () => ["93.184.215.14"], server } })
    await using web = netOn(internet, { contact: null })

    expect((await failure(web.get({ url: "http://film.example/" }, { maxBytes }))).kind).toBe("no_contact")
    expect(internet.lookups).toEqual([])
  })

  test("without one an allowed host is asked, and where it redirects to is not", async () => {
    await using server = await serve((request, response) => {
      if (request.url === "/") response.end("ok")
      else response.writeHead(302, { location: "http://film.example/" }).end()
    })
    await using web = netTo([server], { contact: null })

    expect((await web.get({ url: server.url }, { maxBytes })).status).toBe(200)
    expect((await failure(web.get({ url: `${server.url}/away` }, { maxBytes }))).kind).toBe("no_contact")
  })

  test("one that is given later, or changed, counts from the next request on", async () => {
    const seen: (string | undefined)[] = []
    await using server = await serve((request, response) => {
      seen.push(request.headers["user-agent"])
      response.end("ok")
    })
    const internet = pretendInternet({ "film.example": { at: () => ["93.184.215.14"], server } })
    let contact: string | null = null
    await using web = netOn(internet, { contact: () => contact })
    const ask = () => web.get({ url: "http://film.example/" }, { maxBytes })

    expect((await failure(ask())).kind).toBe("no_contact")
    expect([internet.lookups, server.sockets()]).toEqual([[], 0])
    contact = "first@vigie.example"
    await ask()
    contact = "https://vigie.example/second"
    await ask()

    expect(seen).toEqual(["Vigie/0 (first@vigie.example)", "Vigie/0 (https://vigie.example/second)"])
  })

  test("every request says who asks, whatever the source's headers say", async () => {
    const seen: (string | undefined)[] = []
    const note = (request: { headers: { "user-agent"?: string | undefined } }) =>
      seen.push(request.headers["user-agent"])
    await using server = await serve(
      (request, response) => response.end(String(note(request))),
      (request, response) => response.end(`# ${note(request)}`),
    )
    await using web = netTo([server], { version: "1.2.3", userAgentUrl: "https://vigie.example/about" })

    await web.get({ url: server.url, headers: { "User-Agent": "Mozilla/5.0" } }, { maxBytes })

    const expected = "Vigie/1.2.3 (+https://vigie.example/about; ops@vigie.example)"
    expect(seen).toEqual([expected, expected])
  })
})

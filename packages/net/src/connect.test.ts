import { describe, expect, test } from "vitest"
import { openAgent } from "./connect.ts"
import { parseAllowHosts } from "./hosts.ts"
import { failure, serve } from "./test-kit.ts"

const limits = { connectMs: 2_000, headersMs: 2_000, bodyMs: 2_000, connectionsPerHost: 2 }
const lookup = async () => [{ address: "127.0.0.1", family: 4 }]

describe("I12 the connect refuses by itself, whoever calls it", () => {
  test.each(["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "film.example"])("%s", async (hostname) => {
    await using server = await serve((_, response) => response.end("secret"))
    const agent = openAgent({ ...limits, lookup, allowHosts: parseAllowHosts("127.0.0.1:1,film.example:1") })

    const asked = agent.request({ origin: `http://${hostname}:${server.port}`, path: "/", method: "GET" })

    expect((await failure(asked)).kind).toBe("refused_address")
    expect(server.sockets()).toBe(0)
    await agent.destroy()
  })
})

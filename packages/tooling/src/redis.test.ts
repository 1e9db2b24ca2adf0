import { connect } from "node:net"
import { expect, test } from "vitest"
import { describeWith } from "./found.ts"
import { findRedis, startRedis } from "./redis.ts"

function ask(url: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(`${command}\r\n`))
    socket.once("error", reject)
    socket.once("data", (data) => {
      resolve(data.toString())
      socket.destroy()
    })
  })
}

describeWith(findRedis(), "a Redis for tests", (program) => {
  test("starts on a port of its own, keeps nothing on disk, and is gone when stopped", async () => {
    const one = await startRedis(program)
    const other = await startRedis(program)

    await ask(one.url, "SET only here")
    expect(await ask(other.url, "GET only")).toBe("$-1\r\n")
    expect(await ask(one.url, "CONFIG GET appendonly")).toContain("no")
    await Promise.all([one.stop(), other.stop()])
    await expect(ask(one.url, "PING")).rejects.toThrow("ECONNREFUSED")
  })
})

import { setTimeout as wait } from "node:timers/promises"
import { expect, it } from "vitest"
import { keep } from "./kept.server.ts"

it("what takes long is kept, each key for itself; what failed is asked again", async () => {
  const asked: string[] = []
  const read = (key: string) =>
    keep(key, async () => {
      asked.push(key)
      await wait(30)
      return asked.length
    })
  const broken = () => keep("broken", () => Promise.reject(new Error("down")))

  expect([await read("FR"), await read("FR"), await read("BE"), await read("FR")]).toEqual([1, 1, 2, 1])
  await expect(broken()).rejects.toThrow("down")
  expect(await keep("broken", async () => "up")).toBe("up")
})

it("those who ask at the same time get one answer", async () => {
  let times = 0
  const read = () => keep("together", async () => (times += 1))

  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
})

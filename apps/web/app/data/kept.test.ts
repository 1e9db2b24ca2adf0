import { expect, it } from "vitest"
import { keeping } from "./kept.server.ts"

it("what is read is kept for a minute, each key for itself; what failed is asked again", async () => {
  const asked: string[] = []
  let broken = true
  const read = keeping(async (key) => {
    asked.push(key)
    if (key === "BE" && broken) throw new Error("down")
    return asked.length
  })

  expect([await read("FR", 0), await read("FR", 59_999), await read("FR", 60_000)]).toEqual([1, 1, 2])
  await expect(read("BE", 0)).rejects.toThrow("down")
  broken = false
  await read("BE", 1)
  expect(asked).toEqual(["FR", "FR", "BE", "BE"])
})

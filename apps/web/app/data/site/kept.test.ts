import { setTimeout as wait } from "node:timers/promises"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
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

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** Each reading takes 20 ms of the clock, and says how many there were; so an answer is fresh for 400 ms and old for 400 more. */
function reader(key: string, answer: (times: number) => string) {
  let times = 0
  return async () => {
    const said = keep(key, async () => {
      times += 1
      const mine = times
      await new Promise((resolve) => setTimeout(resolve, 20))
      return answer(mine)
    })
    said.catch(() => {})
    await later(20)
    return said
  }
}

describe("by the clock", () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it("an old answer is given while it is read anew, and not for ever", async () => {
    const read = reader("old", (times) => `answer ${times}`)
    expect(await read()).toBe("answer 1")
    await later(300)
    expect(await read()).toBe("answer 1")
    await later(200)
    expect(await read()).toBe("answer 1")
    expect(await read()).toBe("answer 2")
    await later(900)
    expect(await read()).toBe("answer 3")
  })

  it("an old answer stays where it cannot be read anew", async () => {
    const read = reader("frail", (times) => {
      if (times > 1) throw new Error("down")
      return "up"
    })
    expect(await read()).toBe("up")
    await later(500)
    expect(await read()).toBe("up")
    await later(500)
    await expect(read()).rejects.toThrow("down")
  })
})

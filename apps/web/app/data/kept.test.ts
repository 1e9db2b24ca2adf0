import { expect, test, vi } from "vitest"
import { keep } from "./kept.server.ts"

const after = (ms: number, value: string) => () =>
  new Promise<string>((resolve) => {
    setTimeout(() => resolve(value), ms)
  })

test("what is asked while it is being read is read once, and kept for as long as it was worth", async () => {
  const read = vi.fn(after(30, "slow"))

  const [first, second] = await Promise.all([keep("slow", read), keep("slow", read)])

  expect([first, second, await keep("slow", read)]).toEqual(["slow", "slow", "slow"])
  expect(read).toHaveBeenCalledTimes(1)
})

test("what costs nothing is read again, and a failure is never kept", async () => {
  const quick = vi.fn(async () => "quick")
  await keep("quick", quick)
  await after(30, "")()
  await keep("quick", quick)
  const failing = vi.fn(async () => Promise.reject(new Error("down")))

  await expect(keep("failing", failing)).rejects.toThrow("down")
  await expect(keep("failing", failing)).rejects.toThrow("down")
  expect(quick).toHaveBeenCalledTimes(2)
  expect(failing).toHaveBeenCalledTimes(2)
})

import { expect, test } from "vitest"
import { passGate } from "./check-gate.server.ts"

test("two lists at once, and twenty of one address within ten minutes", async () => {
  let end: () => void = () => {}
  const open = new Promise<void>((resolve) => {
    end = resolve
  })
  const first = [passGate("a", 0, () => open.then(() => 1)), passGate("b", 0, () => open.then(() => 2))]
  expect(await passGate("c", 0, async () => 3, 0)).toBeNull()
  const third = passGate("c", 0, async () => 3)
  end()
  expect(await Promise.all(first)).toEqual([1, 2])
  expect(await third).toBe(3)

  for (let at = 0; at < 20; at++) expect(await passGate("d", at, async () => at)).toBe(at)
  expect(await passGate("d", 599_000, async () => 0)).toBeNull()
  expect(await passGate("e", 599_000, async () => 5)).toBe(5)
  expect(await passGate("d", 601_000, async () => 6)).toBe(6)
})

test("work that fails leaves its place", async () => {
  for (let at = 0; at < 3; at++)
    await expect(passGate(`f${at}`, 0, () => Promise.reject(new Error("down")))).rejects.toThrow("down")
})

import { expect, test } from "vitest"
import { isUnreachable, within } from "./deadline.server.ts"

test("work that comes in time is passed on, its failure too", async () => {
  expect(await within(1000, Promise.resolve(7))).toBe(7)
  await expect(within(1000, Promise.reject(new TypeError("no")))).rejects.toThrow(TypeError)
})

test("work that does not come counts as a database that does not answer", async () => {
  const late = await within(10, new Promise(() => {})).catch((error: unknown) => error)

  expect(isUnreachable(late)).toBe(true)
})

test.each([
  [{ code: "ECONNREFUSED" }, true],
  [{ code: "57P01" }, true],
  [{ code: "57014" }, true],
  [{ code: "08006" }, true],
  [{ code: "53300" }, true],
  [{ message: "Connection terminated unexpectedly" }, true],
  [{ code: "42P01" }, false],
  [{ code: "23505" }, false],
  [{ message: "the Connection terminated" }, false],
])("%j: the database is away: %s", (given, expected) => {
  expect(isUnreachable(Object.assign(new Error("x"), given))).toBe(expected)
})

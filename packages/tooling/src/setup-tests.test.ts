import { expect, test } from "vitest"
import { failIfSaid } from "./setup-tests.ts"

test("a test in which console.error is called fails, with what was said", () => {
  console.error("the price %s is wrong", "2,99 €")

  expect(failIfSaid).toThrow("console.error was called: the price 2,99 € is wrong")
  expect(failIfSaid).not.toThrow()
})

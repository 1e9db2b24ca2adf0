import { expect, test } from "vitest"
import { readBody } from "./body.ts"

async function* chunksOf(count: number) {
  for (let n = 0; n < count; n++) yield new Uint8Array(65_536).fill(n)
}

test("a large document is whole and in shared memory, which a thread reads without a copy; a small one is not", async () => {
  const large = await readBody(chunksOf(20), 10_000_000, "site.example")
  const small = await readBody(chunksOf(2), 10_000_000, "site.example")

  expect(large.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(small.buffer).toBeInstanceOf(ArrayBuffer)
  expect([large.byteLength, large[0], large[65_536], large.at(-1)]).toEqual([20 * 65_536, 0, 1, 19])
})

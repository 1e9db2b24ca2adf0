import { randomBytes } from "node:crypto"
import { describe, expect, it } from "vitest"
import { MAX_KEPT, packAnswer, unpackAnswer } from "./answer.ts"
import { cpuMsOf } from "./testing.ts"

const documentOf = (bytes: Uint8Array) => ({ url: "https://guide.example/tv.xml", contentType: "text/xml", bytes })

describe("packAnswer", () => {
  it.each([100, 5_000_000])("gives back documents of %i bytes as they were", async (size) => {
    const documents = [documentOf(Buffer.alloc(size, "été ")), documentOf(new Uint8Array())]

    const packed = await packAnswer(documents)

    expect(packed?.byteLength).toBeLessThan(MAX_KEPT)
    const kept = await unpackAnswer(packed ?? new Uint8Array())
    expect(kept.map(({ url, bytes }) => [url, Buffer.compare(bytes, documents[0]!.bytes)])).toEqual([
      ["https://guide.example/tv.xml", 0],
      ["https://guide.example/tv.xml", -1],
    ])
  })

  it("keeps nothing of an answer that is larger once compressed, and does not compress all of it to know", async () => {
    const large = documentOf(randomBytes(50_000_000))

    const ms = await cpuMsOf(async () => {
      expect((await packAnswer([large]))?.byteLength).toBeUndefined()
    })

    expect(ms).toBeLessThan(300)
  })

  it("keeps nothing of no document", async () => {
    expect(await packAnswer([])).toBeNull()
  })
})

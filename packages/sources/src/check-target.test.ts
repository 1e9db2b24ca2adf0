import { hash } from "node:crypto"
import { type Answer, type DocumentAnswer, NetError, type RawDocument, type Validators } from "@vigie/net"
import { describe, expect, it } from "vitest"
import { unpackAnswer } from "./answer.ts"
import { type ReadOptions, readTarget } from "./check-target.ts"
import type { Cursor, Source } from "./source.ts"
import { fixture, targetOf } from "./testing.ts"
import { unifrance } from "./unifrance/index.ts"

const rows = fixture(new URL("./unifrance/x", import.meta.url).href, "rows-in-four-shapes.html")
const validators: Validators = { etag: '"a"', lastModified: null, acceptEncoding: "gzip" }

function answer(content: string | Uint8Array, over: Partial<DocumentAnswer> = {}): DocumentAnswer {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
  const shared = { status: 200, validators, retryAfterMs: null, elapsedMs: 1 }
  return {
    notModified: false,
    url: "https://films.example/film/1",
    contentType: "text/html",
    bytes,
    hash: hash("sha256", bytes, "hex"),
    ...shared,
    ...over,
  }
}

/** Answers in order; fails the test when more is asked than it has. */
function netOf(...answers: (Answer | Error)[]) {
  const asked: { url: string; validators: Validators | null | undefined }[] = []
  const get: ReadOptions["net"]["get"] = async (request, options) => {
    asked.push({ url: request.url, validators: options.validators })
    const next = answers[asked.length - 1]
    if (!next) throw new Error(`unexpected request ${request.url}`)
    if (next instanceof Error) throw next
    return next
  }
  return { get, asked }
}

const first = { validators: null, previousHash: null, previousVersion: null }
const read = (net: ReadOptions["net"], over: Partial<ReadOptions> = {}) =>
  readTarget({ net, source: unifrance, target: targetOf(), settings: {}, now: 7, ...first, ...over })

/** A source whose pages name the next one in their text. */
const paged: Source = {
  ...unifrance,
  id: "paged",
  request: (target, _, cursor) => ({ url: cursor?.url ?? target.reference }),
  parse: (document) => {
    const [, url] = /next=(\S+)/.exec(document.text) ?? []
    const rejected = [{ place: "row 1", reason: document.text }]
    const next: { next?: Cursor } = url ? { next: { page: 2, url } } : {}
    return {
      snapshot: { coverage: { claims: url ? "complete" : "period" }, sightings: [], films: [], removals: [], rejected },
      ...next,
    }
  },
}

describe("readTarget, one page", () => {
  it("reads a first answer, and keeps it for another reading", async () => {
    const net = netOf(answer(rows))

    const reading = await read(net)

    expect(net.asked).toEqual([{ url: "https://films.example/film/1", validators: null }])
    if (reading.outcome !== "changed") throw new Error(reading.outcome)
    expect(reading).toMatchObject({ status: 200, hash: answer(rows).hash, validators, version: 1 })
    expect(reading.snapshot.sightings).toHaveLength(7)
    const kept: RawDocument[] = await unpackAnswer(reading.raw ?? new Uint8Array())
    expect(kept).toEqual([
      { url: "https://films.example/film/1", contentType: "text/html", bytes: Buffer.from(answer(rows).bytes) },
    ])
  })

  it("a 304 is unchanged, and keeps the hash", async () => {
    const net = netOf({
      notModified: true,
      url: "https://films.example/film/1",
      status: 304,
      validators,
      retryAfterMs: null,
      elapsedMs: 1,
    })

    const reading = await read(net, { validators, previousHash: "h", previousVersion: 1 })

    expect(net.asked[0]?.validators).toEqual(validators)
    expect(reading).toEqual({ outcome: "unchanged", status: 304, validators, hash: "h" })
  })

  it("the same bytes are unchanged, without a parse", async () => {
    const parse = () => Promise.reject(new Error("parsed"))

    const reading = await read(netOf(answer(rows)), { previousHash: answer(rows).hash, previousVersion: 1, parse })

    expect(reading).toMatchObject({ outcome: "unchanged", hash: answer(rows).hash })
  })

  it("I2 validators and hash of another parser version are not used", async () => {
    const net = netOf(answer(rows))

    const reading = await read(net, { validators, previousHash: answer(rows).hash, previousVersion: 0 })

    expect(net.asked[0]?.validators).toBeNull()
    expect(reading.outcome).toBe("changed")
  })

  it("keeps no answer that is too large, rather than half of it", async () => {
    const noise = Array.from({ length: 12_000 }, (_, index) => hash("sha256", String(index), "hex")).join(" ")

    const reading = await read(netOf(answer(rows.replace("Un gardien", noise))))

    expect(reading).toMatchObject({ outcome: "changed", raw: null })
  })
})

describe("readTarget, failures (I2)", () => {
  it.each([
    ["an empty 200", answer(""), "shape_changed", "https://films.example/film/1 is empty: 0 bytes"],
    ["a binary", answer(Uint8Array.from([0, 1, 2])), "shape_changed", "is binary"],
    ["a login page", answer("<html><body><input type=password></body></html>"), "refused", "refused"],
    ["a truncated page", answer(rows.slice(0, 1_500)), "shape_changed", "the document ends inside it"],
    ["a robots refusal", new NetError("robots", "https://films.example/film/1", "disallowed"), "robots", "disallowed"],
  ])("%s is failed with its reason", async (_, given, kind, message) => {
    const reading = await read(netOf(given))

    expect(reading).toMatchObject({ outcome: "failed", kind, message: expect.stringContaining(message) })
  })

  it("keeps the status, the wait and the page of an error answer", async () => {
    const error = new NetError("status", "https://films.example", "HTTP 503", {
      status: 503,
      retryAfterMs: 9_000,
      answer: answer("later", { status: 503 }),
    })

    const reading = await read(netOf(error))

    if (reading.outcome !== "failed") throw new Error(reading.outcome)
    expect(reading).toMatchObject({ kind: "status", status: 503, retryAfterMs: 9_000 })
    expect((await unpackAnswer(reading.raw ?? new Uint8Array()))[0]?.bytes.toString()).toBe("later")
  })

  it("a parser that fails is a failed reading of its own kind, not a crash of the batch", async () => {
    const reading = await read(netOf(answer(rows)), {
      parse: () => Promise.reject(new TypeError("undefined is not a row")),
    })

    expect(reading).toMatchObject({
      outcome: "failed",
      kind: "internal",
      message: "undefined is not a row",
      status: 200,
    })
  })
})

describe("readTarget, several pages", () => {
  const one = answer("one next=https://films.example/2")
  const two = answer("two", { url: "https://films.example/2" })

  it("makes one snapshot of them, with the weakest coverage and no validators", async () => {
    const net = netOf(one, two)

    const reading = await read(net, { source: paged })

    expect(net.asked.map(({ url }) => url)).toEqual(["https://films.example/film/1", "https://films.example/2"])
    expect(reading).toMatchObject({
      outcome: "changed",
      validators: null,
      snapshot: {
        coverage: { claims: "period" },
        rejected: [{ place: "page 1, row 1" }, { place: "page 2, row 1", reason: "two" }],
      },
    })
  })

  it("is unchanged only when every page is", async () => {
    const before = await read(netOf(one, two), { source: paged })
    if (before.outcome !== "changed") throw new Error(before.outcome)
    const previous = { source: paged, previousHash: before.hash, previousVersion: 1 }

    expect((await read(netOf(one, two), previous)).outcome).toBe("unchanged")
    expect((await read(netOf(one, answer("other")), previous)).outcome).toBe("changed")
  })

  it("I2 one failed page fails them all", async () => {
    const reading = await read(netOf(one, new NetError("timeout", "https://films.example/2", "no answer")), {
      source: paged,
    })

    expect(reading).toMatchObject({ outcome: "failed", kind: "timeout" })
  })

  it("stops at a page it has already read, and after too many", async () => {
    expect(await read(netOf(one, answer("next=https://films.example/film/1")), { source: paged })).toMatchObject({
      outcome: "failed",
      kind: "shape_changed",
      message: "shape_changed: page 3 is page 1 again",
    })
    expect(
      await read(netOf(one, answer("next=https://films.example/3"), two), { source: paged, maxPages: 2 }),
    ).toMatchObject({
      outcome: "failed",
      kind: "too_many_pages",
    })
  })

  it("stops when all pages together take too long", async () => {
    const slow: ReadOptions["net"]["get"] = (request, { signal }) =>
      request.url.endsWith("/2")
        ? new Promise((_, reject) =>
            signal?.addEventListener("abort", () => reject(new NetError("aborted", request.url, "aborted"))),
          )
        : Promise.resolve(one)

    expect(await read({ get: slow }, { source: paged, maxMs: 30 })).toMatchObject({
      outcome: "failed",
      kind: "too_slow",
    })
  })
})

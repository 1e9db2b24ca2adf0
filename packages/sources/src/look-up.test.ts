import { type FilmRef, factsAbout } from "@vigie/core"
import { type Answer, NetError } from "@vigie/net"
import { describe, expect, it } from "vitest"
import { type LookUpOptions, lookUp } from "./look-up.ts"
import { parseFound } from "./parse-document.ts"
import type { Candidate, Source } from "./source.ts"
import { documentOf, fixture, netOfPages } from "./testing.ts"
import { tmdb } from "./tmdb/index.ts"
import { unifrance } from "./unifrance/index.ts"
import { wikidata } from "./wikidata/index.ts"

const film: FilmRef = {
  title: "Le Phare",
  originalTitle: null,
  year: 2019,
  directors: [],
  durationMinutes: null,
  ids: {},
}
const candidate = (reference: string, url: string | null): Candidate => ({
  reference,
  url,
  film: factsAbout(film, { place: "" }),
})

/** A source whose pages hold references, and "+" where another page follows. */
const paged: Source = {
  ...unifrance,
  id: "paged",
  settings: [{ name: "KEY", about: "a key", secret: true }],
  lookup: {
    request: (_, { KEY }, cursor) => ({ url: `https://api.example/${cursor?.page ?? 1}?key=${KEY}` }),
    parse: ({ text, url }, _, cursor) => ({
      candidates: (text.match(/\w+/gu) ?? []).map((reference) => candidate(reference, url)),
      ...(text.includes("+") ? { next: { page: (cursor?.page ?? 1) + 1 } } : {}),
    }),
  },
}
const page = (number: number) => `https://api.example/${number}?key=s3cret`
const look = (net: LookUpOptions["net"], over: Partial<LookUpOptions> = {}) =>
  lookUp({ net, source: paged, film, settings: { KEY: "s3cret" }, now: 7, ...over })

describe("lookUp", () => {
  it("gives the candidates of all pages in order, each once", async () => {
    const net = netOfPages({ [page(1)]: "a b+", [page(2)]: "b+", [page(3)]: "c" })

    const answer = await look(net)

    expect(net.asked).toEqual([page(1), page(2), page(3)])
    if (answer.outcome !== "found") throw new Error(answer.message)
    // The keys of addresses are left out.
    expect(answer.candidates.map((each) => [each.reference, each.url])).toEqual([
      ["a", "https://api.example/1?key=…"],
      ["b", "https://api.example/1?key=…"],
      ["c", "https://api.example/3?key=…"],
    ])
  })

  it("not found is an answer", async () => {
    expect(await look(netOfPages({ [page(1)]: "-" }))).toEqual({ outcome: "found", candidates: [] })
  })

  it("a film with neither title nor id is asked nowhere, and not found", async () => {
    const net = netOfPages({})

    const answer = await lookUp({ net, source: wikidata, film: { ...film, title: null }, settings: {}, now: 0 })

    expect(answer).toEqual({ outcome: "found", candidates: [] })
    expect(net.asked).toEqual([])
  })

  it("refuses a source that looks nothing up", async () => {
    const { lookup: _, ...without } = paged

    await expect(look(netOfPages({}), { source: without })).rejects.toThrow("paged looks no film up")
  })

  it("hands on pace and signal, and asks robots.txt unless the source is a documented API", async () => {
    const asked: unknown[] = []
    const pace = async () => {}
    const get: LookUpOptions["net"]["get"] = (_, { pace: paced, robots }) => {
      asked.push([paced === pace, robots])
      return netOfPages({ [page(1)]: "a" }).get({ url: page(1) }, { maxBytes: 1 })
    }

    await look({ get }, { pace })
    await look({ get }, { pace, source: { ...paged, api: { rules: "https://api.example/rules" } } })

    expect(asked).toEqual([
      [true, true],
      [true, false],
    ])
  })

  it("reads a document over 256 KB in a thread, exactly as it would here", { timeout: 40_000 }, async () => {
    const found = JSON.parse(fixture(wikidataTest, "search-with-series-and-remake.json"))
    const remake = found.query.pages.filter(({ title }: { title: string }) => title === "Q1000079")
    const text = JSON.stringify({ query: { pages: remake }, warnings: "x".repeat(300_000) })
    const here = wikidata.lookup?.parse(documentOf(text), film).candidates

    const answer = await lookUp({
      net: netOfPages({ [url(wikidata)]: text }),
      source: wikidata,
      film,
      settings: {},
      now: 0,
    })

    expect(here).toHaveLength(1)
    expect(answer).toEqual({ outcome: "found", candidates: here })
    await expect(parseFound(wikidata, documentOf(text), film, { startMs: 1 })).rejects.toThrow("loading the parser")
  })
})

const wikidataTest = new URL("./wikidata/x", import.meta.url).href

function url(source: Source): string {
  return source.lookup?.request(film, {}).url ?? ""
}

describe("lookUp, failures (I2)", () => {
  it("one failing page fails them all", async () => {
    const answer = await look(netOfPages({ [page(1)]: "a+", [page(2)]: new NetError("timeout", page(2), "no answer") }))

    expect(answer).toMatchObject({ outcome: "failed", kind: "timeout", retryAfterMs: null })
  })

  it("a 429 says how long the host is to be left alone", async () => {
    const error = new NetError("status", "https://api.example/1", "HTTP 429", { status: 429, retryAfterMs: 9_000 })

    expect(await look(netOfPages({ [page(1)]: error }))).toEqual({
      outcome: "failed",
      kind: "status",
      message: "status: https://api.example/1: HTTP 429",
      status: 429,
      retryAfterMs: 9_000,
    })
  })

  it("an answer that says inside that it is none, too", async () => {
    const behind = fixture(wikidataTest, "servers-behind.json")
    const { get } = netOfPages({ [url(wikidata)]: behind })
    const net: LookUpOptions["net"] = {
      get: async (...asked) => ({ ...(await get(...asked)), retryAfterMs: 5_000 }),
    }

    expect(await lookUp({ net, source: wikidata, film, settings: {}, now: 0 })).toMatchObject({
      outcome: "failed",
      kind: "refused",
      message: expect.stringContaining("Wikidata says maxlag"),
      retryAfterMs: 5_000,
    })
  })

  it("a refused key is told in the source's words", async () => {
    const text = fixture(new URL("./tmdb/x", import.meta.url).href, "invalid-key.json")
    const answer: Answer = {
      ...documentOf(text, { contentType: "application/json" }),
      notModified: false,
      url: "https://api.themoviedb.org/3/search/movie?api_key=s3cret",
      hash: "h",
      status: 401,
      validators: { etag: null, lastModified: null, acceptEncoding: null },
      retryAfterMs: null,
      elapsedMs: 1,
    }
    const error = new NetError("status", "https://api.themoviedb.org/3", "HTTP 401", { status: 401, answer })
    const net = { get: () => Promise.reject(error) }

    expect(await lookUp({ net, source: tmdb, film, settings: { TMDB_API_KEY: "s3cret" }, now: 0 })).toEqual({
      outcome: "failed",
      kind: "refused",
      message: "refused: TMDB says: Invalid API key: You must be granted a valid key.",
      status: 401,
      retryAfterMs: null,
    })
    expect(await look(net)).toMatchObject({ kind: "status" })
  })

  it("another shape, an empty document, and a page read before", async () => {
    const get = (text: string) => lookUp({ net: netOfPages({ [url(wikidata)]: text }), ...wiki })
    const wiki = { source: wikidata, film, settings: {}, now: 0 }

    expect(await get('{"search":[]}')).toMatchObject({ outcome: "failed", kind: "shape_changed" })
    expect(await get("")).toMatchObject({ outcome: "failed", kind: "shape_changed" })
    const again: Source = {
      ...paged,
      lookup: { request: () => ({ url: page(1) }), parse: () => ({ candidates: [], next: { page: 2 } }) },
    }
    expect(await look(netOfPages({ [page(1)]: "a+" }), { source: again })).toMatchObject({
      kind: "shape_changed",
      message: "shape_changed: page 2 is page 1 again",
    })
  })

  it("more than fifteen pages, and too long a wait", async () => {
    const endless = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [page(index + 1), "a+"]))
    const never: LookUpOptions["net"]["get"] = (request, { signal }) =>
      new Promise((_, reject) =>
        signal?.addEventListener("abort", () => reject(new NetError("aborted", request.url, "aborted"))),
      )

    expect(await look(netOfPages(endless))).toMatchObject({ outcome: "failed", kind: "too_many_pages" })
    expect(await look({ get: never }, { maxMs: 30 })).toMatchObject({ outcome: "failed", kind: "too_slow" })
  })

  it("a parser that fails is a failure of its own kind; no secret is in what it says", async () => {
    const lookup = {
      request: () => ({ url: page(1) }),
      parse: ({ url: at }: { url: string | null }) => {
        throw new TypeError(`${at} with s3cret`)
      },
    }

    expect(await look(netOfPages({ [page(1)]: "a" }), { source: { ...paged, lookup } })).toEqual({
      outcome: "failed",
      kind: "internal",
      message: "https://api.example/1?key=… with …",
      status: null,
      retryAfterMs: null,
    })
  })
})

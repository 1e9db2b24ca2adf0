import type { Socket } from "node:net"
import { promisify } from "node:util"
import zlib from "node:zlib"
import { describe, expect, test } from "vitest"
import type { DocumentAnswer } from "./answer.ts"
import { decompress } from "./body.ts"
import { failure, netTo, serve, serveRaw } from "./test-kit.ts"

const cap = 100_000

/** One gzip member of `size` zero bytes, about 1:1000. */
const bomb = (size: number) => zlib.gzipSync(Buffer.alloc(size))

describe("the size cap is on what comes out", () => {
  const text = Buffer.from("Où voir le film ? ".repeat(500))

  test.each([
    ["gzip", zlib.gzipSync(text)],
    ["x-gzip", zlib.gzipSync(text)],
    ["br", zlib.brotliCompressSync(text)],
    ["zstd", zlib.zstdCompressSync(text)],
    ["deflate", zlib.deflateSync(text)],
    ["deflate", zlib.deflateRawSync(text)],
    ["identity", text],
    ["gzip, br", zlib.brotliCompressSync(zlib.gzipSync(text))],
  ])("%s is read, and stopped at the cap", async (encoding, sent) => {
    await using server = await serve((_, response) => response.setHeader("content-encoding", encoding).end(sent))
    await using web = netTo([server])

    const answer = await web.get({ url: server.url }, { maxBytes: text.length })
    const error = await failure(web.get({ url: server.url }, { maxBytes: text.length - 1 }))

    expect(Buffer.from((answer as DocumentAnswer).bytes).equals(text)).toBe(true)
    expect(error.kind).toBe("too_large")
  })

  test.each([
    ["a gzip bomb", "gzip", bomb(50_000_000)],
    ["a bomb in a bomb", "gzip, gzip", zlib.gzipSync(bomb(50_000_000))],
    ["a brotli bomb", "br", zlib.brotliCompressSync(Buffer.alloc(50_000_000))],
    ["a zstd bomb", "zstd", zlib.zstdCompressSync(Buffer.alloc(50_000_000))],
  ])("%s stops at the cap quickly and holds no memory", async (_name, encoding, sent) => {
    await using server = await serve((_, response) => response.setHeader("content-encoding", encoding).end(sent))
    await using web = netTo([server])
    const before = process.memoryUsage().arrayBuffers
    const started = performance.now()

    const error = await failure(web.get({ url: server.url }, { maxBytes: cap }))

    expect(error.kind).toBe("too_large")
    expect(performance.now() - started).toBeLessThan(3_000)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })

  test("an endless body is not read on", async () => {
    let closed = () => {}
    const hungUp = new Promise<void>((resolve) => {
      closed = resolve
    })
    await using server = await serve((_, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(50_000)), 1)
      response.on("close", () => {
        clearInterval(timer)
        closed()
      })
    })
    await using web = netTo([server])

    expect((await failure(web.get({ url: server.url }, { maxBytes: cap }))).kind).toBe("too_large")
    await hungUp
  })

  test("a length announced beyond the cap is refused before the body", async () => {
    await using server = await serve((_, response) => response.writeHead(200, { "content-length": 1e9 }).write("x"))
    await using web = netTo([server])

    const error = await failure(web.get({ url: server.url }, { maxBytes: cap, timeoutMs: 2_000 }))

    expect(error.message).toBe(`too_large: ${server.url}/: 1000000000 bytes announced, at most ${cap}`)
  })

  test("more layers than any server sends, an unknown coding and a lie are encoding faults", async () => {
    const kind = (encoding: string, bytes: Uint8Array) =>
      failure(decompress(bytes, encoding, cap, "here")).then((error) => error.kind)

    const four = zlib.gzipSync(zlib.gzipSync(zlib.gzipSync(bomb(10))))
    expect(await kind("gzip,gzip,gzip,gzip", four)).toBe("encoding")
    expect(await kind("compress", bomb(10))).toBe("encoding")
    expect(await kind("constructor", bomb(10))).toBe("encoding")
    expect(await kind("gzip", Buffer.from("<html>"))).toBe("encoding")
  })
})

describe("I2 a document cut off is no document", () => {
  const head = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"

  test.each([
    ["shorter than its length", `${head}content-length: 100\r\n\r\n<html>`],
    ["shorter than its length, closing", `${head}connection: close\r\ncontent-length: 100\r\n\r\n<html>`],
    ["chunked without the last chunk", `${head}transfer-encoding: chunked\r\n\r\n6\r\n<html>\r\n`],
    ["chunked, closing", `${head}connection: close\r\ntransfer-encoding: chunked\r\n\r\n6\r\n<html>\r\n`],
    ["inside a chunk", `${head}transfer-encoding: chunked\r\n\r\nff\r\n<html>`],
    ["inside a chunk, closing", `${head}connection: close\r\ntransfer-encoding: chunked\r\n\r\nff\r\n<html>`],
  ])("%s", async (_how, sent) => {
    await using server = await serveRaw((socket) => socket.end(sent))
    await using web = netTo([server])

    expect((await failure(web.get({ url: server.url }, { maxBytes: cap }))).kind).toBe("truncated")
  })

  test.each(["gzip", "br", "zstd", "deflate"])("a %s stream without its end", async (encoding) => {
    const compress = { gzip: zlib.gzip, br: zlib.brotliCompress, zstd: zlib.zstdCompress, deflate: zlib.deflate }
    const run = promisify(compress[encoding as keyof typeof compress]) as (text: string) => Promise<Buffer>
    const sent = await run("Où voir le film ? ".repeat(50))
    await using server = await serve((_, response) =>
      response.setHeader("content-encoding", encoding).end(sent.subarray(0, -4)),
    )
    await using web = netTo([server])

    expect((await failure(web.get({ url: server.url }, { maxBytes: cap }))).kind).toBe("truncated")
  })

  test.each([
    ["nothing at all", ""],
    ["something that is not HTTP", "SSH-2.0-OpenSSH_9.2\r\n"],
    ["half of its headers", "HTTP/1.1 200 OK\r\ncontent-ty"],
  ])("%s is a connection fault", async (_how, sent) => {
    await using server = await serveRaw((socket) => socket.end(sent))
    await using web = netTo([server])

    expect((await failure(web.get({ url: server.url }, { maxBytes: cap }))).kind).toBe("connection")
  })
})

describe("time is bounded", () => {
  const drip = (socket: Socket, start: string, piece: string) => {
    socket.write(start)
    const timer = setInterval(() => socket.write(piece), 20)
    socket.on("close", () => clearInterval(timer))
  }

  test.each([
    ["silence", (_: Socket) => {}],
    ["headers one at a time", (socket: Socket) => drip(socket, "HTTP/1.1 200 OK\r\n", "x-a: b\r\n")],
    ["a body byte by byte", (socket: Socket) => drip(socket, "HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n", "x")],
    ["an error page byte by byte", (socket: Socket) => drip(socket, "HTTP/1.1 500 No\r\n", "x-a: b\r\n")],
  ])("%s ends with the total", async (_how, answer) => {
    await using server = await serveRaw(answer)
    await using web = netTo([server])
    const started = performance.now()

    const error = await failure(web.get({ url: server.url }, { maxBytes: cap, timeoutMs: 200 }))

    expect(error.message).toBe(`timeout: ${server.url}/: no whole answer within 200 ms`)
    expect(performance.now() - started).toBeLessThan(3_000)
  })

  test.each([
    ["headers", (_: Socket) => {}],
    ["body", (socket: Socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\nx")],
  ])("silence of the %s ends before the total", async (part, answer) => {
    await using server = await serveRaw(answer)
    await using web = netTo([server], { timeouts: { [part]: 200, total: 20_000 } })

    expect((await failure(web.get({ url: server.url }, { maxBytes: cap }))).kind).toBe("timeout")
  })

  test("redirects share one total", async () => {
    await using server = await serve((_, response) => {
      setTimeout(() => response.writeHead(302, { location: "/again" }).end(), 120)
    })
    await using web = netTo([server])

    const error = await failure(web.get({ url: server.url }, { maxBytes: cap, timeoutMs: 300 }))

    expect(error.kind).toBe("timeout")
    expect(server.hits.length).toBeLessThan(5)
  })

  test("a robots.txt that never ends is bounded too", async () => {
    await using server = await serve(
      (_, response) => response.end("ok"),
      (_, response) => response.write("User-agent: *\n"),
    )
    await using web = netTo([server], { timeouts: { total: 200 } })

    expect((await failure(web.get({ url: server.url }, { maxBytes: cap }))).kind).toBe("timeout")
    expect(server.hits).toEqual([])
  })

  test("the caller's signal and close() end what is under way", async () => {
    await using server = await serve(() => {})
    await using web = netTo([server])
    const controller = new AbortController()
    const first = failure(web.get({ url: server.url }, { maxBytes: cap, signal: controller.signal }))
    const second = failure(web.get({ url: server.url }, { maxBytes: cap }))
    setTimeout(() => controller.abort(), 50)

    expect((await first).kind).toBe("aborted")
    await web.close()
    expect((await second).kind).toBe("aborted")
    expect((await failure(web.get({ url: server.url }, { maxBytes: cap }))).kind).toBe("aborted")
  })
})

describe("what stands in the way has a kind", () => {
  test("nobody listens, and no TLS where TLS is asked", async () => {
    const gone = await serve(() => {})
    await using server = await serve((_, response) => response.end("ok"))
    await using web = netTo([server, gone])
    await gone[Symbol.asyncDispose]()

    const refused = await failure(web.get({ url: gone.url }, { maxBytes: cap }))
    const plain = await failure(web.get({ url: server.url.replace("http:", "https:") }, { maxBytes: cap }))

    expect(refused.kind).toBe("connection")
    expect(refused.message).toContain("ECONNREFUSED")
    expect(plain.kind).toBe("tls")
  })
})

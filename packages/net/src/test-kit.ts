import http from "node:http"
import net, { type AddressInfo } from "node:net"
import { buildConnector } from "undici"
import type { Address, Lookup } from "./connect.ts"
import { NetError } from "./error.ts"
import { parseAllowHosts } from "./hosts.ts"
import { type Net, type NetOptions, openNet } from "./net.ts"

/** For tests only: servers on 127.0.0.1, and a pretended internet whose public addresses all lead to them. */
export interface Served {
  readonly port: number
  readonly host: string
  readonly url: string
  /** `<method> <path>` of each request, robots.txt left out. */
  readonly hits: string[]
  readonly sockets: () => number
  [Symbol.asyncDispose](): Promise<void>
}

export type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void

/** An HTTP server; without a `robots` text its robots.txt is a 404. */
export async function serve(handler: Handler, robots: Handler | null = null): Promise<Served> {
  const hits: string[] = []
  const server = http.createServer((request, response) => {
    if (request.url === "/robots.txt") {
      if (robots === null) response.writeHead(404).end()
      else robots(request, response)
      return
    }
    hits.push(`${request.method} ${request.url}`)
    handler(request, response)
  })
  return await listening(server, hits)
}

/** A TCP server that answers robots.txt with 404 and hands every other connection's socket over, head received. */
export async function serveRaw(answer: (socket: net.Socket) => void): Promise<Served> {
  const hits: string[] = []
  const server = net.createServer((socket) => {
    socket.on("error", () => {})
    socket.on("data", (head) => {
      const line = head.toString("latin1").split("\r\n", 1)[0] ?? ""
      if (line.includes("/robots.txt")) return socket.write("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
      hits.push(line)
      return answer(socket)
    })
  })
  return await listening(server, hits)
}

async function listening(server: net.Server, hits: string[]): Promise<Served> {
  const open = new Set<net.Socket>()
  let sockets = 0
  server.on("connection", (socket: net.Socket) => {
    sockets++
    open.add(socket)
    socket.on("close", () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    for (const socket of open) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  const host = `127.0.0.1:${port}`
  return { port, host, url: `http://${host}`, hits, sockets: () => sockets, [Symbol.asyncDispose]: close }
}

export const noon = Date.UTC(2025, 5, 1, 12)

/** A Net that may ask the given loopback servers. */
export function netTo(servers: readonly Served[], options: Partial<NetOptions> = {}): Net & AsyncDisposable {
  const allowHosts = parseAllowHosts(servers.map((server) => server.host).join(","))
  return disposable(openNet({ contact: "ops@vigie.example", allowHosts, now: () => noon, ...options }))
}

export interface Internet {
  readonly lookup: Lookup
  readonly dial: typeof buildConnector
  /** The names that were looked up, and the addresses that sockets were opened to, in order. */
  readonly lookups: string[]
  readonly connected: string[]
}

/** `names`: what each name resolves to, and the loopback server that stands behind it (https is not encrypted here). */
export function pretendInternet(names: Record<string, { at: () => string[]; server: Served }>): Internet {
  const lookups: string[] = []
  const connected: string[] = []
  const lookup: Lookup = async (name) => {
    lookups.push(name)
    return (names[name]?.at() ?? []).map((address): Address => ({ address, family: net.isIP(address) }))
  }
  const plain = buildConnector({ timeout: 2_000 })
  const dial: typeof buildConnector = (base) => (target, callback) => {
    const go = (address: string) => {
      connected.push(address)
      const port = String(names[target.hostname]?.server.port ?? 1)
      plain({ ...target, protocol: "http:", hostname: "127.0.0.1", port }, callback)
    }
    if (net.isIP(target.hostname) !== 0) return go(target.hostname)
    const resolve = (base as { lookup: net.LookupFunction }).lookup
    return resolve(target.hostname, { all: true }, (error, found) => {
      if (error !== null) callback(error, null)
      else go((found as Address[])[0]?.address ?? "")
    })
  }
  return { lookup, dial, lookups, connected }
}

/** A Net on that internet, with no exception. */
export function netOn(internet: Internet, options: Partial<NetOptions> = {}): Net & AsyncDisposable {
  const { lookup, dial } = internet
  const base = { contact: "ops@vigie.example", allowHosts: new Set<string>(), now: () => noon }
  return disposable(openNet({ ...base, lookup, dial, ...options }))
}

function disposable(opened: Net): Net & AsyncDisposable {
  return { ...opened, [Symbol.asyncDispose]: opened.close }
}

/** The NetError a promise ends with; fails the test when it ends otherwise. */
export async function failure(promise: Promise<unknown>): Promise<NetError> {
  const error = await promise.then(
    () => new Error("it succeeded"),
    (reason: unknown) => reason,
  )
  if (error instanceof NetError) return error
  throw error
}

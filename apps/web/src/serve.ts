import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http"
import type { Logger } from "pino"
import type { Assets } from "./assets.ts"
import { limitBody } from "./body-limit.ts"
import { ADDRESS_HEADER, clientAddress } from "./client-address.ts"
import { type Own, refuse } from "./guard.ts"
import { secure } from "./headers.ts"
import { shownPath } from "./shown-path.ts"

export interface Serving {
  readonly pages: RequestListener
  readonly assets: Assets
  /** Whether the database answers; settles within 3 s. */
  readonly healthy: () => Promise<boolean>
  readonly log: Pick<Logger, "info" | "debug">
  /** Known once the port is. */
  readonly own: () => Own
  /** How many proxies stand in front. */
  readonly proxies: number
}

/** The web server: guard, health, assets, then the pages; one log line a request. */
export function createWebServer(serving: Serving): Server {
  const server = createServer((request, response) => {
    const started = performance.now()
    // No text of ours holds a NUL: in an address it is read as what stands for an unreadable character.
    request.url = request.url?.replaceAll("%00", "%EF%BF%BD")
    const path = (request.url ?? "/").split("?")[0] ?? "/"
    response.once("close", () => record(serving.log, request, response, path, performance.now() - started))
    secure(response)
    answer(serving, request, response, path)
  })
  server.requestTimeout = 30_000
  return server
}

function answer(serving: Serving, request: IncomingMessage, response: ServerResponse, path: string): void {
  const { host, origin } = request.headers
  const fetchSite = request.headers["sec-fetch-site"]
  const asked = { method: request.method ?? "GET", path, host, origin, fetchSite: fetchSite?.toString() }
  const refusal = refuse(asked, serving.own())
  if (refusal !== null) {
    response.writeHead(refusal.status, { "content-type": "text/plain; charset=utf-8", connection: "close" })
    response.end(`${refusal.status}: ${refusal.reason}\n`)
    return
  }
  if (path === "/healthz") return void tellHealth(serving, response)
  if (serving.assets(request, response)) return
  // The guard has decided; behind a TLS proxy the router would take our own origin for a foreign one.
  delete request.headers.origin
  place(request, serving.proxies)
  if (limitBody(request, response, path)) return
  serving.pages(request, response)
}

/** Where the request is from, in the one header that pages read; what came with it in this way is not theirs to see. */
function place(request: IncomingMessage, proxies: number): void {
  const { headers } = request
  const address = clientAddress(request.socket.remoteAddress, headers["x-forwarded-for"]?.toString(), proxies)
  for (const name of Object.keys(headers))
    if (name === "forwarded" || name.startsWith("x-forwarded-")) delete headers[name]
  headers[ADDRESS_HEADER] = address
}

async function tellHealth(serving: Serving, response: ServerResponse): Promise<void> {
  const database = await serving.healthy()
  response.writeHead(database ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" })
  response.end(JSON.stringify({ ok: database, database }))
}

function record(
  log: Serving["log"],
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  took: number,
): void {
  const quiet = path === "/healthz" || path.startsWith("/assets/")
  const line = { method: request.method, path: shownPath(path), status: response.statusCode, ms: Math.round(took) }
  log[quiet ? "debug" : "info"](line, "request")
}

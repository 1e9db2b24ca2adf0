import type { AddressInfo } from "node:net"
import * as build from "virtual:react-router/server-build"
import { createRequestListener } from "@react-router/node"
import type { ServerBuild } from "react-router"
import { db, isAnswering } from "../app/data/site/db.server.ts"
import { openAssets } from "./assets.ts"
import { isContained } from "./container.ts"
import { config } from "./env.ts"
import { mustBeLocal, type Own, ownNames } from "./guard.ts"
import { log } from "./log.ts"
import { createWebServer } from "./serve.ts"
import { welcome } from "./welcome.ts"

const CLOSE_MS = 1500

/** Serves the pages until SIGTERM, SIGINT or the parent's end. `client` is the folder of the browser's files. */
export async function start(client: URL): Promise<void> {
  if (config.accounts === "local") mustBeLocal(config.host, isContained())
  let own: Own = ownNames(config.port, config.baseUrl, config.host)
  const server = createWebServer({
    // Types of the generated module and of its consumer differ in what may be undefined only.
    pages: createRequestListener({ build: build as unknown as ServerBuild, mode: "production" }),
    assets: openAssets(client),
    healthy: isAnswering,
    log,
    own: () => own,
    proxies: config.trustProxy,
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(config.port, config.host.replace(/^\[|\]$/g, ""), resolve)
  })
  const { port } = server.address() as AddressInfo
  own = ownNames(port, config.baseUrl, config.host)
  log.info({ port }, "listening")
  if (config.accounts !== "local") await welcome(db, config.baseUrl).catch(() => log.warn("no first account yet"))
  process.send?.({ ready: true, port })
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    const limit = setTimeout(() => process.exit(0), CLOSE_MS)
    server.close()
    server.closeIdleConnections()
    await db.close().catch(() => undefined)
    clearTimeout(limit)
    process.exit(0)
  }
  for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.on(signal, stop)
}

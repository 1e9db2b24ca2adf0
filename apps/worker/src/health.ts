import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Ms } from "@vigie/core"
import type { Queues } from "@vigie/queues"
import type { Stages } from "@vigie/stages"

export interface Health {
  /** The last time the outbox was looked at, epoch ms. */
  relayedAt: Ms
}

/** A worker whose relay has not run for this long is not well (ms). */
const SILENT_MS = 30_000
const ANSWER_MS = 2_000

/** `/healthz` on loopback: 200 when database, queue and relay answer, else 503 naming what does not. */
export async function serveHealth(options: {
  readonly stages: Stages
  readonly queues: Queues
  readonly health: Health
  readonly port: number
  readonly clock: () => Ms
}): Promise<{ url: string; close(): Promise<void> }> {
  const { stages, queues, health, clock } = options
  const server = createServer(async (request, response) => {
    if (request.url !== "/healthz") return void response.writeHead(404).end()
    const state = {
      database: await answers(stages.db.sql("select 1")),
      queue: await answers(queues.ping()),
      relay: clock() - health.relayedAt < SILENT_MS,
    }
    const well = Object.values(state).every(Boolean)
    response.writeHead(well ? 200 : 503, { "content-type": "application/json" }).end(JSON.stringify(state))
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(options.port, "127.0.0.1", resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/healthz`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function answers(work: Promise<unknown>): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), ANSWER_MS).unref())
  return Promise.race([work.then(() => true as const).catch(() => false as const), late])
}

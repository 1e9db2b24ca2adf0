import { findRedis } from "@vigie/tooling/redis"
import { describe, expect, it, onTestFinished } from "vitest"
import { type Finding, killFinding } from "./finding.ts"
import { killAt } from "./trials.ts"
import { eventually, openWorld, type QueueBackend } from "./world.ts"

const backends: QueueBackend[] = "missing" in findRedis() ? ["postgres"] : ["postgres", "redis"]
/** A dead worker's leases, a relay round and a slow machine. */
const LONG_MS = 120_000

async function world(backend: QueueBackend) {
  const opened = await openWorld(backend)
  onTestFinished(() => opened.close())
  return opened
}

describe.each(backends)("with the queue on %s", (backend) => {
  // The whole programme is `npm run test:faults`; these are the two places where a mail could be lost or sent twice.
  it.each(["after-commit", "before-marking"] as const)(
    "I5 a worker killed at %s leaves one mail, once another goes on",
    async (point) => {
      const result = await killAt(await world(backend), point, "Service éprouvé")

      expect(result).toMatchObject({ killed: true, mails: 1, windows: 1, opened: 1 })
    },
    LONG_MS,
  )

  it(
    "four workers on one database make one change and one mail of it",
    async () => {
      const opened = await world(backend)
      const workers = await Promise.all([1, 2, 3, 4].map(() => opened.start(null)))
      await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("message", resolve))))
      await opened.offer("Service partagé")

      expect(await eventually(() => opened.mail.mails.length > 0, 60_000)).toBe(true)
      await opened.db.sql("select pg_sleep(1)")
      expect(opened.mail.mails).toHaveLength(1)
      expect(await opened.db.sql("select count(*) as n from checks")).toEqual([{ n: 1 }])
      expect(await opened.db.sql("select kind from changes")).toEqual([{ kind: "opened" }])
    },
    LONG_MS,
  )
})

it(
  "I3 a worker killed while it looks for a film's targets, or after a feed's films are made, leaves each once when another goes on",
  async () => {
    const trials: [QueueBackend, Finding][] = [
      [backends.at(-1)!, "locate"],
      ["postgres", "feed"],
    ]
    const results = await Promise.all(trials.map(([backend, finding]) => killFinding(backend, finding, true)))

    for (const result of results) expect(result).toMatchObject({ killed: true, lost: [], twice: [] })
  },
  LONG_MS,
)

import { findRedis } from "@vigie/tooling/redis"
import { describe, expect, it, onTestFinished } from "vitest"
import { type Finding, killFinding } from "./finding.ts"
import { tryProvider } from "./provider.ts"
import { endDigest, killAt, type Moment } from "./trials.ts"
import { eventually, openWorld, type QueueBackend } from "./world.ts"

const backends: QueueBackend[] = "missing" in findRedis() ? ["postgres"] : ["postgres", "redis"]
/** A dead worker's leases, a relay round and a slow machine. */
const LONG_MS = 120_000

async function world(backend: QueueBackend) {
  const opened = await openWorld(backend)
  onTestFinished(() => opened.close())
  return opened
}

// The whole programme is `npm run test:faults`; with the two below these are ten kills, where a mail could be lost or sent twice.
const KILLS: readonly (readonly [Moment, Moment])[] = [
  ["after-commit", "rendered"],
  ["alerted", "unanswered"],
  ["before-marking", "marked"],
  ["handing", "any moment"],
]

it.each(KILLS.map((moments, index) => [backends[index % backends.length]!, ...moments] as const))(
  "I5 with the queue on %s, a worker killed at %s, and its heir at %s, tells everybody once, at once and in a digest",
  async (backend, first, second) => {
    const opened = await world(backend)
    const titles = ["Panne première", "Panne seconde"] as const

    const one = await killAt(opened, { moment: first, title: titles[0], aged: true })
    const two = await killAt(opened, { moment: second, title: titles[1], aged: true, digest: true })

    expect(one).toMatchObject({ killed: true, lost: 0, twice: 0 })
    expect(two).toMatchObject({ killed: true, lost: 0, twice: 0 })
    expect(await endDigest(opened, titles)).toMatchObject({ lost: 0, twice: 0 })
  },
  LONG_MS,
)

it(
  "I5 an answer that is lost, and a provider that is down for a day, make no second mail; an operator lets it go once",
  async () => {
    const names = ["accepts, and its answer is lost", "down for 25 hours, then released"]

    const found = await tryProvider(await world("postgres"), names)

    expect(found).toEqual({ [names[0]!]: [], [names[1]!]: [] })
  },
  LONG_MS,
)

describe.each(backends)("with the queue on %s", (backend) => {
  it(
    "four workers on one database make one change and one mail of it to each reader",
    async () => {
      const opened = await world(backend)
      const workers = await Promise.all([1, 2, 3, 4].map(() => opened.start(null)))
      await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("message", resolve))))
      await opened.offer("Film partagé")

      expect(await eventually(() => opened.mail.mails.length >= opened.readers.length, 60_000)).toBe(true)
      await opened.db.sql("select pg_sleep(1)")
      expect(opened.mail.mails.map(({ to }) => to).toSorted()).toEqual(opened.readers)
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

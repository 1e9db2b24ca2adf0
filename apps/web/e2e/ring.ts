import { randomUUID } from "node:crypto"
import type { Sighting, Snapshot } from "@vigie/core"
import { claimTarget, type Db, recordChecks, type SourceFacts } from "@vigie/db"

const UNIFRANCE: SourceFacts = {
  id: "unifrance",
  rank: "page",
  scope: "film",
  version: 1,
  confirmations: { close: 2, apartMs: 1_800_000 },
  createsFilms: false,
  demo: false,
}

/** A film's page says that it can be rented here from now on: recorded as a worker's check is. */
export async function openOn(db: Db, slug: string, provider: string): Promise<void> {
  const [target] = await db.sql<{ id: string }>(
    "select t.id from targets t join films f on f.id = t.film_id where f.slug = $1 and t.source = 'unifrance'",
    [slug],
  )
  if (target === undefined) throw new Error(`nothing is asked about ${slug}`)
  await db.sql("update hosts set next_at = now() - interval '1 second', lease_until = null")
  const batch = await claimTarget(db, target.id, 60_000)
  if (batch === null) throw new Error(`${slug} cannot be checked now`)
  const report = { targetId: target.id, status: 200, ms: 5, answer: null, outcome: "changed" } as const
  const read = { snapshot: saying(provider), hash: randomUUID(), etag: null, lastModified: null, acceptEncoding: null }
  const sources = new Map([[UNIFRANCE.id, UNIFRANCE]])
  await recordChecks(db, batch, [{ ...report, ...read }], { now: Date.now(), sources, random: () => 0.5 })
}

function saying(provider: string): Snapshot {
  const open = { at: null, precision: "unknown", basis: "observed", text: null } as const
  const sighting: Sighting = {
    film: { title: null, originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {} },
    ...{ provider, territory: "FR", kind: "vod", monetization: "rent", channel: null, start: open, end: open },
    terms: [{ quality: "hd", price: { amountMinor: 299, currency: "EUR" }, audio: [], subtitles: [] }],
    ...{ url: null, text: `${provider} | Location | 2,99 € | HD`, doubts: [] },
  }
  return { coverage: { claims: "complete" }, sightings: [sighting], films: [], removals: [], rejected: [] }
}

import { randomUUID } from "node:crypto"
import type { FilmRef, Ms, Sighting, Snapshot } from "@vigie/core"
import { toIso } from "@vigie/core"
import { claimTarget } from "../checks/claim.ts"
import { recordChecks } from "../checks/record.ts"
import type { CheckReport, CheckResult, SourceFacts } from "../checks/report.ts"
import type { Db } from "../client.ts"
import { addTarget } from "../targets.ts"

export const MINUTE: Ms = 60_000
export const HOUR: Ms = 60 * MINUTE
export const DAY: Ms = 24 * HOUR
export const NOON: Ms = Date.UTC(2026, 2, 2, 12)

export const PAGE: SourceFacts = {
  id: "page",
  rank: "page",
  scope: "film",
  version: 1,
  confirmations: { close: 2, apartMs: 30 * MINUTE },
  createsFilms: false,
  demo: false,
}
export const ARTICLE: SourceFacts = { ...PAGE, id: "article", rank: "press", scope: "article" }
export const FEED: SourceFacts = { ...PAGE, id: "feed", rank: "api", scope: "feed" }
export const SOURCES = new Map([PAGE, ARTICLE, FEED].map((source) => [source.id, source]))

/** A film straight in the catalogue. */
export async function addFilm(db: Db, title: string, year = 1995): Promise<string> {
  const slug = `${title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${randomUUID().slice(0, 8)}`
  const rows = await db.sql<{ id: string }>(
    "insert into films (slug, title, year, directors, created_by) values ($1, $2, $3, '{Jeanne Exemple}', 'test') returning id",
    [slug, title, year],
  )
  await db.sql(
    "insert into film_aliases (film_id, folded, title, kind, source) values ($1, lower($2), $2, 'main', 'test')",
    [rows[0]!.id, title],
  )
  return rows[0]!.id
}

export async function addPage(
  db: Db,
  filmId: string | null,
  source: SourceFacts = PAGE,
  everyMs: Ms = 6 * HOUR,
): Promise<string> {
  const { id } = await addTarget(db, {
    source: source.id,
    reference: `https://page.example/${randomUUID()}`,
    territory: "FR",
    scope: source.scope === "lookup" ? "film" : source.scope,
    filmId,
    everyMs,
    zone: null,
    publishedAt: null,
    host: `${randomUUID()}.example:443`,
  })
  return id
}

const FILM: FilmRef = { title: null, originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {} }
const OPEN = { at: null, precision: "unknown", basis: "observed", text: null } as const

export function sighting(part: Partial<Sighting> & { readonly minor?: number } = {}): Sighting {
  const { minor = 299, ...rest } = part
  return {
    film: FILM,
    provider: "Orange",
    territory: "FR",
    kind: "vod",
    monetization: "rent",
    channel: null,
    start: OPEN,
    end: OPEN,
    terms: [{ quality: "hd", price: { amountMinor: minor, currency: "EUR" }, audio: [], subtitles: [] }],
    url: "https://orange.example/film",
    text: "Orange Location 2,99 € HD",
    doubts: [],
    ...rest,
  }
}

export function endingAt(at: Ms): Sighting["end"] {
  return { at: toIso(at), precision: "day", basis: "stated", text: "jusqu'au …" }
}

export function snapshot(sightings: readonly Sighting[], part: Partial<Snapshot> = {}): Snapshot {
  return { coverage: { claims: "complete" }, sightings: [...sightings], films: [], removals: [], rejected: [], ...part }
}

export type Said = readonly Sighting[] | Snapshot | "same" | "fails"

/** One check of one target that says this at `now`, recorded through the same code as the worker's. */
export async function check(db: Db, targetId: string, said: Said, now: Ms): Promise<CheckResult> {
  await freeHosts(db)
  const batch = await claimTarget(db, targetId, MINUTE)
  if (!batch) throw new Error(`target ${targetId} cannot be claimed`)
  const results = await recordChecks(db, batch, [reportOf(targetId, said)], {
    now,
    sources: SOURCES,
    random: () => 0.5,
  })
  return results[0]!
}

/** What a check that reads this reports. */
export function reportOf(targetId: string, said: Said): CheckReport {
  const base = { targetId, status: 200, ms: 5, answer: null }
  if (said === "same") return { ...base, outcome: "unchanged" }
  if (said === "fails")
    return { ...base, outcome: "failed", status: 500, reason: "status: HTTP 500", retryAfterMs: null }
  const what = "coverage" in said ? said : snapshot(said)
  return {
    ...base,
    outcome: "changed",
    snapshot: what,
    hash: randomUUID(),
    etag: null,
    lastModified: null,
    acceptEncoding: null,
  }
}

export interface StoredWindow extends Record<string, unknown> {
  id: string
  status: string
  monetization: string
  endAt: Ms | null
  endBasis: string
}

export function windowsOf(db: Db, filmId: string): Promise<StoredWindow[]> {
  return db.sql<StoredWindow>(
    `select id, status, monetization, end_at as "endAt", end_basis as "endBasis" from windows where film_id = $1 order by created_at, id`,
    [filmId],
  )
}

export async function kindsOf(db: Db, filmId: string): Promise<string[]> {
  const rows = await db.sql<{ said: string }>(
    "select kind || case when quiet then ' quiet' else '' end as said from changes where film_id = $1 order by cursor",
    [filmId],
  )
  return rows.map((row) => row.said)
}

/** Forgets pace and leases: a test's checks follow one another at once. */
export async function freeHosts(db: Db): Promise<void> {
  await db.sql("update hosts set next_at = now() - interval '1 second', lease_until = null")
}

import { randomUUID } from "node:crypto"
import type { Ms, Sighting } from "@vigie/core"
import { addTarget, addWatch, claimTarget, ensureUser, recordChecks, type SourceFacts, type UserRow } from "@vigie/db"
import { drainOutbox } from "./relay.ts"
import type { Stages } from "./stages.ts"
import { openTestInstallation, type TestInstallation } from "./testing/index.ts"

const HOUR: Ms = 3_600_000
const PAGE: SourceFacts = {
  id: "page",
  rank: "page",
  scope: "film",
  version: 1,
  confirmations: { close: 2, apartMs: 1_800_000 },
  createsFilms: false,
  demo: false,
}

/** An installation by the real clock, in which films can be made to open for those who watch them. */
export interface TellingWorld {
  readonly at: TestInstallation
  readonly stages: Stages
  person(email: string): Promise<UserRow>
  /** Somebody's watch on a film that was not to be seen when its page was first read. */
  watch(user: UserRow, film: WatchedFilm): Promise<void>
  film(title: string): Promise<WatchedFilm>
  /** Its page says that it can be seen. Nobody is told yet. */
  open(film: WatchedFilm): Promise<void>
  /** Runs what the outbox holds and is due; a failure fails the test. */
  tell(stages?: Stages): Promise<void>
  /** What was put off is due now. */
  hurry(): Promise<void>
  close(): Promise<void>
}

export interface WatchedFilm {
  readonly id: string
  readonly slug: string
  readonly targetId: string
}

export async function openTellingWorld(env: Readonly<Record<string, string>> = {}): Promise<TellingWorld> {
  const at = await openTestInstallation({ BASE_URL: "https://vigie.example", ...env })
  const { db } = at
  const stages: Stages = { ...at.stages, now: Date.now, simulated: false }
  const check = async (targetId: string, sightings: readonly Sighting[], now: Ms) => {
    await db.sql("update hosts set next_at = now() - interval '1 second', lease_until = null")
    const batch = await claimTarget(db, targetId, 60_000)
    if (!batch) throw new Error(`target ${targetId} cannot be claimed`)
    const snapshot = { coverage: { claims: "complete" as const }, sightings, films: [], removals: [], rejected: [] }
    const kept = { hash: randomUUID(), etag: null, lastModified: null, acceptEncoding: null, answer: null }
    const report = {
      targetId,
      status: 200,
      ms: 5,
      outcome: "changed" as const,
      snapshot: { ...snapshot, sightings: [...sightings] },
      ...kept,
    }
    await recordChecks(db, batch, [report], { now, sources: new Map([[PAGE.id, PAGE]]), random: () => 0.5 })
  }
  return {
    at,
    stages,
    person: (email) => ensureUser(db, { email, territories: ["FR"] }),
    watch: async ({ id: userId, listId }, film) => {
      await addWatch(db, { listId, userId, filmId: film.id, now: Date.now() })
      await db.sql("delete from outbox where kind = 'locate'")
    },
    film: async (title) => {
      const slug = `${title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${randomUUID().slice(0, 8)}`
      const rows = await db.sql<{ id: string }>(
        "insert into films (slug, title, year, directors, created_by) values ($1, $2, 1995, '{Jeanne Exemple}', 'test') returning id",
        [slug, title],
      )
      const { id } = rows[0]!
      const { id: targetId } = await addTarget(db, {
        source: PAGE.id,
        reference: `https://page.example/${slug}`,
        territory: "FR",
        scope: "film",
        filmId: id,
        everyMs: 6 * HOUR,
        zone: null,
        publishedAt: null,
        host: `${slug}.example:443`,
      })
      await check(targetId, [], Date.now() - 3 * HOUR)
      return { id, slug, targetId }
    },
    open: (film) => check(film.targetId, [SEEN], Date.now()),
    tell: async (by = stages) => {
      await drainOutbox(by, (row, error) => {
        throw new Error(`${row.kind} ${row.ref}: ${error.message}`)
      })
    },
    hurry: async () => {
      await db.sql("update sends set next_try_at = null, lease_until = null where state = 'ready'")
      await db.sql("update outbox set run_after = now() - interval '1 second' where state in ('waiting', 'relayed')")
      await db.sql("delete from limits where key like 'turn %'")
    },
    close: () => at.close(),
  }
}

const UNKNOWN = { at: null, precision: "unknown", basis: "observed", text: null } as const
const SEEN: Sighting = {
  film: { title: null, originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {} },
  provider: "Télé-Étoile",
  territory: "FR",
  kind: "replay",
  monetization: "free",
  channel: null,
  start: UNKNOWN,
  end: UNKNOWN,
  terms: [{ quality: "hd", price: null, audio: ["fr"], subtitles: [] }],
  url: "https://etoile.example/film",
  text: "Gratuit sur Télé-Étoile",
  doubts: [],
}

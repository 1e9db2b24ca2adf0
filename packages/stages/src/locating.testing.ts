import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { type FilmFacts, factsAbout, type Ms, type Sighting } from "@vigie/core"
import { addWatch, blankFacts, createFilm, type Db, ensureUser, type LocationRow, readLocatable } from "@vigie/db"
import type { Candidate, Source } from "@vigie/sources"
import { createTestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll, beforeEach } from "vitest"
import { readConfig } from "./config.ts"
import { openStages, type Stages } from "./stages.ts"
import { openSite, type Site } from "./testing/site.ts"

export const NOON: Ms = Date.UTC(2026, 2, 2, 12)
export const DAY: Ms = 86_400_000

const OPEN = { at: null, precision: "unknown", basis: "observed", text: null } as const
const NAMELESS = { title: null, originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {} }

export function candidate(reference: string, film: Partial<FilmFacts> & { readonly title: string }): Candidate {
  return { reference, url: null, film: factsAbout({ ...NAMELESS, ...film }, { place: "test", ...film }) }
}

/** A site that several invented sources read: what each answers when a film is looked up is what a test last said. */
export interface FakeSources {
  readonly site: Site
  /** From now on a source's look-ups find these, or answer this status. */
  finds(source: string, answer: readonly Candidate[] | number): void
  /** How often this source was asked to look a film up, and for which of its pages a check asked. */
  lookups(source: string): number
  source(id: string, over?: Partial<Source>): Source
}

export async function openFakeSources(): Promise<FakeSources> {
  const site = await openSite()
  const answers = new Map<string, readonly Candidate[] | number>()
  const finds: FakeSources["finds"] = (id, answer) => {
    answers.set(id, answer)
    site.show(`/${id}/find`, () =>
      typeof answer === "number"
        ? { status: answer, body: "down" }
        : { type: "application/json", body: JSON.stringify(answer) },
    )
    for (const { reference } of typeof answer === "number" ? [] : answer)
      site.show(`/${id}/page/${reference}`, "a page")
  }
  return {
    site,
    finds,
    lookups: (id) => site.asked.filter((each) => each.startsWith(`/${id}/find`)).length,
    source: (id, over) => ({ ...sourceAt(site, id), ...over }),
  }
}

/** One film's page at a source of that id, which shows one rental; found by look-up unless a test says otherwise. */
function sourceAt(site: Site, id: string): Source {
  return {
    id,
    name: id.toUpperCase(),
    homepage: site.url,
    scope: "film",
    version: 1,
    rank: "page",
    territories: ["FR", "BE"],
    pace: { minIntervalMs: 60_000, why: "a test's host is owed none: it is this machine's" },
    confirmations: { close: 2, apartMs: 1_800_000 },
    everyMs: 6 * 3_600_000,
    licence: { republish: "none" },
    settings: [],
    createsFilms: true,
    request: ({ reference }) => ({ url: `${site.url}/${id}/page/${reference}` }),
    parse: (_, { territory }) => ({
      snapshot: {
        coverage: { claims: "complete" },
        sightings: [rental(territory)],
        films: [],
        removals: [],
        rejected: [],
      },
    }),
    lookup: {
      request: () => ({ url: `${site.url}/${id}/find` }),
      parse: ({ text }) => ({ candidates: JSON.parse(text) as Candidate[] }),
    },
  }
}

function rental(territory: string): Sighting {
  return {
    film: NAMELESS,
    provider: "Orange",
    territory,
    kind: "vod",
    monetization: "rent",
    channel: null,
    start: OPEN,
    end: OPEN,
    terms: [],
    url: null,
    text: "Orange, location",
    doubts: [],
  }
}

/** Stages of these sources on a database of their own, at a moment that a test moves. */
export interface LocateWorld {
  readonly db: Db
  readonly databaseUrl: string
  readonly stages: Stages
  at(now: Ms): void
  /** A second process on the same database, with other sources or an environment of its own. */
  open(sources: readonly Source[], env?: Readonly<Record<string, string>>): Promise<Stages>
  /** Somebody new watches it from these territories. */
  watch(filmId: string, territories?: readonly string[]): Promise<{ readonly listId: string; readonly id: string }>
  close(): Promise<void>
}

export async function openLocateWorld(site: Site, sources: readonly Source[]): Promise<LocateWorld> {
  const database = await createTestDatabase()
  const dataDir = mkdtempSync(path.join(tmpdir(), "vigie-"))
  const moment = { now: NOON }
  const opened: Stages[] = []
  const open = async (of: readonly Source[], env: Readonly<Record<string, string>> = {}) => {
    const own = { VIGIE_DEMO: "0", VIGIE_DATA_DIR: dataDir, VIGIE_ALLOW_HOSTS: site.host, ...env }
    const config = readConfig(own)
    const one = await openStages({ config, databaseUrl: database.url, clock: Date.now, random: () => 0.5, sources: of })
    opened.push(one)
    return { ...one, now: () => moment.now }
  }
  const stages = await open(sources)
  const { db } = stages
  let people = 0
  return {
    db,
    databaseUrl: database.url,
    stages,
    open,
    at: (now) => {
      moment.now = now
    },
    watch: async (filmId, territories = ["FR"]) => {
      people += 1
      const user = await ensureUser(db, { email: `person-${people}@mail.example`, territories })
      const { id } = await addWatch(db, { listId: user.listId, userId: user.id, filmId, now: moment.now })
      return { listId: user.listId, id }
    },
    close: async () => {
      for (const one of opened) await one.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export const PHARE = { title: "Le Phare", year: 1974, directors: ["Inès Kerguen"] }

/** What a test of locating works with: fakes, a world with the one source "page", and words for what is asked of it. */
export interface Locating {
  readonly fake: FakeSources
  readonly world: LocateWorld
  /** A film of the catalogue; "Le Phare" of 1974 unless stated. */
  know(facts?: Parameters<typeof blankFacts>[0]): Promise<string>
  locationOf(filmId: string, source?: string): Promise<LocationRow | undefined>
  /** Source, reference and territory of each. */
  targetsOf(filmId: string): Promise<readonly (readonly string[])[]>
}

/** Opens them for one test file; each test finds an empty catalogue at noon, and a source that knows no film. */
export function useLocating(opened: (locating: Locating) => void): void {
  let locating: Locating
  beforeAll(async () => {
    const fake = await openFakeSources()
    const world = await openLocateWorld(fake.site, [fake.source("page")])
    locating = locatingIn(fake, world)
    opened(locating)
  }, 60_000)
  beforeEach(async () => {
    locating.world.at(NOON)
    await locating.world.db.sql("truncate films, targets, users, outbox, hosts, audit, works cascade")
    locating.fake.finds("page", [])
  })
  afterAll(async () => {
    await locating.world.close()
    await locating.fake.site.close()
  })
}

function locatingIn(fake: FakeSources, world: LocateWorld): Locating {
  const viewOf = (filmId: string) => readLocatable(world.db, filmId)
  return {
    fake,
    world,
    know: async (facts = PHARE) => (await createFilm(world.db, blankFacts(facts), { createdBy: "test", now: NOON })).id,
    locationOf: async (filmId, source = "page") =>
      (await viewOf(filmId))?.locations.find((row) => row.source === source),
    targetsOf: async (filmId) =>
      (await viewOf(filmId))?.targets.map(({ source, reference, territory }) => [source, reference, territory]) ?? [],
  }
}

/** "Le Phare", watched from France. */
export async function watched({ know, world }: Locating): Promise<string> {
  const id = await know()
  await world.watch(id)
  return id
}

/** The work of locating a film, as the outbox has it. */
export async function rowOf({ world }: Locating, filmId: string) {
  const rows = await world.db.sql<{ state: string; attempt: number; leased: boolean }>(
    "select state, attempt, lease_until > now() as leased from outbox where kind = 'locate' and ref = $1",
    [filmId],
  )
  return rows[0]
}

export async function targetCount({ targetsOf }: Locating, filmId: string): Promise<number> {
  return (await targetsOf(filmId)).length
}

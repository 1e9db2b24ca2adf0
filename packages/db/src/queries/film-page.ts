import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { filmChanges, readChanges, readMarks } from "./changes.ts"
import { readChannels } from "./channels.ts"
import { readDetails } from "./film-details.ts"
import { readTermsVersions } from "./terms-versions.ts"
import type { ChangeView, FilmDetails, FilmPage, TargetView, WindowView } from "./types.ts"
import { readWindows } from "./windows.ts"

export interface FilmPageOptions {
  readonly now: Ms
  /** Whose windows are shown: the reader's own; others are only counted (I7). */
  readonly territories: readonly string[]
  /** False: the demonstration's films are not found. */
  readonly demo?: boolean
}

/** How much of a long history a page shows: windows of each kind that are over, changes, and changes marked on windows. */
const PAST = 30
const CHANGES = 12
const MARKS = 100

/** All that a film's page shows; null = no such film. */
export async function filmPage(db: Tx, slug: string, options: FilmPageOptions): Promise<FilmPage | null> {
  const film = await readDetails(db, slug, options.demo)
  if (film === null) return null
  // The cursor is read first: a change made meanwhile rings once more rather than never.
  const cursor = await readCursor(db, film.id)
  const { territories } = options
  const [windows, counts, changes, targets, channels] = await Promise.all([
    readWindows(db, film.id, options.now, { territories, past: PAST }),
    readCounts(db, film.id, territories),
    filmChanges(db, film.id, { territories, before: null, limit: CHANGES }),
    readTargets(db, film.id),
    readChannels(db, film.id),
  ])
  const ids = windows.map(({ id }) => id)
  const [marks, terms] = await Promise.all([readMarks(db, ids, MARKS), readTermsVersions(db, ids)])
  const past = windows.filter((window) => window.status === "closed" || window.status === "void").sort(latestFirst)
  return {
    film,
    movedTo: film.movedTo,
    now: windows.filter((window) => window.status === "open").sort(byMoment((window) => window.end.at)),
    coming: windows.filter((window) => window.status === "announced").sort(byMoment((window) => window.start.at)),
    past,
    older: counts.over - past.length,
    elsewhere: counts.elsewhere,
    changes: changes.changes,
    olderChanges: changes.next,
    marks,
    channels,
    targets,
    terms,
    cursor,
  }
}

/** A film with its whole history, wherever it was; `changes` newest first. Null = no such film. */
export async function showFilm(
  db: Tx,
  slug: string,
  now: Ms,
): Promise<(FilmDetails & { windows: readonly WindowView[]; changes: readonly ChangeView[] }) | null> {
  const film = await readDetails(db, slug)
  if (film === null) return null
  return { ...film, windows: await readWindows(db, film.id, now), changes: await readChanges(db, film.id) }
}

async function readCursor(db: Tx, filmId: string): Promise<number> {
  const rows = await db.sql<{ cursor: number }>(
    "select coalesce(max(cursor), 0) as cursor from changes where film_id = $1",
    [filmId],
  )
  return rows[0]?.cursor ?? 0
}

async function readTargets(db: Tx, filmId: string): Promise<readonly TargetView[]> {
  return db.sql<TargetView & Record<string, unknown>>(
    `select t.id, t.source, t.scope, t.reference, t.territory, t.state, t.every_ms as "everyMs",
       t.first_good_at as "firstGoodAt", t.last_good_at as "lastGoodAt", t.last_check_at as "lastCheckAt",
       t.last_outcome as "lastOutcome", t.last_reason as "lastReason"
     from targets t where t.id in (select id from targets where film_id = $1 union select target_id from evidence where film_id = $1)
     order by t.source, t.created_at, t.id`,
    [filmId],
  )
}

function byMoment(of: (window: WindowView) => Ms | null): (a: WindowView, b: WindowView) => number {
  const at = (window: WindowView) => of(window) ?? Number.MAX_SAFE_INTEGER
  return (a, b) => at(a) - at(b) || a.provider.name.localeCompare(b.provider.name, "fr")
}

function latestFirst(a: WindowView, b: WindowView): number {
  const at = (window: WindowView) => window.closedAt ?? window.end.at ?? window.start.at ?? 0
  return at(b) - at(a)
}

interface Counts {
  /** Windows here that are over. */
  readonly over: number
  readonly elsewhere: FilmPage["elsewhere"]
}

async function readCounts(db: Tx, filmId: string, territories: readonly string[]): Promise<Counts> {
  const rows = await db.sql<{ territory: string; count: number; open: number; over: number }>(
    `select territory, count(*) filter (where status in ('open', 'announced')) as count,
       count(*) filter (where status = 'open') as open, count(*) filter (where status in ('closed', 'void')) as over
     from windows where film_id = $1 and not memory ? 'absorbedBy' group by territory order by 3 desc, 2 desc, 1`,
    [filmId],
  )
  const mine = rows.filter(({ territory }) => territories.includes(territory))
  return {
    over: mine.reduce((sum, { over }) => sum + over, 0),
    elsewhere: rows
      .filter(({ territory, count }) => count > 0 && !territories.includes(territory))
      .map(({ territory, count, open }) => ({ territory, count, open })),
  }
}

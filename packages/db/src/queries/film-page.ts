import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { readChanges } from "./changes.ts"
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

/** All that a film's page shows; null = no such film. */
export async function filmPage(db: Tx, slug: string, options: FilmPageOptions): Promise<FilmPage | null> {
  const film = await readDetails(db, slug, options.demo)
  if (film === null) return null
  // The cursor is read first: a change made meanwhile rings once more rather than never.
  const cursor = await readCursor(db, film.id)
  const windows = await readWindows(db, film.id, options.now)
  const mine = windows.filter((window) => options.territories.includes(window.territory))
  return {
    film,
    movedTo: film.movedTo,
    now: mine.filter((window) => window.status === "open").sort(byMoment((window) => window.end.at)),
    coming: mine.filter((window) => window.status === "announced").sort(byMoment((window) => window.start.at)),
    past: mine.filter((window) => window.status === "closed" || window.status === "void").sort(latestFirst),
    elsewhere: countElsewhere(windows, options.territories),
    changes: (await readChanges(db, film.id)).filter((change) => options.territories.includes(change.territory)),
    targets: await readTargets(db, film.id),
    terms: await readTermsVersions(db, film.id),
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

function countElsewhere(windows: readonly WindowView[], territories: readonly string[]): FilmPage["elsewhere"] {
  const others = windows.filter(
    ({ status, territory }) => (status === "open" || status === "announced") && !territories.includes(territory),
  )
  const counted = Map.groupBy(others, (window) => window.territory)
  return [...counted].map(([territory, rows]) => ({ territory, count: rows.length })).sort((a, b) => b.count - a.count)
}

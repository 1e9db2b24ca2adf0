import type { ListedFilm, Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_CARD, PROVIDER_JOINS } from "../queries/cards.ts"
import type { FilmCard, ProofView } from "../queries/types.ts"
import { EVIDENCE_SELECT, type EvidenceRow } from "../rows.ts"
import { type ListedWindow, type ListTotals, totalsOf } from "./list-check.ts"
import { matchList } from "./match-list.ts"

/** A line of the list, the films it may be (one where it is certain, none where it is unknown) and where that one is on. */
export interface CheckedLine {
  readonly listed: ListedFilm
  readonly state: "certain" | "ambiguous" | "unknown"
  readonly films: readonly FilmCard[]
  readonly windows: readonly ListedWindow[]
}

/**
 * Where the films of somebody's list can be seen in these territories, at `now`; `zone` is where tonight is. Nothing is
 * stored, and no line of the list leaves this machine. Seven statements for each 5,000 lines.
 */
export async function checkList(
  db: Tx,
  listed: readonly ListedFilm[],
  { territories, zone, now }: { readonly territories: readonly string[]; readonly zone: string; readonly now: Ms },
): Promise<{ readonly lines: readonly CheckedLine[]; readonly totals: ListTotals }> {
  const matched = await matchList(db, listed)
  const idsOf = ({ match }: (typeof matched)[number]): readonly string[] =>
    match.state === "certain" ? [match.filmId] : match.state === "ambiguous" ? match.filmIds : []
  const cards = await readCards(db, matched.flatMap(idsOf))
  const certain = matched.flatMap(({ match }) => (match.state === "certain" ? [match.filmId] : []))
  const windows = await readListed(db, certain, territories, now)
  const byFilm = Map.groupBy(windows, (window) => window.filmId)
  const lines = matched.map((each) => ({
    listed: each.listed,
    state: each.match.state,
    films: idsOf(each).flatMap((id) => cards.get(id) ?? []),
    windows: each.match.state === "certain" ? (byFilm.get(each.match.filmId) ?? []) : [],
  }))
  return { lines, totals: totalsOf(windows, now, zone) }
}

async function readCards(db: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, FilmCard>> {
  const rows = await db.sql<{ film: FilmCard }>(
    `select ${FILM_CARD} as film from films f where f.id = any($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map(({ film }) => [film.id, film]))
}

async function readListed(
  db: Tx,
  filmIds: readonly string[],
  territories: readonly string[],
  now: Ms,
): Promise<readonly ListedWindow[]> {
  const rows = await db.sql<Omit<ListedWindow, "proof"> & { id: string } & Record<string, unknown>>(
    `select w.id, w.film_id as "filmId", ${PROVIDER_CARD} as provider, w.kind, w.monetization, w.status,
       w.territory, w.start_at as "startAt", w.start_precision as "startPrecision", w.end_at as "endAt",
       w.end_precision as "endPrecision", w.end_basis as "endBasis"
     from windows w ${PROVIDER_JOINS}
     where w.film_id = any($1::uuid[]) and w.territory = any($2) and w.status in ('open', 'announced')
       and (w.end_at is null or w.end_at > $3) order by w.end_at nulls last, p.name, w.id`,
    [filmIds, territories, new Date(now)],
  )
  const proofs = await readProofs(
    db,
    rows.map((row) => row.id),
  )
  return rows.map(({ id, ...window }) => ({ ...window, proof: proofs.get(id) ?? null }))
}

/** What holds each window, as it was read last (I13). */
async function readProofs(db: Tx, windowIds: readonly string[]): Promise<ReadonlyMap<string, ProofView>> {
  const rows = await db.sql<EvidenceRow>(
    `${EVIDENCE_SELECT} where e.window_id = any($1::uuid[]) and e.status = 'holding' order by last_seen_at, e.id`,
    [windowIds],
  )
  return new Map(
    rows.map((row) => [
      row.window_id,
      { source: row.source, url: row.url ?? row.page, readAt: row.last_seen_at, text: row.text },
    ]),
  )
}

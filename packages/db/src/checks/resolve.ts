import {
  type FilmRef,
  fromIso,
  type Moment,
  type ProviderFacts,
  type ResolvedRemoval,
  type ResolvedSighting,
  type Sighting,
  type Snapshot,
  type StatedMoment,
  type UnsureRow,
  workKey,
} from "@vigie/core"
import type { Db } from "../client.ts"
import { importFilms } from "../films/import.ts"
import { type MatchOutcome, matchWorks, type WorkRef } from "../films/match.ts"
import type { RematchedWork } from "../films/rematch.ts"
import { providerFacts, resolveProviders } from "../providers/providers.ts"
import type { DueTarget } from "./claim.ts"
import type { SourceFacts } from "./report.ts"

/** A snapshot whose films and providers are known, ready to be reconciled film by film. */
export interface ResolvedSnapshot {
  readonly target: DueTarget
  readonly source: SourceFacts
  readonly snapshot: Snapshot
  readonly byFilm: ReadonlyMap<string, readonly ResolvedSighting[]>
  readonly unsure: readonly UnsureRow[]
  readonly removals: readonly ResolvedRemoval[]
  readonly coverageProviders: readonly string[] | null
  /** What the document calls its films, when the target is not one film's own page. */
  readonly works: readonly { readonly ref: WorkRef; readonly sightings: readonly Sighting[] }[]
  readonly outcomes: ReadonlyMap<string, MatchOutcome>
}

export interface Resolution {
  readonly snapshots: readonly ResolvedSnapshot[]
  readonly providers: ReadonlyMap<string, ProviderFacts>
  /** Works of earlier documents that a film created just now is: to be reconciled with cause `backfill` (W24). */
  readonly rematched: readonly RematchedWork[]
}

/** Films brought in under one hold of the catalogue's lock: a person who chooses a film meanwhile waits for these only. */
const AT_ONCE = 500

/** Fills in films and providers by set-based SQL, outside the batch's transaction (design §3, check). */
export async function resolveSnapshots(
  db: Db,
  reads: readonly { readonly target: DueTarget; readonly source: SourceFacts; readonly snapshot: Snapshot }[],
  now: number,
): Promise<Resolution> {
  const snapshots: ResolvedSnapshot[] = []
  const rematched: RematchedWork[] = []
  const providerIds = new Set<string>()
  for (const [source, group] of groupBySource(reads)) {
    const names = group.flatMap(({ snapshot }) => providerNames(snapshot))
    const named = await resolveProviders(db, [...new Set(names)], source.id)
    for (const { target, snapshot } of group) {
      if (target.scope !== "feed" || snapshot.films.length === 0) continue
      for (let at = 0; at < snapshot.films.length; at += AT_ONCE) {
        const films = snapshot.films.slice(at, at + AT_ONCE)
        const brought = await importFilms(db, source.id, films, { createsFilms: source.createsFilms, now })
        rematched.push(...brought.rematched)
      }
    }
    const refs = group.flatMap(({ target, snapshot }) => worksOf(target, snapshot).map((work) => work.ref))
    const outcomes = refs.length > 0 ? await matchWorks(db, source.id, refs) : new Map<string, MatchOutcome>()
    const idOf = (name: string | null) => (name === null ? null : (named.get(name)?.id ?? null))
    for (const { target, snapshot } of group)
      snapshots.push(resolveOne({ target, source, snapshot, outcomes, providerId: idOf }))
    for (const provider of named.values()) providerIds.add(provider.id)
  }
  return { snapshots, rematched, providers: await providerFacts(db, [...providerIds]) }
}

function groupBySource<T extends { readonly source: SourceFacts }>(reads: readonly T[]): Map<SourceFacts, T[]> {
  return Map.groupBy(reads, (read) => read.source)
}

function providerNames(snapshot: Snapshot): string[] {
  const names = [
    ...snapshot.sightings.map((sighting) => sighting.provider ?? sighting.channel),
    ...snapshot.removals.map((removal) => removal.provider),
    ...(snapshot.coverage.channels ?? []),
  ]
  return names.filter((name) => name !== null)
}

/** The works a feed or an article names; a film's own page names none, it is about its target's film. */
function worksOf(target: DueTarget, snapshot: Snapshot): { ref: WorkRef; sightings: Sighting[] }[] {
  if (target.scope === "film" && target.filmId !== null) return []
  const refOf = creditedRefs(target.source, snapshot)
  const byKey = new Map<string, { ref: WorkRef; sightings: Sighting[] }>()
  for (const sighting of snapshot.sightings) {
    if (isNameless(sighting.film)) continue
    const ref = refOf(sighting.film)
    const key = workKey(target.source, ref)
    const work = byKey.get(key)
    if (work) work.sightings.push(sighting)
    else byKey.set(key, { ref, sightings: [sighting] })
  }
  return [...byKey.values()]
}

/**
 * A work that lost its title is told apart by its credits, which the document's film facts have and its sightings have
 * not: a sighting is of the work that its facts are, where only one says the same; else of one of its own.
 */
function creditedRefs(source: string, snapshot: Snapshot): (film: FilmRef) => WorkRef {
  const untitled = snapshot.films.filter((film) => (film.title ?? film.originalTitle) === null)
  if (untitled.length === 0) return (film) => film
  const said = Map.groupBy(untitled, ({ credits: _, ...film }) => workKey(source, film))
  return (film) => {
    const [only, ...others] = said.get(workKey(source, film)) ?? []
    return only && others.length === 0 ? { ...film, credits: only.credits } : film
  }
}

function isNameless(film: FilmRef): boolean {
  return (
    film.title === null &&
    film.originalTitle === null &&
    Object.keys(film.ids).length === 0 &&
    film.directors.length === 0
  )
}

function resolveOne(input: {
  target: DueTarget
  source: SourceFacts
  snapshot: Snapshot
  outcomes: ReadonlyMap<string, MatchOutcome>
  providerId: (name: string | null) => string | null
}): ResolvedSnapshot {
  const { target, source, snapshot, outcomes, providerId } = input
  const byFilm = new Map<string, ResolvedSighting[]>()
  const unsure: UnsureRow[] = []
  const refOf = creditedRefs(target.source, snapshot)
  const filmsOf = (film: FilmRef) => filmIdsOf(target, refOf(film), outcomes)
  for (const sighting of snapshot.sightings) {
    const provider = providerId(sighting.provider ?? sighting.channel)
    const films = filmsOf(sighting.film)
    if (films.certain && provider !== null && sighting.territory !== null) {
      const rows = byFilm.get(films.certain) ?? []
      rows.push(resolveSighting(sighting, films.certain, provider, sighting.territory))
      byFilm.set(films.certain, rows)
    } else {
      const possible = films.certain ? [films.certain] : films.possible
      for (const filmId of possible)
        unsure.push({ filmId, providerId: provider, territory: sighting.territory, kind: sighting.kind })
    }
  }
  // A row that could not be read may be any film's: its page's own, or any of a feed's, for as long as it stays so. Its
  // place tells nothing: a feed's rows shift, and the row that breaks may come to stand where another broken one stood.
  if (snapshot.rejected.length > 0)
    unsure.push({ filmId: target.filmId, providerId: null, territory: null, kind: null })
  const removals = snapshot.removals.flatMap((removal) => {
    const filmId = filmsOf(removal.film).certain
    return filmId ? [{ filmId, providerId: providerId(removal.provider), kind: removal.kind }] : []
  })
  const channels = snapshot.coverage.channels
  return {
    target,
    source,
    snapshot,
    byFilm,
    unsure,
    removals,
    coverageProviders: channels ? channels.map(providerId).filter((id) => id !== null) : null,
    works: worksOf(target, snapshot),
    outcomes,
  }
}

/** `possible`: films an undecided work may be; a row of it is no absence of theirs (W7). */
function filmIdsOf(
  target: DueTarget,
  film: WorkRef,
  outcomes: ReadonlyMap<string, MatchOutcome>,
): { certain: string | null; possible: readonly string[] } {
  if (target.filmId !== null && (target.scope === "film" || isNameless(film)))
    return { certain: target.filmId, possible: [] }
  if (isNameless(film)) return { certain: null, possible: [] }
  const outcome = outcomes.get(workKey(target.source, film))
  if (outcome?.outcome === "matched") return { certain: outcome.filmId, possible: [] }
  return {
    certain: null,
    possible: outcome?.outcome === "review" ? outcome.candidates.map((candidate) => candidate.filmId) : [],
  }
}

function resolveSighting(sighting: Sighting, filmId: string, providerId: string, territory: string): ResolvedSighting {
  return {
    filmId,
    providerId,
    territory,
    kind: sighting.kind,
    monetization: sighting.monetization,
    start: toMoment(sighting.start),
    end: toMoment(sighting.end),
    terms: sighting.terms,
    url: sighting.url,
    text: sighting.text,
    doubts: sighting.doubts,
    programme: sighting.programme ?? null,
  }
}

function toMoment(stated: StatedMoment): Moment {
  return { ...stated, at: stated.at === null ? null : fromIso(stated.at) }
}

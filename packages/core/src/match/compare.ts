import type { FilmRef } from "../sighting.ts"
import { type CatalogueFilm, type MatchReason, titlesOf } from "./film.ts"
import { compareNames } from "./names.ts"
import { compareTitles, type TitleFit } from "./titles.ts"

export interface Comparison {
  readonly title: TitleFit
  readonly year: "same" | "near" | "differs" | "unknown"
  readonly directors: "all" | "some" | "differ" | "unknown"
  /** `close`: within 5 % (a film speeded up for television loses 4 %); `agrees`: within 10 %. */
  readonly duration: "close" | "agrees" | "differs" | "unknown"
}

/** Everything a work and a film say, side by side. */
export function compareFilms(work: FilmRef, film: CatalogueFilm): Comparison {
  return {
    title: compareTitles(titlesOf(work), titlesOf(film, film.aliases)),
    year: compareYears(work.year, film.year),
    directors: compareNames(work.directors, film.directors),
    duration: compareDurations(work.durationMinutes, film.durationMinutes),
  }
}

function compareYears(work: number | null, film: number | null): Comparison["year"] {
  if (work === null || film === null) return "unknown"
  if (work === film) return "same"
  return Math.abs(work - film) === 1 ? "near" : "differs"
}

/** Percentages are of the catalogue's running time; one minute is always allowed, sources round. */
function compareDurations(work: number | null, film: number | null): Comparison["duration"] {
  if (work === null || film === null) return "unknown"
  const apart = Math.abs(work - film)
  if (apart <= Math.max(1, film * 0.05)) return "close"
  return apart <= film * 0.1 ? "agrees" : "differs"
}

const WEIGHTS: Readonly<Record<MatchReason, number>> = {
  same_id: 0.5,
  conflicting_id: -0.3,
  title: 0.4,
  similar_title: 0.3,
  title_before_subtitle: 0.25,
  misspelt_title: 0.2,
  other_title: 0,
  year: 0.2,
  year_near: 0.15,
  year_differs: -0.1,
  directors: 0.3,
  some_directors: 0.2,
  directors_differ: -0.2,
  running_time: 0.1,
  running_time_differs: -0.1,
}

const TITLE = {
  equal: "title",
  loose: "similar_title",
  lead: "title_before_subtitle",
  misspelt: "misspelt_title",
  differ: "other_title",
  unknown: null,
} as const
const YEAR = { same: "year", near: "year_near", differs: "year_differs", unknown: null } as const
const DIRECTORS = { all: "directors", some: "some_directors", differ: "directors_differ", unknown: null } as const
const DURATION = {
  close: "running_time",
  agrees: "running_time",
  differs: "running_time_differs",
  unknown: null,
} as const

export function reasonsOf(comparison: Comparison): readonly MatchReason[] {
  const { title, year, directors, duration } = comparison
  return [TITLE[title], YEAR[year], DIRECTORS[directors], DURATION[duration]].filter((reason) => reason !== null)
}

/** In [0, 1], two decimals; for the order of a review list only, never for a decision. */
export function scoreOf(why: readonly MatchReason[]): number {
  const sum = why.reduce((total, reason) => total + WEIGHTS[reason], 0)
  return Math.round(Math.min(1, Math.max(0, sum)) * 100) / 100
}

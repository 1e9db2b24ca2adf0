import {
  DomainError,
  type FilmFacts,
  type FilmRef,
  type Form,
  factsAbout,
  type Rejection,
  type Sighting,
  type Term,
} from "@vigie/core"
import { type StatedValue, statedPeriod } from "../moments.ts"
import { shorten } from "../text.ts"
import { type Geoblocking, territoriesOf } from "./territories.ts"

/** A stated period with where it stands. */
export interface Stated {
  readonly start?: StatedValue
  readonly end?: StatedValue
  readonly place: string
}

/** A programme in full, whichever answer it was read in. */
export interface Work {
  readonly film: FilmRef
  readonly facts: Partial<FilmFacts>
  /** Null for a programme that is no film: its windows count all the same, but it makes none. */
  readonly form: Form | null
  readonly subtitle: string | null
  readonly url: string | null
  readonly geoblocking: Geoblocking
  readonly terms: Term
  readonly doubts: readonly string[]
  /** When it can be watched on arte.tv. */
  readonly replays: readonly Stated[]
  /** When it is on the channel, each with how Arte calls it (FIRST_BROADCAST …). */
  readonly broadcasts: readonly (Stated & { readonly type: string | null })[]
  /** Whose channel: Arte has a French and a German one. */
  readonly channelOf: string
  readonly place: string
}

export interface Read {
  readonly sightings: readonly Sighting[]
  readonly rejected: readonly Rejection[]
}

const PROVIDER = "Arte"

/** One sighting per period and territory; a period that cannot be is rejected with its place. */
export function sightingsOf(work: Work, zone: string): Read {
  const sightings: Sighting[] = []
  const rejected: Rejection[] = []
  const { territories, doubts } = territoriesOf(work.geoblocking)
  const collect = (stated: Stated, make: (period: ReturnType<typeof statedPeriod>) => readonly Sighting[]) => {
    try {
      sightings.push(...make(statedPeriod(stated.start, stated.end, zone)))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      rejected.push({ place: stated.place, reason: error.message })
    }
  }
  for (const stated of work.replays)
    collect(stated, (period) =>
      territories.map((territory) => ({
        ...basis(work, period, work.geoblocking.code),
        territory,
        kind: "replay",
        channel: null,
        doubts: [...work.doubts, ...doubts],
      })),
    )
  for (const stated of work.broadcasts)
    collect(stated, (period) => [
      {
        ...basis(work, period, stated.type),
        territory: work.channelOf,
        kind: "broadcast",
        channel: PROVIDER,
        doubts: [],
      },
    ])
  return { sightings, rejected }
}

function basis(work: Work, { start, end }: ReturnType<typeof statedPeriod>, said: string | null) {
  const { film, subtitle, url, terms } = work
  const read = [film.ids.arte, film.title, subtitle, said, start.text, end.text]
  const text = shorten(read.filter((part) => part).join(" | "))
  return { film, provider: PROVIDER, monetization: "free" as const, start, end, terms: [terms], url, text }
}

/** What a film's answer says of it; nothing of a programme that is none. */
export function filmsOf({ film, facts, form, place }: Work): readonly FilmFacts[] {
  return form === null ? [] : [factsAbout(film, { ...facts, form, place })]
}

/** "(Di Renjie: Shen du long wang)" as the title in it; the title itself is no original title. */
export function originalOf(stated: string | null, title: string): string | null {
  const inside = /^\((.+)\)$/u.exec(stated ?? "")?.[1] ?? stated
  return inside === null || inside === title ? null : inside
}

export function minutesOf(seconds: number | null | undefined): number | null {
  return seconds ? Math.max(1, Math.round(seconds / 60)) : null
}

/** A page of arte.tv, absolute; null for what is none. */
export function pageOf(stated: string | null | undefined): string | null {
  const url = stated ? URL.parse(stated, "https://www.arte.tv") : null
  return url && /^https?:$/u.test(url.protocol) ? url.href : null
}

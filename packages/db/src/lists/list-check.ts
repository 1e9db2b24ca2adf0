import type { Ms } from "@vigie/core"
import type { ProofView, ProviderCard } from "../queries/types.ts"

/** A way to see a listed film, on now or announced, with the statement that was read last for it. */
export interface ListedWindow {
  readonly filmId: string
  readonly provider: ProviderCard
  readonly kind: string
  readonly monetization: string
  readonly status: "open" | "announced"
  readonly startAt: Ms | null
  readonly endAt: Ms | null
  readonly proof: ProofView | null
}

/** Films, each counted once: free (with advertisements or without), gone within 7 days, on television until 06:00. */
export interface ListTotals {
  readonly available: number
  readonly free: number
  readonly leaving: number
  readonly tonight: number
  /** The two providers with which most of the films can be seen, free ones included, and how many that is. */
  readonly best: { readonly providers: readonly string[]; readonly films: number }
}

const WEEK: Ms = 7 * 86_400_000

const isOn = (window: ListedWindow) => window.status === "open" && window.kind !== "broadcast"
const isFree = (window: ListedWindow) => isOn(window) && ["free", "ads"].includes(window.monetization)

/** `zone` is where tonight is: it lasts until the next 06:00 there. */
export function totalsOf(windows: readonly ListedWindow[], now: Ms, zone: string): ListTotals {
  const films = (chosen: (window: ListedWindow) => boolean) => new Set(windows.filter(chosen).map((one) => one.filmId))
  const on = films(isOn)
  // What leaves has nowhere else to be seen: a film that stays on with another provider does not.
  const staying = films((one) => isOn(one) && (one.endAt === null || one.endAt > now + WEEK))
  const dawn = nextDawn(now, zone)
  const tonight = films((one) => one.kind === "broadcast" && isBetween(one, now, dawn))
  return {
    available: on.size,
    free: films(isFree).size,
    leaving: on.difference(staying).size,
    tonight: tonight.size,
    best: bestPair(windows),
  }
}

/** A broadcast that is on at `now` or begins before `until`. */
function isBetween({ startAt, endAt, status }: ListedWindow, now: Ms, until: Ms): boolean {
  return status === "open" || (startAt !== null && startAt < until && (endAt ?? startAt) >= now)
}

function nextDawn(now: Ms, zone: string): Ms {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const dawn = local.withPlainTime("06:00")
  return (local.epochMilliseconds < dawn.epochMilliseconds ? dawn : dawn.add({ days: 1 })).epochMilliseconds
}

/** The provider with most films beyond the free ones, then the one that adds most to it; the name decides a tie. */
function bestPair(windows: readonly ListedWindow[]): ListTotals["best"] {
  const seen = new Set(windows.filter(isFree).map((one) => one.filmId))
  const providers: string[] = []
  for (const _ of [1, 2]) {
    const rest = windows.filter((one) => isOn(one) && !seen.has(one.filmId))
    const adds = Map.groupBy(rest, (one) => one.provider.name)
    const ranked = [...adds].map(([name, ways]) => ({ name, films: new Set(ways.map((one) => one.filmId)) }))
    const best = ranked.sort((a, b) => b.films.size - a.films.size || (a.name < b.name ? -1 : 1))[0]
    if (!best) break
    providers.push(best.name)
    for (const film of best.films) seen.add(film)
  }
  return { providers, films: seen.size }
}

import type { Basis, Ms, Precision } from "@vigie/core"
import type { ProofView, ProviderCard } from "../queries/types.ts"
import { bestServices } from "./best-services.ts"

/** A way to see a listed film, on now or announced, with the statement that was read last for it. */
export interface ListedWindow {
  readonly filmId: string
  readonly provider: ProviderCard
  readonly kind: string
  readonly monetization: string
  readonly status: "open" | "announced"
  readonly territory: string
  readonly startAt: Ms | null
  readonly startPrecision: Precision
  readonly endAt: Ms | null
  readonly endPrecision: Precision
  readonly endBasis: Basis
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

export const isOn = (window: ListedWindow) => window.status === "open" && window.kind !== "broadcast"
export const isFree = (window: ListedWindow) => isOn(window) && ["free", "ads"].includes(window.monetization)

/** Films by what can be said of them now. `zone` is where tonight is: it lasts until the next 06:00 there. */
export function filmsBy(windows: readonly ListedWindow[], now: Ms, zone: string) {
  const films = (chosen: (window: ListedWindow) => boolean): ReadonlySet<string> =>
    new Set(windows.filter(chosen).map((one) => one.filmId))
  const on = films(isOn)
  // What leaves has nowhere else to be seen: a film that stays on with another provider does not.
  const staying = films((one) => isOn(one) && (one.endAt === null || one.endAt > now + WEEK))
  const dawn = nextDawn(now, zone)
  const tonight = films((one) => one.kind === "broadcast" && isBetween(one, now, dawn))
  return { on, free: films(isFree), leaving: new Set(on).difference(staying) as ReadonlySet<string>, tonight }
}

export function totalsOf(windows: readonly ListedWindow[], now: Ms, zone: string): ListTotals {
  const { on, free, leaving, tonight } = filmsBy(windows, now, zone)
  const pair = bestServices(windows, [], 2).at(-1) ?? { providers: [], films: free.size }
  return { available: on.size, free: free.size, leaving: leaving.size, tonight: tonight.size, best: pair }
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

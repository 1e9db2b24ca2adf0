import type { Moment, Ms } from "@vigie/core"
import type { EvidenceView, ProviderCard, WindowView } from "@vigie/db"

/* Windows and evidence of one film as pages read them, for the tests beside. */

export const NOW: Ms = Date.UTC(2026, 2, 2, 11)
export const HOUR: Ms = 3_600_000
export const DAY: Ms = 24 * HOUR

export const UNKNOWN: Moment = { at: null, precision: "unknown", basis: "observed", text: null }
export const FR = {
  locale: "fr",
  territories: ["FR"],
  zone: "Europe/Paris",
  now: NOW,
  services: [],
  user: null,
} as const

export function provider(name: string): ProviderCard {
  const rest = { homepage: null, parent: null, host: null, access: null, verified: true, demo: false } as const
  return { id: name, slug: name, name, ...rest }
}

export function evidence(given: Partial<EvidenceView> = {}): EvidenceView {
  return {
    id: "1",
    source: "unifrance",
    rank: "page",
    scope: "film",
    url: null,
    page: "https://films.example/a",
    text: "Orange | Location | 2,99 €",
    doubts: [],
    start: UNKNOWN,
    end: UNKNOWN,
    terms: [],
    publishedAt: null,
    firstSeenAt: NOW - 10 * DAY,
    lastSeenAt: NOW - HOUR,
    status: "holding",
    absent: false,
    stale: false,
    ...given,
  }
}

export function window(given: Partial<WindowView> = {}): WindowView {
  return {
    id: "w",
    provider: provider("Orange"),
    territory: "FR",
    kind: "vod",
    monetization: "rent",
    status: "open",
    start: UNKNOWN,
    end: UNKNOWN,
    openedAt: null,
    closedAt: null,
    terms: [],
    url: null,
    lastCheckedAt: NOW,
    stale: false,
    evidence: [],
    replays: [],
    broadcasts: [],
    ...given,
  }
}

/** Terms of one quality and price in cents. */
export function terms(quality: "sd" | "hd" | "uhd" | null, amountMinor: number | null): WindowView["terms"] {
  const price = amountMinor === null ? null : { amountMinor, currency: "EUR" }
  return [{ quality, price, audio: [], subtitles: [] }]
}

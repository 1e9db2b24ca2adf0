import type { Ms } from "@vigie/core"

/** One row of a demo film's page, as French pages word it. */
export interface DemoRow {
  readonly provider: string
  readonly model: "Location" | "Replay"
  readonly price: string
  readonly quality: string
  /** The last day to watch it, in days after it appeared; null = none stated. */
  readonly lastDay: number | null
}

interface Scene extends DemoRow {
  /** Shown from..to after the film was first watched, [from, to). */
  readonly from: Ms
  readonly to: Ms
}

const second = 1_000
/** When the replay appears, ms after the film was watched. */
export const replayStartMs: Ms = 90 * second
const rental = { provider: "CinéBrume", model: "Location", quality: "HD", lastDay: null } as const

/** What happens once a visitor watches a demo film: a rental, a lower price, a replay with an end, the rental's end. */
const scenes: readonly Scene[] = [
  { ...rental, price: "2,99 €", from: 30 * second, to: 60 * second },
  { ...rental, price: "1,99 €", from: 60 * second, to: 120 * second },
  {
    provider: "Replay du Port",
    model: "Replay",
    price: "Gratuit",
    quality: "HD",
    lastDay: 3,
    from: replayStartMs,
    to: Number.POSITIVE_INFINITY,
  },
]

/** The rows shown `elapsedMs` after the film was watched; none when nobody watches it (null). */
export const demoRows = (elapsedMs: Ms | null): readonly DemoRow[] =>
  elapsedMs === null
    ? []
    : scenes.filter(({ from, to }) => from <= elapsedMs && elapsedMs < to).map(({ from: _, to: __, ...row }) => row)

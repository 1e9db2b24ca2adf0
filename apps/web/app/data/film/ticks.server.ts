import { clockInWords, dateFormat, localDay, type Tick } from "@vigie/core"
import type { Reading } from "../site/viewer.server.ts"

/** On which side of its mark a text begins, so that it stays within the chart. */
export type Side = "start" | "middle" | "end"

export interface TickMark {
  /** In % of the chart's width. */
  readonly x: number
  readonly label: string
  readonly side: Side
  /** Left out where there is little room. */
  readonly minor: boolean
}

/** Ticks by the reader's clock: "18 h", "6 juil.", "juil. 2025", "2025". */
export function readTicks(
  ticks: readonly Tick[],
  scale: (at: number) => number,
  reading: Pick<Reading, "locale" | "zone">,
): readonly TickMark[] {
  return ticks.map((tick, index) => {
    const x = round(scale(tick.at))
    return { x, label: labelOf(tick, reading), side: sideOf(x, 6), minor: index % 2 === 1 }
  })
}

function labelOf({ at, unit }: Tick, { locale, zone }: Pick<Reading, "locale" | "zone">): string {
  const midnight = localDay(at, zone) !== localDay(at - 1, zone)
  if (unit === "hour" && !midnight) return clockInWords(at, locale, zone)
  const parts =
    unit === "year"
      ? ({ year: "numeric" } as const)
      : unit === "month"
        ? ({ month: "short", year: "numeric" } as const)
        : ({ day: "numeric", month: "short" } as const)
  return dateFormat(locale, { ...parts, timeZone: zone }).format(at)
}

export function sideOf(x: number, margin = 33): Side {
  return x < margin ? "start" : x > 100 - margin ? "end" : "middle"
}

/** Two decimals are a fifth of a pixel. */
export function round(x: number): number {
  return Math.round(x * 100) / 100
}

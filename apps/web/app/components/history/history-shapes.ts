import type { OverTime } from "../../data/history/history.server.ts"
import type { BarMark } from "../../data/history/history-chart.server.ts"

/* What the charts are given, without what only a server may load. */

export type BarShape = BarMark
export type OverTimeShape = OverTime

/** As the server places its bars, px. */
export const CHART_HEIGHT = 168

import type { Ms, Rank, Scope, Snapshot } from "@vigie/core"

/** What the database needs to know of a source. */
export interface SourceFacts {
  readonly id: string
  readonly rank: Rank
  readonly scope: Scope
  readonly version: number
  readonly confirmations: { readonly close: number; readonly apartMs: number }
  readonly createsFilms: boolean
  readonly demo: boolean
}

interface ReportBase {
  readonly targetId: string
  readonly status: number | null
  readonly ms: number
  /** The answer as received, compressed, for `answers`; null when there is none worth keeping. */
  readonly answer: Uint8Array | null
}

export interface UnchangedReport extends ReportBase {
  readonly outcome: "unchanged"
}

export interface ChangedReport extends ReportBase {
  readonly outcome: "changed"
  readonly snapshot: Snapshot
  readonly hash: string
  readonly etag: string | null
  readonly lastModified: string | null
  readonly acceptEncoding: string | null
}

export interface FailedReport extends ReportBase {
  readonly outcome: "failed"
  /** `<kind>: <what happened>`, one line. */
  readonly reason: string
  readonly retryAfterMs: Ms | null
}

/** What one check brought, before it is recorded. */
export type CheckReport = UnchangedReport | ChangedReport | FailedReport

/** What one check came to, as recorded. */
export interface CheckResult {
  readonly targetId: string
  readonly outcome: "unchanged" | "changed" | "failed" | "held"
  readonly reason: string | null
  readonly sightings: number
  readonly rejected: number
  readonly changes: number
}

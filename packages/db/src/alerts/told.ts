import type { Cadence, Ms, TellSettings } from "@vigie/core"

/** One person about to be told one thing. */
export interface Told {
  readonly userId: string
  readonly filmId: string
  readonly kind: "change" | "first_answer" | "correction"
  /** Null for a first answer. */
  readonly changeId: string | null
  readonly watchId: string | null
  /** The standing rule that asked. */
  readonly ruleId: string | null
  /** W23. */
  readonly ringKey: string | null
  readonly settings: TellSettings
  /** The rule's own; null: the person's. */
  readonly cadence: Cadence | null
  /** When what it is about ends; null: not stated, or nothing to be missed. */
  readonly endsAt: Ms | null
  /** When it may be told at the earliest. */
  readonly from: Ms
}

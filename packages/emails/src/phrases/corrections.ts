/** What a correction says, by core's reason for it; `not_there` for what was told and gone within a day; `other` for the rest. */
export type Correction =
  | "returned"
  | "announced_again"
  | "value_returned"
  | "withdrawn_before_opening"
  | "not_there"
  | "other"

const KNOWN: readonly Correction[] = [
  "returned",
  "announced_again",
  "value_returned",
  "withdrawn_before_opening",
  "not_there",
]

export function correctionOf(reason: string | null): Correction {
  return KNOWN.find((known) => known === reason) ?? "other"
}

/** What a correction says, by core's reason for it; `other` for one that has no words of its own. */
export type Correction = "returned" | "announced_again" | "value_returned" | "withdrawn_before_opening" | "other"

const KNOWN: readonly Correction[] = ["returned", "announced_again", "value_returned", "withdrawn_before_opening"]

export function correctionOf(reason: string | null): Correction {
  return KNOWN.find((known) => known === reason) ?? "other"
}

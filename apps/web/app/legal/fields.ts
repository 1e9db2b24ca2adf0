import type { LegalField } from "@vigie/db"

/** What the form that fills the legal pages asks, in its order. */
export const LEGAL_FIELDS = [
  "operator",
  "registration",
  "address",
  "email",
  "director",
  "host",
  "hostAddress",
  "country",
] as const satisfies readonly LegalField[]

/** What is wrong, for callers that decide by kind; the message is for people and names the value. */
export type DomainCode =
  | "invalid"
  | "unknown_territory"
  | "unknown_zone"
  | "bad_date"
  | "bad_price"
  | "bad_rule"
  | "not_found"
  | "conflict"
  | "refused"

/** Input or state that the rules refuse. Messages give the value, the place and what was expected, on one line. */
export class DomainError extends Error {
  readonly code: DomainCode
  constructor(code: DomainCode, message: string) {
    super(message)
    this.name = "DomainError"
    this.code = code
  }
}

/** A value as an error shows it: quoted, on one line, at most 80 characters. */
export function quote(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value))
  const line = text.replace(/\s+/g, " ")
  return `"${line.length > 80 ? `${line.slice(0, 79)}…` : line}"`
}

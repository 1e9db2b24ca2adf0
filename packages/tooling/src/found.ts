import { describe, test } from "vitest"

/** Something a test needs that not every machine has: the thing, or why it is not there. */
export type Found<T> = { readonly value: T } | { readonly missing: string }

/** A describe over something found; where it is missing, one skipped test that says why, for the end of `npm test`. */
export function describeWith<T>(found: Found<T>, name: string, body: (value: T) => void): void {
  if ("value" in found) describe(name, () => body(found.value))
  else describe(name, () => test.skip(`needs ${found.missing}`, () => undefined))
}

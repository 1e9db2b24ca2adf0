import { foldProvider, foldTitle } from "@vigie/core"
import type { Named } from "./films.ts"
import type { Statement } from "./statements.ts"

/** A statement and the film it is about. */
export interface Found {
  readonly statement: Statement
  readonly film: Named | null
}

/** What a statement says, each in a form that compares; null is not said. */
type Said = readonly (string | number | null)[]

interface Told {
  readonly found: Found
  readonly must: string
  readonly said: Said
}

/** Repeats of one statement count once; one that says less than another of the same film and provider is its repeat too. */
export function withoutRepeats(found: readonly Found[]): Found[] {
  const distinct = new Map<string, Told>()
  for (const each of found) {
    const told = toldBy(each)
    const key = `${told.must} ${JSON.stringify(told.said)}`
    if (!distinct.has(key)) distinct.set(key, told)
  }
  const kept: Told[] = []
  for (const each of distinct.values()) {
    if (kept.some((other) => saysAll(other, each))) continue
    const shorter = kept.findIndex((other) => saysAll(each, other))
    if (shorter >= 0) kept[shorter] = each
    else kept.push(each)
  }
  return kept.map((told) => told.found)
}

function toldBy(found: Found): Told {
  const { film, statement } = found
  const { kind, excluded, provider, monetization, start, end, price } = statement
  const said = [
    film && foldTitle(film.title),
    provider && foldProvider(provider),
    monetization,
    start.at ?? start.text,
    end.at ?? end.text,
    price?.amountMinor ?? null,
  ]
  return { found, must: `${kind} ${excluded}`, said }
}

/** True when `full` says all that `part` says. */
function saysAll(full: Told, part: Told): boolean {
  return full.must === part.must && part.said.every((said, index) => said === null || said === full.said[index])
}

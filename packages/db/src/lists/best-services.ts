import { isFree, isOn, type ListedWindow } from "./list-check.ts"

/** Providers by name, and how many films can be seen with them together, free ones included. */
export interface BestServices {
  readonly providers: readonly string[]
  readonly films: number
}

/** Providers that are tried together: those with most films beyond what can be seen anyway. */
const TRIED = 30

/**
 * With which one, two, … `most` providers (3 at most) most films of a list can be seen: exact among the thirty that have
 * most. What is free, or with a provider of `have` (ids), counts with each. A larger set that adds nothing is left out; the
 * names decide a tie.
 */
export function bestServices(
  windows: readonly ListedWindow[],
  have: readonly string[],
  most: 1 | 2 | 3,
): readonly BestServices[] {
  const on = windows.filter(isOn)
  const base = new Set(on.filter((one) => isFree(one) || have.includes(one.provider.id)).map((one) => one.filmId))
  const rest = on.filter((one) => !base.has(one.filmId))
  const places = new Map([...new Set(rest.map((one) => one.filmId))].map((film, at) => [film, at]))
  const words = Math.ceil(places.size / 32)
  const each = [...Map.groupBy(rest, (one) => one.provider.name)].map(([name, ways]) => {
    const films = new Uint32Array(words)
    for (const { filmId } of ways) films[places.get(filmId)! >>> 5]! |= 1 << (places.get(filmId)! & 31)
    return { name, films, count: countOf(films) }
  })
  const tried = each.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)).slice(0, TRIED)
  const found: BestServices[] = []
  for (let size = 1; size <= most; size++) {
    const best = bestOf(tried, size)
    if (best === null || base.size + best.count <= (found.at(-1)?.films ?? base.size)) break
    found.push({ providers: best.names, films: base.size + best.count })
  }
  return found
}

interface Tried {
  readonly name: string
  readonly films: Uint32Array
  readonly count: number
}

function bestOf(tried: readonly Tried[], size: number): { names: readonly string[]; count: number } | null {
  let best: { names: readonly string[]; count: number } | null = null
  const extend = (from: number, names: readonly string[], films: Uint32Array | null) => {
    if (names.length === size) {
      const count = countOf(films!)
      if (best === null || count > best.count) best = { names, count }
      return
    }
    for (let at = from; at < tried.length; at++)
      extend(at + 1, [...names, tried[at]!.name], films === null ? tried[at]!.films : union(films, tried[at]!.films))
  }
  extend(0, [], null)
  return best
}

function union(a: Uint32Array, b: Uint32Array): Uint32Array {
  return a.map((word, at) => word | b[at]!)
}

function countOf(films: Uint32Array): number {
  let count = 0
  for (let word of films) {
    word -= (word >>> 1) & 0x55555555
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
    count += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
  }
  return count
}

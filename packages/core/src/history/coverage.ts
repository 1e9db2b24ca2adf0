/** A service and the films of a list that it has. */
export interface ServiceHolding {
  readonly id: string
  readonly films: readonly string[]
}

/** Two services, and how many of the films one or the other has. */
export interface Together {
  readonly ids: readonly [string, string]
  readonly count: number
}

/** How many different films these services have between them. */
export function countTogether(services: readonly ServiceHolding[]): number {
  return new Set(services.flatMap(({ films }) => films)).size
}

/** The two services that together have most films, the larger first; of equal pairs the first given. Null below two services. */
export function bestTogether(services: readonly ServiceHolding[]): Together | null {
  const sets = services
    .map(({ id, films }) => ({ id, films: new Set(films) }))
    .toSorted((a, b) => b.films.size - a.films.size)
  let best: Together | null = null
  for (const [index, one] of sets.entries()) {
    for (const other of sets.slice(index + 1)) {
      // Sorted: nothing further down can make more of it.
      if (best !== null && one.films.size + other.films.size <= best.count) break
      const count = one.films.size + [...other.films].filter((film) => !one.films.has(film)).length
      if (best === null || count > best.count) best = { ids: [one.id, other.id], count }
    }
  }
  return best
}

import type { ServiceChoice } from "@vigie/db"

/** A service, and what belongs to it or is sold through it. */
export interface ServiceGroup {
  readonly name: string
  /** Null where the service itself is not to be had there. */
  readonly own: ServiceLine | null
  readonly within: readonly ServiceLine[]
}

export interface ServiceLine {
  readonly id: string
  readonly name: string
  readonly on: boolean
}

export interface Services {
  readonly first: readonly ServiceGroup[]
  readonly others: readonly ServiceGroup[]
}

/** Services that have something to see, or that are ticked, come first; each with what belongs to it; in the order given. */
export function groupServices(choices: readonly ServiceChoice[], ticked: readonly string[]): Services {
  const on = new Set(ticked)
  const groups = Map.groupBy(choices, ({ parent, name }) => parent ?? name)
  const lined = [...groups].map(([name, of]) => {
    const lines = of.map((one) => ({ id: one.id, name: one.name, on: on.has(one.id) }))
    const own = lines[of.findIndex((one) => one.parent === null && one.name === name)] ?? null
    const group: ServiceGroup = { name, own, within: lines.filter((line) => line !== own) }
    return { group, open: of.reduce((sum, one) => sum + one.open, 0), ticked: lines.some((line) => line.on) }
  })
  const ordered = lined.toSorted((a, b) => b.open - a.open)
  const isFirst = ({ open, ticked }: (typeof lined)[number]) => open > 0 || ticked
  return {
    first: ordered.filter(isFirst).map(({ group }) => group),
    others: ordered.filter((one) => !isFirst(one)).map(({ group }) => group),
  }
}

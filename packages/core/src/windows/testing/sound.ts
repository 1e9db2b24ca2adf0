import type { Change, EvidenceState, WindowState } from "../state.ts"

/** Through JSON, keys reordered, as a jsonb column would give them back. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, one) =>
    one !== null && typeof one === "object" && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)))
      : one,
  ) as T
}

/** What the database would refuse: overlapping periods of one key, a window without a period, a version used twice (I4). */
export function expectSound(windows: readonly WindowState[], changes: readonly Change[]): void {
  for (const one of windows) {
    if ((one.period === null) !== (one.status === "void")) throw new Error(`period of ${one.status} ${one.id}`)
    if (one.period && one.period.to !== null && one.period.to <= one.period.from) throw new Error(`empty ${one.id}`)
    for (const other of windows) {
      if (one.id < other.id && keyOf(one) === keyOf(other) && overlap(one, other)) {
        throw new Error(`overlap of ${JSON.stringify([one, other], null, 1)}`)
      }
    }
    const versions = changes.filter((change) => change.windowId === one.id).map((change) => change.version)
    if (versions.some((version, index) => version !== index + 1) || versions.length !== one.version) {
      throw new Error(`versions of ${one.id}: ${versions} at ${one.version}`)
    }
  }
}

export function keyOf(one: WindowState | EvidenceState): string {
  return `${one.providerId} ${one.territory} ${one.kind} ${one.monetization}`
}

function overlap(a: WindowState, b: WindowState): boolean {
  if (!a.period || !b.period) return false
  return (a.period.to ?? Infinity) > b.period.from && (b.period.to ?? Infinity) > a.period.from
}

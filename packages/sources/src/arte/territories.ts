import { isTerritory } from "@vigie/core"

/** Arte's own list: where its programmes may be watched when they are not kept to fewer countries. */
const OWN = ["FR", "DE", "AT", "BE", "CH", "LI", "LU"] as const

/** The zones Arte names; the wide ones reach further than we can tell, and are kept to Arte's own list. */
const ZONES: Readonly<Record<string, readonly string[]>> = {
  DE_FR: ["DE", "FR"],
  ALL: OWN,
  SAT: OWN,
  EUR_DE_FR: OWN,
  EUR_PLUS: OWN,
  EUR_UK: OWN,
}

export interface Geoblocking {
  readonly code: string | null
  readonly inclusion: readonly string[]
  readonly exclusion: readonly string[]
}

/** Where a programme may be watched: its zone's territories and its inclusions, less its exclusions; null is nowhere known. */
export function territoriesOf({ code, inclusion, exclusion }: Geoblocking): {
  readonly territories: readonly (string | null)[]
  readonly doubts: readonly string[]
} {
  const zone = code === null ? undefined : Object.hasOwn(ZONES, code) ? ZONES[code] : undefined
  if (!zone) {
    const doubt = code === null ? "no geoblocking zone stated" : `unknown geoblocking zone "${code.slice(0, 40)}"`
    return { territories: [null], doubts: [doubt] }
  }
  const [added, removed] = [inclusion, exclusion].map((codes) => codes.map((each) => each.trim().toUpperCase()))
  const all = [...new Set([...zone, ...(added ?? [])])].filter((each) => !removed?.includes(each))
  const doubts = all.filter((each) => !isTerritory(each)).map((each) => `unknown territory "${each.slice(0, 40)}"`)
  return { territories: all.filter(isTerritory), doubts }
}

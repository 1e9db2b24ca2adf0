import { ChangeKind, type HistoryUnit, isTerritory, Kind, localDay, Monetization, zoneOf } from "@vigie/core"
import type { HistoryExtent, HistoryFilter, HistoryKey } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { Viewer } from "../site/viewer.server.ts"

const UNITS = ["day", "week", "month"] as const
const BYS = ["provider", "kind", "how", "change"] as const
const HOWS = [...Monetization.options, "unknown"] as const
/** The kinds of change that are news; reminders and corrections are shown where they are asked for. */
export const NEWS = ["announced", "opened", "moved", "repriced", "improved", "reduced", "closed"] as const
/** How far back the first look at the page goes, days. */
const USUAL_DAYS = 90

/** What an address of the history asks, each value good. */
export interface HistoryAsked {
  readonly territory: string
  /** Slugs. */
  readonly provider: readonly string[]
  readonly kind: Kind | null
  readonly how: (typeof HOWS)[number] | null
  readonly change: ChangeKind | null
  /** Days of the territory; null = the usual ones. */
  readonly from: string | null
  readonly to: string | null
  readonly unit: HistoryUnit | null
  readonly by: (typeof BYS)[number]
  readonly mine: boolean
  readonly first: boolean
}

export interface ReadHistoryAsked {
  readonly asked: HistoryAsked
  /** What of the address was not used, in words. */
  readonly notes: readonly string[]
}

type Words = (typeof PHRASES)["fr"]["history"]
const NAMES = ["territory", "provider", "kind", "how", "change", "from", "to", "unit", "by", "mine", "first"] as const
type Name = (typeof NAMES)[number]
const PLACES = ["before", "lang", "limit"]

/** The territory of an address: what its providers can be depends on it. */
export function territoryAsked(params: URLSearchParams, { territories }: Pick<Viewer, "territories">): string {
  const given = (params.get("territory") ?? "").toUpperCase()
  return isTerritory(given) ? given : (territories[0] ?? "FR")
}

/** What of an address can be used, and what cannot, in words. */
export function readHistoryAsked(params: URLSearchParams, extent: HistoryExtent, viewer: Viewer): ReadHistoryAsked {
  const words = PHRASES[viewer.locale].history
  const notes: string[] = []
  const note = (name: Name, value: string) => notes.push(words.bad(labelOf(name, words), value.slice(0, 40)))
  for (const name of new Set(params.keys()))
    if (!(NAMES as readonly string[]).includes(name) && !PLACES.includes(name))
      notes.push(words.strange(name.slice(0, 40)))
  const one = <T extends string>(name: Name, allowed: readonly T[]): T | null => {
    const value = params.get(name)?.trim() || null
    if (value === null || (allowed as readonly string[]).includes(value)) return value as T | null
    note(name, value)
    return null
  }
  const given = params.get("territory")?.trim()
  if (given && !isTerritory(given.toUpperCase())) note("territory", given)
  const known = new Set(extent.providers.map(({ slug }) => slug))
  const provider = [...new Set(params.getAll("provider").filter((slug) => slug !== ""))]
  for (const slug of provider.filter((slug) => !known.has(slug))) note("provider", slug)
  const asked: HistoryAsked = {
    territory: territoryAsked(params, viewer),
    provider: provider.filter((slug) => known.has(slug)),
    kind: one("kind", Kind.options),
    how: one("how", HOWS),
    change: one("change", ChangeKind.options),
    ...readDays(params, note, (from, to) => notes.push(words.backwards(from, to))),
    unit: one("unit", UNITS),
    by: one("by", BYS) ?? "provider",
    mine: one("mine", ["1"]) === "1" && viewer.user !== null,
    first: one("first", ["1"]) === "1",
  }
  return { asked, notes }
}

function readDays(
  params: URLSearchParams,
  note: (name: Name, value: string) => void,
  backwards: (from: string, to: string) => void,
): Pick<HistoryAsked, "from" | "to"> {
  const day = (name: "from" | "to") => {
    const value = params.get(name)?.trim() || null
    if (value === null || isDay(value)) return value
    note(name, value)
    return null
  }
  const [from, to] = [day("from"), day("to")]
  if (from === null || to === null || from <= to) return { from, to }
  backwards(from, to)
  return { from: null, to: null }
}

/** A day of the calendar since cinema began. */
function isDay(text: string): boolean {
  if (!/^(189\d|19\d\d|20\d\d)-\d\d-\d\d$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text
  } catch {
    return false
  }
}

function labelOf(name: Name, words: Words): string {
  return name === "mine" || name === "first" ? name : words[name]
}

/**
 * The days meant, both included: those asked for, else the last 90 of the territory; from the first that has a history on,
 * `first`, where there is one.
 */
export function daysOf(
  { territory, from, to }: HistoryAsked,
  now: number,
  first: string | null,
): { readonly from: string; readonly to: string } {
  const last = to ?? maxDay(localDay(now, zoneOf(territory)), from)
  const usual = Temporal.PlainDate.from(last)
    .subtract({ days: USUAL_DAYS - 1 })
    .toString()
  const begin = from ?? usual
  return { from: first !== null && first <= last ? maxDay(begin, first) : begin, to: last }
}

const maxDay = (a: string, b: string | null) => (b !== null && b > a ? b : a)

/** What the database is asked. `sources`: only what rests on these alone. */
export function filterOf(
  asked: HistoryAsked,
  days: { readonly from: string; readonly to: string },
  about: { readonly extent: HistoryExtent; readonly viewer: Viewer; readonly sources?: readonly string[] },
): HistoryFilter {
  const ids = about.extent.providers.filter(({ slug }) => asked.provider.includes(slug)).map(({ id }) => id)
  return {
    territory: asked.territory,
    zone: zoneOf(asked.territory),
    ...days,
    providers: asked.provider.length === 0 ? null : ids,
    kinds: asked.kind === null ? null : [asked.kind],
    monetizations: asked.how === null ? null : [asked.how],
    changes: asked.change === null ? NEWS : [asked.change],
    live: !asked.first,
    sources: about.sources ?? null,
    listId: asked.mine ? (about.viewer.user?.listId ?? null) : null,
  }
}

export const KEYS: Readonly<Record<HistoryAsked["by"], HistoryKey>> = {
  provider: "provider",
  kind: "kind",
  how: "monetization",
  change: "change",
}

type Change = { readonly [Each in Name | "before"]?: string | readonly string[] | null }

/** An address that asks the same, with these differences; what is left to chance is left out. */
export function historyUrl(path: string, asked: HistoryAsked, change: Change = {}): string {
  const plain: Change = {
    ...asked,
    mine: asked.mine ? "1" : null,
    first: asked.first ? "1" : null,
    by: asked.by === "provider" ? null : asked.by,
  }
  const pairs = Object.entries({ ...plain, ...change }).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  )
  const query = new URLSearchParams(pairs).toString()
  return query === "" ? path : `${path}?${query}`
}

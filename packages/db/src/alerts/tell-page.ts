import {
  type KnownWindow,
  type Ms,
  mayRing,
  openSpellStart,
  ringKey,
  stillHolds,
  type WindowState,
  wants,
} from "@vigie/core"
import type { Tx } from "../client.ts"
import { readKnownWindows } from "../watchlist/marks.ts"
import { type Candidate, PAGE, standing, unmuted, watchersOf } from "./candidates.ts"
import { type Correction, correctionsAfter, readCorrections } from "./corrections.ts"
import { closedOffers, readPast, subjectOf } from "./past.ts"
import { storeAlerts } from "./store.ts"
import { readChanges, readFilmWindows, type StoredChange, type WindowSubject } from "./subjects.ts"
import type { Told } from "./told.ts"

/** What is told of a film, to whoever it is. */
export interface Telling {
  readonly filmId: string
  readonly now: Ms
  readonly corrections: readonly Correction[]
  /** With what a rule is asked of each, but for who asks. */
  readonly changes: readonly {
    readonly change: StoredChange
    readonly windowId: string
    readonly subject: ReturnType<typeof subjectOf>
    readonly ringKey: string | null
    readonly endsAt: Ms | null
  }[]
  readonly known: () => Promise<readonly KnownWindow[]>
}

/** Reads what is told of a film: these changes, as far as they still hold (W25). */
export async function openTelling(tx: Tx, filmId: string, ids: readonly string[], now: Ms): Promise<Telling> {
  const ringing = (await readChanges(tx, ids)).filter(mayRing)
  const windows = ringing.length === 0 ? new Map<string, WindowSubject>() : await readFilmWindows(tx, filmId)
  const holding = ringing.flatMap((change) => {
    const found = windows.get(change.windowId)
    return found && stillHolds(change, found.window, found.evidence, now) ? [{ change, found }] : []
  })
  const past = await readPast(
    tx,
    filmId,
    holding.some(({ change }) => change.kind === "repriced"),
  )
  const gone = holding.some(({ change }) => change.kind === "opened") ? closedOffers([...windows.values()], now) : []
  let known: Promise<readonly KnownWindow[]> | null = null
  return {
    filmId,
    now,
    corrections: await readCorrections(tx, ringing, now),
    changes: holding.map(({ change, found }) => ({
      change,
      windowId: change.windowId,
      subject: subjectOf(change, found, gone, past, now),
      ringKey: spellKey(change, found.window, windows),
      endsAt: change.kind === "closed" ? null : found.window.end.at,
    })),
    known: () => {
      known ??= readKnownWindows(tx, filmId)
      return known
    },
  }
}

/** How many were told, and where the next page begins; null: there is none. */
interface Page {
  readonly told: number
  readonly next: { readonly after: string | null } | null
}

/** Tells those who were told what proves wrong. `before`: people told of the same before. */
export async function tellCorrections(tx: Tx, telling: Telling, after: string | null, before: number): Promise<Page> {
  const { corrections, now } = telling
  if (corrections.length === 0) return { told: 0, next: null }
  const page = await correctionsAfter(tx, corrections, now, after, PAGE)
  const told = await storeAlerts(tx, page.told, now, before)
  return { told, next: page.last === null ? null : { after: page.last } }
}

/** Tells the people of these watches. */
export async function tellWatches(
  tx: Tx,
  telling: Telling,
  watchIds: readonly string[],
  before: number,
): Promise<number> {
  return storeAlerts(tx, await toldOf(telling, await watchersOf(tx, watchIds)), telling.now, before)
}

/** Tells those with a standing rule that names something of the film. */
export async function tellRules(tx: Tx, telling: Telling, after: string | null, before: number): Promise<Page> {
  const providers = [...new Set(telling.changes.map(({ subject }) => subject.window.providerId))]
  const page = await standing(tx, telling.filmId, providers, after)
  return { told: await storeAlerts(tx, await toldOf(telling, page.people), telling.now, before), next: page.next }
}

async function toldOf(telling: Telling, page: readonly Candidate[]): Promise<readonly Told[]> {
  const known = page.some(({ mark }) => mark !== null) ? await telling.known() : []
  return page.flatMap((one) => alertsFor(one, unmuted(one, telling.changes, known), telling))
}

function alertsFor(candidate: Candidate, changes: Telling["changes"], { filmId, now }: Telling): readonly Told[] {
  const { userId, watchId, ruleId, rule, settings } = candidate
  return changes.flatMap(({ change, subject, ringKey, endsAt }): Told[] => {
    if (change.cursor <= candidate.cursor) return []
    // The first answer, still to come, tells what its film's first checks found; an article's news is told at once (I8).
    if (candidate.answer !== "done" && change.scope !== "article") return []
    if (!wants(rule, { ...subject, user: candidate }).tell) return []
    const cadence = rule.cadence ?? null
    const what = { userId, filmId, watchId, ruleId, changeId: change.id, ringKey, settings, cadence, endsAt }
    return [{ ...what, kind: "change", from: now }]
  })
}

/** W23: the openings of one offer within one spell share this key, which is unique per user; other changes have none. */
function spellKey(
  change: StoredChange,
  window: WindowState,
  windows: ReadonlyMap<string, WindowSubject>,
): string | null {
  if (change.kind !== "opened") return null
  const start = openSpellStart(
    window,
    [...windows.values()].map((subject) => subject.window),
  )
  return `${ringKey(window)} ${start}`
}

import { type KnownWindow, type Ms, openSpellStart, ringKey, stillHolds, type WindowState, wants } from "@vigie/core"
import type { Tx } from "../client.ts"
import { readKnownWindows } from "../watchlist/marks.ts"
import { type Candidate, PAGE, standing, unmuted, watchers } from "./candidates.ts"
import { type Correction, correctionsAfter, readCorrections } from "./corrections.ts"
import { readPast, subjectOf } from "./past.ts"
import { storeAlerts } from "./store.ts"
import { readChanges, readFilmWindows, type StoredChange, type WindowSubject } from "./subjects.ts"
import type { Told } from "./told.ts"

/** Where telling a film stands: those who were told what is wrong first, then its watchers, then those with a standing rule. */
export interface Position {
  readonly step: "corrections" | "watches" | "rules"
  readonly after: string | null
}
export const FIRST: Position = { step: "corrections", after: null }

/** What is told of a film, to whoever it is. */
interface Telling {
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
  const stored = await readChanges(tx, ids)
  const windows = stored.length === 0 ? new Map<string, WindowSubject>() : await readFilmWindows(tx, filmId)
  const holding = stored.flatMap((change) => {
    const found = windows.get(change.windowId)
    return found && stillHolds(change, found.window, found.evidence, now) ? [{ change, found }] : []
  })
  const past = await readPast(
    tx,
    filmId,
    holding.some(({ change }) => change.kind === "repriced"),
  )
  let known: Promise<readonly KnownWindow[]> | null = null
  return {
    filmId,
    now,
    corrections: await readCorrections(tx, stored, now),
    changes: holding.map(({ change, found }) => ({
      change,
      windowId: change.windowId,
      subject: subjectOf(change, found, windows, past, now),
      ringKey: spellKey(change, found.window, windows),
      endsAt: change.kind === "closed" ? null : found.window.end.at,
    })),
    known: () => {
      known ??= readKnownWindows(tx, filmId)
      return known
    },
  }
}

/** Tells the next people of a film; `next` is null after the last. */
export async function tellPage(
  tx: Tx,
  telling: Telling,
  at: Position,
): Promise<{ readonly told: number; readonly next: Position | null }> {
  const { corrections, filmId, now, changes } = telling
  if (at.step === "corrections") {
    const page =
      corrections.length === 0 ? { told: [], last: null } : await correctionsAfter(tx, corrections, now, at.after, PAGE)
    const told = await storeAlerts(tx, page.told, now)
    if (page.last !== null) return { told, next: { ...at, after: page.last } }
    if (changes.length === 0) return { told, next: null }
    const rest = page.told.length === 0 ? await tellPage(tx, telling, { step: "watches", after: null }) : null
    return rest ?? { told, next: { step: "watches", after: null } }
  }
  const providers = [...new Set(changes.map(({ subject }) => subject.window.providerId))]
  const page =
    at.step === "watches"
      ? await watchers(tx, filmId, at.after, PAGE)
      : await standing(tx, filmId, providers, at.after, PAGE)
  const told = await storeAlerts(tx, await toldOf(telling, page), now)
  const last = page.at(-1)
  const after = at.step === "watches" ? last?.watchKey : last?.ruleId
  if (page.length >= PAGE) return { told, next: { ...at, after: after ?? null } }
  if (at.step === "rules") return { told, next: null }
  const rest = page.length === 0 ? await tellPage(tx, telling, { step: "rules", after: null }) : null
  return rest ?? { told, next: { step: "rules", after: null } }
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

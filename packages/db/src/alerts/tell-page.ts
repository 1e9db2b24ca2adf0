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
import { type Candidate, PAGE, standing, unmuted, watchers } from "./candidates.ts"
import { type Correction, correctionsAfter, readCorrections } from "./corrections.ts"
import { closedOffers, readPast, subjectOf } from "./past.ts"
import { storeAlerts } from "./store.ts"
import { readChanges, readFilmWindows, type StoredChange, type WindowSubject } from "./subjects.ts"
import type { Told } from "./told.ts"

/** Where telling a film stands: those who were told what is wrong first, then its watchers, then those with a standing rule. */
export interface Position {
  readonly step: "corrections" | "watches" | "rules"
  readonly after: string | null
  /** People told so far. */
  readonly told: number
}
export const FIRST: Position = { step: "corrections", after: null, told: 0 }

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

/** Tells the next people of a film; `next` is null after the last. */
export async function tellPage(
  tx: Tx,
  telling: Telling,
  at: Position,
): Promise<{ readonly told: number; readonly next: Position | null }> {
  const page = await peopleAt(tx, telling, at)
  const told = page.told.length === 0 ? 0 : await storeAlerts(tx, page.told, telling.now, at.told)
  const step = page.after === null ? NEXT[at.step] : at.step
  if (step === null || (telling.changes.length === 0 && step !== "corrections")) return { told, next: null }
  const next = { step, after: page.after, told: at.told + told }
  if (page.read > 0 && page.read * 2 > PAGE) return { told, next }
  // Few were met: the next ones fit in as well.
  const rest = await tellPage(tx, telling, next)
  return { told: told + rest.told, next: rest.next }
}

const NEXT: Readonly<Record<Position["step"], Position["step"] | null>> = {
  corrections: "watches",
  watches: "rules",
  rules: null,
}

interface People {
  readonly told: readonly Told[]
  readonly read: number
  /** Null: there is nobody more at this step. */
  readonly after: string | null
}

async function peopleAt(tx: Tx, telling: Telling, { step, after }: Position): Promise<People> {
  const { corrections, filmId, now, changes } = telling
  if (step === "corrections") {
    if (corrections.length === 0) return { told: [], read: 0, after: null }
    const { told, last } = await correctionsAfter(tx, corrections, now, after, PAGE)
    return { told, read: told.length, after: last }
  }
  const providers = [...new Set(changes.map(({ subject }) => subject.window.providerId))]
  const page = await (step === "watches" ? watchers(tx, filmId, after) : standing(tx, filmId, providers, after))
  return { told: await toldOf(telling, page.people), read: page.people.length, after: page.after }
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

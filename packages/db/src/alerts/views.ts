import { isReturn, type Ms, type RuleSubject, stillHolds } from "@vigie/core"
import type { Tx } from "../client.ts"
import { collapse } from "./collapse.ts"
import { type ClosedOffer, closedOffers, goneBefore } from "./past.ts"
import {
  readChanges,
  readClosedWindows,
  readOpenWindows,
  readWindows,
  type StoredChange,
  type WindowSubject,
} from "./subjects.ts"
import { type ItemRow, readItems } from "./view-items.ts"
import type { DeliveryView, ViewAlert, ViewWindow } from "./view-types.ts"
import { windowViewer } from "./view-window.ts"
import { ruleOf, wantedNow } from "./wanted.ts"

/** What the alerts of some deliveries are about, read at once. */
interface Read {
  readonly now: Ms
  readonly changes: ReadonlyMap<string, StoredChange>
  /** Windows of changes, by the id their change names; and those of first answers. */
  readonly subjects: ReadonlyMap<string, WindowSubject>
  /** Windows that are over, by film, where somebody is told of an opening. */
  readonly closed: ReadonlyMap<string, readonly ClosedOffer[]>
  readonly toView: (subject: WindowSubject) => ViewWindow | null
}

/**
 * The deliveries with what they tell at `now`, in the order given; a newsletter tells by itself. Absent are alerts of which
 * nothing is left to say, what no longer holds (W25), and what their reader no longer asks for.
 */
export async function readViews(tx: Tx, deliveryIds: readonly string[], now: Ms): Promise<readonly DeliveryView[]> {
  const items = await readItems(tx, deliveryIds)
  const read = await readSubjects(tx, items, now)
  const byDelivery = Map.groupBy(items, (item) => item.deliveryId)
  return deliveryIds.flatMap((id) => {
    const rows = byDelivery.get(id)
    return rows?.[0] ? [viewOf(rows[0], collapse(rows.flatMap((row) => alertOf(row, read))))] : []
  })
}

function viewOf(row: ItemRow, alerts: readonly ViewAlert[]): DeliveryView {
  const { deliveryId, userId, channelId, channel, address, settings, about, locale, zone, createdAt, dueAt } = row
  const [, every] = /^digest:(daily|weekly|monthly):/.exec(row.groupKey ?? "") ?? []
  return {
    ...{ deliveryId, userId, channelId, channel, address, settings, about, locale, zone, createdAt, dueAt, alerts },
    kind: row.deliveryKind,
    every: (every as DeliveryView["every"] | undefined) ?? null,
  }
}

async function readSubjects(tx: Tx, items: readonly ItemRow[], now: Ms): Promise<Read> {
  const ids = items.flatMap((item) => [item.changeId ?? [], item.correctsId ?? []].flat())
  const changes = new Map((await readChanges(tx, [...new Set(ids)])).map((change) => [change.id, change]))
  const told = items.filter((item) => item.alertId !== null)
  const answered = told.filter((item) => item.kind === "first_answer").map((item) => item.film.id)
  const opened = [...changes.values()].filter((change) => change.kind === "opened").map((change) => change.filmId)
  const subjects = new Map([
    ...(await readWindows(tx, [...new Set([...changes.values()].map((change) => change.windowId))])),
    ...(await readOpenWindows(tx, [...new Set(answered)], now)),
  ])
  const over = await readClosedWindows(tx, [...new Set([...opened, ...answered])])
  return {
    now,
    changes,
    subjects,
    closed: Map.groupBy(closedOffers([...over.values()], now), (offer) => offer.window.filmId),
    toView: await windowViewer(tx, [...subjects.values()], now),
  }
}

function alertOf(row: ItemRow, read: Read): ViewAlert[] {
  if (row.alertId === null) return []
  const change = row.changeId === null ? null : (read.changes.get(row.changeId) ?? null)
  const about = change === null ? openOf(row, read) : holding(row, change, read)
  const windows = about.flatMap((subject) => read.toView(subject) ?? [])
  if (windows.length === 0) return []
  const { countries: _, ...film } = row.film
  const corrects = row.kind === "correction" ? (read.changes.get(row.correctsId ?? "") ?? null) : null
  const gone = goneOf(row, change, read)
  const asks = ruleOf(row.rule)
  const { kind, toldAt } = row
  return [{ kind, film, change, corrects, toldAt, back: gone !== null, gone, asks, rule: row.asked, windows }]
}

/** The window of a change that still says the truth. */
function holding(row: ItemRow, change: StoredChange, { subjects, now }: Read): readonly WindowSubject[] {
  const subject = subjects.get(change.windowId)
  if (!subject) return []
  // Of what was told and is wrong its readers hear, whatever its window was taken over by since.
  const holds = stillHolds(change, subject.window, subject.evidence, now)
  return holds || (row.kind === "correction" && subject.window.id !== change.windowId) ? [subject] : []
}

function openOf(row: ItemRow, read: Read): readonly WindowSubject[] {
  const open = [...read.subjects.values()].filter(
    ({ window }) => window.filmId === row.film.id && window.status === "open",
  )
  return wantedNow(ruleOf(row.rule), askerOf(row, { windowId: "", at: read.now }, read), open, read.now)
}

/** When the film had last gone before this opening from where the rule looks; null where it had not. */
function goneOf(row: ItemRow, change: StoredChange | null, read: Read): ViewAlert["gone"] {
  if (change?.kind !== "opened") return null
  const { gone, ...asker } = askerOf(row, change, read)
  const left = gone.filter((one) => isReturn(ruleOf(row.rule), { ...asker, gone: [one] })).map(({ window }) => window)
  const last = left.toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0]
  return last?.closedAt == null ? null : { since: last.closedAt, providerId: last.providerId }
}

function askerOf(
  row: ItemRow,
  change: Pick<StoredChange, "windowId" | "at">,
  { closed }: Read,
): Pick<RuleSubject, "user" | "countries"> & { readonly gone: ReturnType<typeof goneBefore> } {
  const { territories, providers, locale, film } = row
  const gone = goneBefore(change, closed.get(film.id) ?? [])
  return { user: { territories, providers, locale }, countries: film.countries, gone }
}

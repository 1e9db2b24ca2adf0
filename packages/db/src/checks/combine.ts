import { combine, DEFAULT_LEAD_MS, type Ms, openSpellStart, ringKey, type WindowState, zoneOf } from "@vigie/core"
import { v7 as uuidv7 } from "uuid"
import type { Tx } from "../client.ts"
import { toWindow, WINDOW_COLUMNS, type WindowRow } from "../rows.ts"
import { type FilmState, lockFilms } from "./film-state.ts"
import { openLedger } from "./ledger.ts"
import { storeOutcome } from "./store.ts"

/** What is brought together: windows that were moved, and the leads asked for on either side of the move. */
export interface Together {
  readonly now: Ms
  readonly moved: ReadonlySet<string>
  readonly leads: { readonly moved: readonly Ms[]; readonly stayed: readonly Ms[] }
}

/** Every broadcast counts, those over long ago too: two of them may lie in one period. */
const EVER: Ms = 0

/**
 * Makes one story of each that these films' windows tell twice now, quietly; `alongside` writes the rest of the
 * transaction. Windows must bear their new film and provider already, under a deferred constraint.
 */
export async function combineFilms(
  tx: Tx,
  filmIds: readonly string[],
  together: Together,
  alongside: () => Promise<void> = async () => {},
): Promise<void> {
  const before = await readStories(tx, filmIds)
  const ledger = openLedger(await lockFilms(tx, filmIds, EVER))
  const keptFor = new Map<string, string>()
  for (const state of ledger.states.values()) {
    const result = combineOne(state, together)
    ledger.add(state, { ...result, nextAt: null })
    for (const [taken, kept] of result.keptFor) keptFor.set(taken, kept)
  }
  await storeOutcome(tx, ledger.outcome(), together.now, async () => {
    await tx.sql("set constraints windows_one_per_key immediate")
    const after = [...ledger.states.values()].flatMap((state) => [...state.windows.values()])
    await rekeyRings(tx, before, new Map(after.map((window) => [window.id, window])), keptFor)
    // An answer that is the same again may say less now than two films' evidence does.
    await tx.sql(
      `update targets set settled = false where id in (select target_id from evidence where film_id = any($1::uuid[]))`,
      [filmIds],
    )
    await alongside()
  })
}

function combineOne(state: FilmState, { now, moved, leads }: Together) {
  const all = [...new Set([DEFAULT_LEAD_MS, ...leads.moved, ...leads.stayed])]
  const askedOf = (id: string) => [DEFAULT_LEAD_MS, ...(moved.has(id) ? leads.moved : leads.stayed)]
  return combine({
    now,
    windows: [...state.windows.values()],
    evidence: [...state.evidence.values()],
    moved,
    // A window that takes another over may gain an end it did not know: no lead of it was missed.
    newLeads: (id, tookOver) => (tookOver ? all : all.filter((lead) => !askedOf(id).includes(lead))),
    zoneOf,
    newId: () => uuidv7(),
  })
}

async function readStories(tx: Tx, filmIds: readonly string[]): Promise<readonly WindowState[]> {
  const rows = await tx.sql<WindowRow>(
    `select ${WINDOW_COLUMNS} from windows w where w.film_id = any($1::uuid[]) and w.status <> 'void'`,
    [filmIds],
  )
  return rows.map(toWindow)
}

interface Ring extends Record<string, unknown> {
  id: string
  userId: string
  changeId: string
  windowId: string
  key: string
}

/** W23: an opening told before is told under the key that the next one of the same spell would have. */
async function rekeyRings(
  tx: Tx,
  before: readonly WindowState[],
  after: ReadonlyMap<string, WindowState>,
  keptFor: ReadonlyMap<string, string>,
): Promise<void> {
  const rings = await tx.sql<Ring>(
    `select a.id, a.user_id as "userId", a.change_id as "changeId", c.window_id as "windowId", a.ring_key as key
     from alerts a join changes c on c.id = a.change_id
     where c.window_id = any($1::uuid[]) and a.ring_key is not null order by a.created_at, a.id`,
    [before.map((window) => window.id)],
  )
  if (rings.length === 0) return
  const was = new Map(before.map((window) => [window.id, window]))
  const used = new Set<string>()
  const keys = rings.map((ring) => {
    const key = newKey(ring, was.get(ring.windowId)!, after.get(keptFor.get(ring.windowId) ?? ring.windowId)!, after)
    const first = !used.has(`${ring.userId} ${key}`)
    used.add(`${ring.userId} ${key}`)
    return { id: ring.id, key: first ? key : null }
  })
  await tx.sql("update alerts set ring_key = null where id = any($1::uuid[])", [keys.map((one) => one.id)])
  await tx.sql(
    "update alerts a set ring_key = x.key from jsonb_to_recordset($1::jsonb) as x(id uuid, key text) where a.id = x.id",
    [JSON.stringify(keys)],
  )
  const twice = keys.flatMap((one) => (one.key === null ? [one.id] : []))
  if (twice.length > 0) await dropTwins(tx, twice)
}

function newKey(ring: Ring, was: WindowState, is: WindowState, after: ReadonlyMap<string, WindowState>): string {
  const current = was.status === "open" && was.memory.openedId === ring.changeId
  const start = current
    ? openSpellStart(
        is,
        [...after.values()].filter((one) => one.filmId === is.filmId),
      )
    : null
  return `${ringKey(is)} ${start ?? ring.key.split(" ").at(-1)}`
}

/** Two films' openings that turn out to be one are not both delivered, where the second has not gone yet. */
async function dropTwins(tx: Tx, alertIds: readonly string[]): Promise<void> {
  await tx.sql(
    `with gone as (
       delete from delivery_items i using deliveries d
       where d.id = i.delivery_id and d.state = 'waiting' and d.send_id is null and i.alert_id = any($1::uuid[])
       returning d.id
     )
     update deliveries d set state = 'dropped', reason = 'told already' where d.id in (select id from gone)
       and not exists (select 1 from delivery_items i where i.delivery_id = d.id and i.alert_id <> all($1::uuid[]))`,
    [alertIds],
  )
}

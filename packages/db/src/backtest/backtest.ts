import { type Ms, openSpellStart, type Rule, type RuleRefusal, ringKey, wants } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_JOINS } from "../queries/cards.ts"
import { CHANGE_COLUMNS, viewChange } from "../queries/changes.ts"
import type { ChangeView, FilmCard } from "../queries/types.ts"
import { closingsNotStored, readEnds } from "./closings.ts"
import { type LowestPrice, lowestPrice } from "./lowest.ts"
import { type PastChange, type PastWindow, readOpened, readPast, readStated } from "./read.ts"
import { type ScopeSql, scopeSql, type TriedOn } from "./scope.ts"
import { subjects } from "./subjects.ts"

/** How far back a rule is tried, and over how many changes and films at most. */
export const BACKTEST = { spanMs: 730 * 86_400_000, changes: 2_000, films: 1_000, shown: 5 } as const

export interface BacktestAsked {
  readonly rule: Rule
  readonly on: TriedOn
  readonly user: {
    readonly territories: readonly string[]
    readonly providers: readonly string[]
    readonly locale: string
  }
  /** False leaves the demonstration's films out. */
  readonly demo?: boolean
  readonly now: Ms
}

/** One thing that a rule would have told. */
export interface WouldTell {
  /** When; for a warning nobody had asked for, when it would have been given. */
  readonly at: Ms
  readonly film: FilmCard
  /** The change told; of a warning that is not stored the one that stated the end. */
  readonly change: ChangeView
  /** Of a warning: how long before the end. */
  readonly leadMs: Ms | null
}

export interface Backtest {
  readonly count: number
  /** The latest first, a few. */
  readonly latest: readonly WouldTell[]
  /** Since when the history was read. */
  readonly since: Ms
  /** There is more before `since` than was read. */
  readonly partial: boolean
  /** Why the others would not have been told, the most frequent first. */
  readonly refused: readonly { readonly why: RuleRefusal; readonly count: number }[]
  /** The lowest price that the rule looks at; null where it looks at none, or none was ever stated. */
  readonly lowest: LowestPrice | null
}

/**
 * What a rule would have told over the stored history, by the same decision and the same ring keys as alerts: each once
 * (I4, W23). What was found at a first look, or filled in later, rang for nobody and does not count (I8). Null: there is
 * nobody and nothing of this reference.
 */
export async function backtest(db: Db, asked: BacktestAsked): Promise<Backtest | null> {
  const scope = await scopeSql(db, asked.on)
  if (scope === null) return null
  const since = asked.now - BACKTEST.spanMs
  const read = await readAll(db, scope, asked, since)
  const tried = read.past.map((change) => ({ change, answer: wants(asked.rule, read.subjectOf(change)) }))
  const told = ringOnce(
    tried.flatMap(({ change, answer }) => (answer.tell ? [change] : [])),
    read.opened,
  )
  const partial = read.full
  return {
    count: told.length,
    latest: await viewTold(db, told.slice(0, BACKTEST.shown)),
    since: partial ? (read.oldest ?? since) : Math.max(since, await firstChangeAt(db, asked.on, since)),
    partial,
    refused: countRefusals(tried.flatMap(({ answer }) => (answer.tell ? [] : [answer.why]))),
    lowest: await lowestPrice(db, { scope, rule: asked.rule, past: read.past, territories: read.territories }),
  }
}

/** The changes, stored and not, the latest first, and what deciding about them needs. */
async function readAll(db: Db, scope: ScopeSql, { rule, user, demo = true, now }: BacktestAsked, since: Ms) {
  const territories: readonly string[] = rule.territories ?? user.territories
  const ends = rule.changes.includes("closing")
  const kinds = kindsOf(rule)
  const rows = await readPast(db, scope, {
    ...{ since, kinds, ends, territories, demo, films: BACKTEST.films, limit: BACKTEST.changes },
  })
  const closings = ends ? closingsNotStored(rule, await readEnds(db, rows), rows, { since, now }) : []
  const ring = rows.filter(({ kind, quiet }) => kinds.includes(kind) && !quiet)
  const past = [...ring, ...closings].sort((a, b) => b.at - a.at)
  const spells = rule.changes.includes("back") || rule.allTimeLow ? past : past.filter(({ kind }) => kind === "opened")
  const films = [...new Set(spells.map(({ window }) => window.filmId))]
  const opened = films.length === 0 ? [] : await readOpened(db, films, territories)
  const subjectOf = await subjects({ rule, user, past, opened }, (ids) => readStated(db, ids))
  const full = rows.length === BACKTEST.changes
  return { past, opened, subjectOf, territories, full, oldest: rows.at(-1)?.at ?? null }
}

/** The kinds of stored changes that a rule may be told of. */
function kindsOf({ changes, target }: Rule): readonly PastChange["kind"][] {
  const stored = changes.flatMap((change) => (change === "back" ? [] : [change]))
  const openings = changes.includes("back") || (target !== undefined && changes.includes("repriced"))
  return [...new Set([...stored, ...(openings ? (["opened"] as const) : [])])]
}

/** W23: openings of one offer within one spell ring once, the first of them. The latest first, as given. */
function ringOnce(told: readonly PastChange[], opened: readonly PastWindow[]): readonly PastChange[] {
  const byFilm = Map.groupBy(opened, ({ filmId }) => filmId)
  const rung = new Set<string>()
  return told
    .toReversed()
    .filter(({ kind, window }) => {
      if (kind !== "opened") return true
      const key = `${ringKey(window)} ${openSpellStart(window, byFilm.get(window.filmId) ?? [])}`
      return !rung.has(key) && rung.add(key)
    })
    .toReversed()
}

function countRefusals(refusals: readonly RuleRefusal[]): Backtest["refused"] {
  return [...Map.groupBy(refusals, (why) => why)]
    .map(([why, all]) => ({ why, count: all.length }))
    .sort((a, b) => b.count - a.count)
}

async function viewTold(db: Tx, told: readonly PastChange[]): Promise<readonly WouldTell[]> {
  const rows = await db.sql<Parameters<typeof viewChange>[0] & { film: FilmCard }>(
    `select ${CHANGE_COLUMNS}, ${FILM_CARD} as film from changes c join windows w on w.id = c.window_id ${PROVIDER_JOINS}
       join films f on f.id = c.film_id where c.id = any($1::uuid[])`,
    [told.map(({ id }) => id)],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return told.flatMap(({ id, at, kind, after }): readonly WouldTell[] => {
    const row = byId.get(id)
    if (row === undefined) return []
    const { film, ...change } = row
    return [{ at, film, change: viewChange(change), leadMs: kind === "closing" ? (after.leadMs ?? null) : null }]
  })
}

/** When the history of one film begins; of several, that of the installation. */
async function firstChangeAt(db: Tx, on: TriedOn, since: Ms): Promise<Ms> {
  const one = "filmIds" in on && on.filmIds.length === 1 ? on.filmIds[0] : null
  const rows = await db.sql<{ at: Ms | null }>(
    one ? "select min(at) as at from changes where film_id = $1" : "select min(at) as at from changes",
    one ? [one] : [],
  )
  return rows[0]?.at ?? since
}

import { readDefaultRule, seenByOthers, type WatchlistPage, watchlist } from "@vigie/db"
import type { ListView } from "../../components/watchlist/watchlist-url.ts"
import type { SignedIn } from "../account/access.server.ts"
import { ask } from "../site/db.server.ts"
import { type RuleLine, rulesReader } from "./rule-words.server.ts"
import { type LineGroup, readWatchlist } from "./watchlist.server.ts"
import { filtersOf } from "./watchlist-acts.server.ts"
import { readView } from "./watchlist-view.server.ts"

const PAGE = 50

export interface ListPage extends Pick<WatchlistPage, "counts" | "next"> {
  readonly view: ListView
  readonly groups: readonly LineGroup[]
  /** Films of all states that the text finds, and of the view. */
  readonly total: number
  readonly shown: number
  readonly defaultRule: RuleLine
  /** No service is chosen, and something is elsewhere. */
  readonly noServices: boolean
  /** Not the first page. */
  readonly later: boolean
  /** The page asked for belonged to another order: this is the first. */
  readonly stale: boolean
}

/** The list as an address asks for it. */
export async function readListPage(params: URLSearchParams, viewer: SignedIn): Promise<ListPage> {
  const view = readView(params)
  const { page, later, stale } = await findPage(view, params.get("after"), viewer)
  const own = await ask((db) => readDefaultRule(db, viewer.user.id))
  const say = await rulesReader([own, ...page.watches.map(({ rule }) => rule)], viewer)
  const ids = page.watches.map(({ film }) => film.id)
  const seen = await ask((db) => seenByOthers(db, viewer.user.id, ids))
  const { counts } = page
  const active = counts.mine + counts.elsewhere + counts.announced + counts.none
  return {
    view,
    counts,
    next: page.next,
    groups: readWatchlist(page.watches, (rule) => say(rule ?? own), viewer, seen),
    total: active + counts.snoozed + counts.seen + counts.dismissed,
    shown: view.show === "all" ? active : counts[view.show],
    defaultRule: say(own),
    noServices: viewer.services.length === 0 && counts.elsewhere > 0,
    later,
    stale,
  }
}

async function findPage(view: ListView, after: string | null, viewer: SignedIn) {
  const options = { ...filtersOf(view, viewer), sort: view.sort, limit: PAGE }
  const find = (from: string | null) => ask((db) => watchlist(db, { ...options, after: from }))
  try {
    return { page: await find(after), later: after !== null, stale: false }
  } catch (error) {
    if (after === null || !(error instanceof Error) || error.name !== "DomainError") throw error
    return { page: await find(null), later: false, stale: true }
  }
}

import { bucketsOf } from "@vigie/core"
import { countHistory, type HistoryChange, type HistoryExtent, listHistory } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { type ChangeLine, readChange } from "../film/change.server.ts"
import { ask } from "../site/db.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { dayLong } from "./history.server.ts"
import { daysOf, filterOf, type HistoryAsked, historyUrl } from "./history-asked.server.ts"

const PAGE = 40

export interface HistoryLine extends ChangeLine {
  readonly film: { readonly slug: string; readonly title: string; readonly year: number | null }
  readonly cause: string
  readonly undone: boolean
}

export interface HistoryLines {
  readonly range: string
  /** "1 234 changements, dont 3 repris depuis"; null where nobody counted. */
  readonly count: string | null
  readonly lines: readonly HistoryLine[]
  readonly next: string | null
  readonly latest: string | null
  readonly back: string
  readonly files: { readonly csv: string; readonly json: string }
}

/** A page of the changes that an address asks for, newest first. */
export async function readHistoryLines(
  asked: HistoryAsked,
  before: number | null,
  about: { readonly extent: HistoryExtent; readonly viewer: Viewer },
): Promise<HistoryLines> {
  const { viewer } = about
  const { history: words } = PHRASES[viewer.locale]
  const days = daysOf(asked, viewer.now, about.extent.first)
  const filter = filterOf(asked, days, about)
  const whole = bucketsOf(days.from, days.to, "month").length > 4
  const [page, count] = await Promise.all([
    ask((db) => listHistory(db, filter, { before, limit: PAGE })),
    // Of long periods only days would be exact, and they are many.
    whole ? null : ask((db) => countHistory(db, filter, "day")),
  ])
  return {
    range:
      days.from === days.to
        ? dayLong(days.from, viewer.locale)
        : words.range(dayLong(days.from, viewer.locale), dayLong(days.to, viewer.locale)),
    count:
      count &&
      [words.drillCount(count.count), ...(count.undone > 0 ? [words.drillUndone(count.undone)] : [])].join(", "),
    lines: page.changes.map((change) => readLine(change, viewer)),
    next: page.next === null ? null : historyUrl("/history/changes", asked, { before: String(page.next) }),
    latest: before === null ? null : historyUrl("/history/changes", asked),
    back: historyUrl("/history", asked),
    files: { csv: historyUrl("/history/changes.csv", asked), json: historyUrl("/history/changes.json", asked) },
  }
}

function readLine({ film, cause, undone, ...change }: HistoryChange, viewer: Viewer): HistoryLine {
  return {
    ...readChange({ ...change, cause, proof: null }, viewer),
    film: { slug: film.slug, title: film.title, year: film.year },
    cause: PHRASES[viewer.locale].history.causes[cause],
    undone,
  }
}

/** The cursor of an address; null for one that is none. */
export function readBefore(params: URLSearchParams): number | null {
  const text = params.get("before") ?? ""
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

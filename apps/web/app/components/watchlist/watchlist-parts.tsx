import type { WatchState } from "@vigie/db"
import { Link } from "react-router"
import type { RuleLine } from "../../data/watchlist/rule-words.server.ts"
import type { Notice } from "../../data/watchlist/watchlist-acts.server.ts"
import { useWords } from "../../i18n/words.ts"
import { type ListView, viewUrl } from "./watchlist-url.ts"

/** What was done, and the button that takes it back. */
export function UndoNotice({ notice, action }: { readonly notice: Notice; readonly action: string }) {
  const { watchlist } = useWords()
  return (
    <form method="post" action={action} className="notice">
      <p role="status">{notice.words}</p>
      {notice.undoId && (
        <>
          <input type="hidden" name="id" value={notice.undoId} />
          <button type="submit" name="act" value="undo" className="button-plain">
            {watchlist.undo}
          </button>
        </>
      )}
    </form>
  )
}

const ACTIVE: readonly WatchState[] = ["mine", "elsewhere", "announced", "none"]
const MARKED: readonly WatchState[] = ["snoozed", "seen", "dismissed"]

/** Where the films stand, each with how many; those that are marked only where there are any. */
export function States({
  view,
  counts,
}: {
  readonly view: ListView
  readonly counts: Readonly<Record<WatchState, number>>
}) {
  const { watchlist: words } = useWords()
  const all = ACTIVE.reduce((sum, state) => sum + counts[state], 0)
  const marked = MARKED.filter((state) => counts[state] > 0 || view.show === state)
  return (
    <nav aria-label={words.states}>
      <ul className="states">
        {(["all", ...ACTIVE, ...marked] as const).map((show) => (
          <li key={show}>
            <Link
              to={viewUrl({ ...view, show })}
              className={`state-tab state-tab-${show}`}
              aria-current={view.show === show ? "page" : undefined}
            >
              <span className="state-count">{show === "all" ? all : counts[show]}</span> {words.stateNames[show]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Text and order; the state stays. */
export function ListFilter({ view }: { readonly view: ListView }) {
  const { watchlist: words } = useWords()
  return (
    <search>
      <form method="get" action="/watchlist" className="list-filter">
        {view.show !== "all" && <input type="hidden" name="show" value={view.show} />}
        <div className="grow">
          <label htmlFor="list-q" className="text-fine text-faint">
            {words.filter}
          </label>
          <input id="list-q" name="q" type="search" defaultValue={view.q} maxLength={100} className="field" />
        </div>
        <div>
          <label htmlFor="list-sort" className="text-fine text-faint">
            {words.sort}
          </label>
          <select id="list-sort" name="sort" defaultValue={view.sort} className="field">
            {(Object.keys(words.sorts) as ListView["sort"][]).map((sort) => (
              <option key={sort} value={sort}>
                {words.sorts[sort]}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="button-go">
          {words.apply}
        </button>
      </form>
    </search>
  )
}

const EXPORTS = [
  ["letterboxd", "/watchlist/export.csv"],
  ["imdb", "/watchlist/export.csv?form=imdb"],
  ["trakt", "/watchlist/export.json"],
  ["text", "/watchlist/export.txt"],
] as const

/** The ways in and out of the list, and what was told of it. */
export function ListWays() {
  const { watchlist: words, alerts, import: lists, household } = useWords()
  return (
    <div className="list-ways">
      <Link to="/watchlist/told" className="link">
        {words.toldLink}
      </Link>
      <Link to="/rules" className="link">
        {alerts.standing.title}
      </Link>
      <Link to="/watchlist/import" className="link">
        {words.importLink}
      </Link>
      <Link to="/watchlist/people" className="link">
        {household.title}
      </Link>
      <p className="export-ways">
        <span className="text-faint">{words.exportAs}</span>
        {EXPORTS.map(([form, to]) => (
          <a key={form} href={to} className="link" aria-label={words.exportOf(lists.forms[form])}>
            {lists.forms[form]}
          </a>
        ))}
      </p>
    </div>
  )
}

/** The rule of all films without one of their own. */
export function DefaultRule({ rule, noServices }: { readonly rule: RuleLine; readonly noServices: boolean }) {
  const { watchlist: words } = useWords()
  return (
    <div className="default-rule">
      <p>
        <strong className="sign">{words.ruleIs}</strong> {rule.words}.{" "}
        <span className="text-faint">{words.defaultRuleHelp}</span>
      </p>
      <Doubts rule={rule} />
      {noServices && <p className="text-fine text-faint">{words.noServices}</p>}
      <p className="flex flex-wrap gap-x-6">
        <Link to="/watchlist/rule" className="link small-link">
          {words.changeDefault}
        </Link>
        {noServices && (
          <Link to="/account" className="link small-link">
            {words.chooseServices}
          </Link>
        )}
      </p>
    </div>
  )
}

/** Why a rule tells nothing, or less than it seems to. */
export function Doubts({ rule }: { readonly rule: RuleLine }) {
  const { rule: words } = useWords().watchlist
  if (rule.doubts.length === 0) return null
  return (
    <p className={rule.never ? "fault" : "text-fine text-faint"}>
      {rule.never && `${words.never} `}
      {rule.doubts.join(" ")}
    </p>
  )
}

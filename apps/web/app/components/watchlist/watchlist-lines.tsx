import { Link } from "react-router"
import type { LineGroup, WatchLine } from "../../data/watchlist/watchlist.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Day, FilmLink } from "../catalogue/programme.tsx"
import { Part } from "../site/heading.tsx"
import { Doubts } from "./watchlist-parts.tsx"
import { type ListView, viewUrl } from "./watchlist-url.ts"

interface LinesProps {
  readonly groups: readonly LineGroup[]
  readonly view: ListView
  /** Films of the view, on whatever page. */
  readonly shown: number
}

/** The films, each with a box to tick, and one form for what is to be done with them. */
export function Lines({ groups, view, shown }: LinesProps) {
  const { watchlist: words } = useWords()
  return (
    <form method="post" action={viewUrl(view)} className="picking">
      {/* Enter in a box presses the first button there is: this one sends nothing, where there is no dialogue to close. */}
      <button type="submit" formMethod="dialog" hidden />
      {groups.map(({ state, lines }, index) => (
        <Part key={`${state} ${lines[0]?.id}`} id={`state-${index}`} name={words.stateHeads[state]}>
          <ul className="lines">
            {lines.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ul>
        </Part>
      ))}
      <Bulk view={view} shown={shown} />
    </form>
  )
}

function Line({ line }: { readonly line: WatchLine }) {
  const { watchlist: words, watch, household } = useWords()
  return (
    <li className="line picked">
      <label className="pick">
        <input type="checkbox" name="film" value={line.id} />
        <span className="sr-only">{words.pick(line.title)}</span>
        {line.day ? <Day day={line.day} /> : <span className="day" />}
      </label>
      <div className="min-w-0 grow">
        <FilmLink film={line} />
        <p className="mt-1">
          <span className={`state state-${line.sign}`}>{words[line.sign]}</span>
          {line.providers && <> {line.providers}</>}
          {line.model && <span className="text-faint"> · {line.model}</span>}
          {line.when && (line.sign === "available" || line.sign === "announced") && (
            <span className="text-faint">, {line.when}</span>
          )}
        </p>
        <p className="text-fine text-faint">
          {[line.since, line.checked && words.checked(line.checked), line.seenBy && household.seenBy(line.seenBy)]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <RuleOf line={line} />
        <p className="line-ways">
          <Link to={`/watchlist/rule?film=${line.id}`} className="link" aria-label={words.changeOf(line.title)}>
            {words.change}
          </Link>
          <Link to={`/watchlist/told?film=${line.slug}`} className="link" aria-label={words.toldOf(line.title)}>
            {words.toldLink}
          </Link>
          <button type="submit" name="only" value={`remove:${line.id}`} aria-label={watch.removeFilm(line.title)}>
            {watch.remove}
          </button>
        </p>
      </div>
    </li>
  )
}

/** A film's rule; its reader's default is marked as such. */
function RuleOf({ line }: { readonly line: WatchLine }) {
  const { watchlist: words } = useWords()
  return (
    <div className="text-fine">
      <p className={line.ownRule ? "" : "text-faint"}>
        {line.rule.words}
        {!line.ownRule && ` (${words.byDefault})`}
      </p>
      {line.ownRule && <Doubts rule={line.rule} />}
    </div>
  )
}

const ACTS = ["seen", "dismissed", "snoozed", "rule", "remove"] as const
const BACK = ["clear", "rule", "remove"] as const

/** Follows the reader's thumb as soon as a box is ticked. */
function Bulk({ view, shown }: { readonly view: ListView; readonly shown: number }) {
  const { watchlist: words } = useWords()
  const marked = view.show === "seen" || view.show === "dismissed" || view.show === "snoozed"
  return (
    <fieldset className="bulk">
      <legend className="label">{words.bulk}</legend>
      <div className="bulk-acts">
        {(marked ? BACK : ACTS).map((act) => (
          <button key={act} type="submit" name="act" value={act} className="button-plain">
            {words.acts[act]}
          </button>
        ))}
      </div>
      <label className="choice text-fine">
        <input type="checkbox" name="all" value="1" />
        <span>{words.bulkAll(shown)}</span>
      </label>
    </fieldset>
  )
}

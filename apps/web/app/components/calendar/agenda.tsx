import { Link } from "react-router"
import type { AgendaDay } from "../../data/calendar/calendar.server.ts"
import type { CalendarAsked } from "../../data/calendar/calendar-asked.server.ts"
import type { CalendarLine } from "../../data/calendar/calendar-entries.server.ts"
import { useWords } from "../../i18n/words.ts"
import { FilmLink } from "../catalogue/programme.tsx"
import { UnverifiedMark } from "../watchlist/marks.tsx"
import { Sign } from "./month-table.tsx"

/** The days of a month that have something, one after the other. */
export function Agenda({ days, asked }: { readonly days: readonly AgendaDay[]; readonly asked: CalendarAsked }) {
  const { cal } = useWords()
  const nothing = asked.day !== null ? cal.nothingDay : asked.of === "list" ? cal.nothingList : cal.nothing
  const earlier = earlierOf(days, asked)
  return (
    <section aria-labelledby="agenda">
      <h2 id="agenda" className="sr-only">
        {cal.agenda}
      </h2>
      {days.length === 0 && <p className="py-6 text-lead text-faint">{nothing}</p>}
      {earlier.length > 0 && (
        <details className="older">
          <summary>{cal.earlier(earlier.length)}</summary>
          {earlier.map((day) => (
            <Day key={day.day} day={day} />
          ))}
        </details>
      )}
      <div id="now">
        {days.slice(earlier.length).map((day) => (
          <Day key={day.day} day={day} />
        ))}
      </div>
    </section>
  )
}

/** Of a month that is under way what is over is folded away; a month that is over is shown whole. */
function earlierOf(days: readonly AgendaDay[], { day }: CalendarAsked): readonly AgendaDay[] {
  const earlier = days.filter(({ past }) => past)
  return day !== null || earlier.length === days.length ? [] : earlier
}

function Day({ day }: { readonly day: AgendaDay }) {
  const { cal } = useWords()
  return (
    <section aria-labelledby={`d-${day.day}`} className="part cal-day">
      <h3 id={`d-${day.day}`} className="label">
        {day.words}
        {day.today && <span className="mark mark-own ml-2">{cal.isToday}</span>}
      </h3>
      <div className="min-w-0">
        <ul className="lines">
          {day.lines.map((line) => (
            <Line key={line.key} line={line} />
          ))}
        </ul>
        {day.more && (
          <Link to={day.more.to} className="link">
            {cal.more(day.more.count)}
            <span className="sr-only"> ({day.words})</span>
          </Link>
        )}
      </div>
    </section>
  )
}

function Line({ line }: { readonly line: CalendarLine }) {
  const { cal } = useWords()
  return (
    <li className="cal-line">
      <p className={line.open ? "cal-word" : "cal-word cal-past"}>
        <span aria-hidden="true">
          <Sign what={line.what} />{" "}
        </span>
        <span className="sr-only">{cal[line.what]}, </span>
        {line.word}
      </p>
      <div className="min-w-0">
        <FilmLink film={line} listed={line.listed} />
        <p className="mt-1 text-faint">
          {line.provider} {!line.verified && <UnverifiedMark />}
          {line.model !== "" && ` · ${line.model}`}
        </p>
      </div>
    </li>
  )
}

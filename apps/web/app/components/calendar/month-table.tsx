import type { CalendarSheet, GridDay } from "../../data/calendar/calendar.server.ts"
import type { CalendarLine } from "../../data/calendar/calendar-entries.server.ts"
import { useWords } from "../../i18n/words.ts"

/** A month as it hangs on a wall: a table, one row a week, each day a link to its part of the agenda. */
export function MonthTable({ sheet }: { readonly sheet: CalendarSheet }) {
  const { cal } = useWords()
  const { weekdays, weeks, month, asked } = sheet
  return (
    <table className={asked.grid ? "month month-shown" : "month"}>
      <caption className="sr-only">
        {cal.grid}, {month}
      </caption>
      <thead>
        <tr>
          {weekdays.map(({ short, long }) => (
            <th key={long} scope="col" abbr={long} className="label">
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.day}>
            {week.map((day) => (
              <td key={day.day} className={classOf(day)}>
                <Cell day={day} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function classOf({ out, today }: GridDay): string | undefined {
  return [out ? "month-out" : "", today ? "month-today" : ""].filter(Boolean).join(" ") || undefined
}

function Cell({ day }: { readonly day: GridDay }) {
  const { cal } = useWords()
  const { out, today, count, lines, number, words } = day
  const left = count - lines.reduce((sum, line) => sum + line.count, 0)
  return (
    <>
      {out || count === 0 ? (
        <span className="month-day" {...(today ? { "aria-current": "date" as const } : {})}>
          {number}
          {today && <span className="sr-only"> ({cal.isToday})</span>}
        </span>
      ) : (
        <a href={`#d-${day.day}`} className="month-day" {...(today ? { "aria-current": "date" as const } : {})}>
          <span aria-hidden="true">{number}</span>
          <span className="sr-only">
            {words}, {cal.count(count)}
            {today && ` (${cal.isToday})`}
          </span>
          <span className="month-count" aria-hidden="true">
            {count}
          </span>
        </a>
      )}
      {!out && lines.length > 0 && (
        <ul className="month-lines" aria-hidden="true">
          {lines.map((line) => (
            <li key={line.key} className={line.listed ? "month-own" : undefined}>
              <Sign what={line.what} /> {line.title}
            </li>
          ))}
          {left > 0 && <li className="text-faint">+ {left}</li>}
        </ul>
      )}
    </>
  )
}

/** Begins, or ends. */
export function Sign({ what }: { readonly what: CalendarLine["what"] }) {
  return <span className={`sign-${what}`}>{what === "start" ? "▸" : "▪"}</span>
}

import { Link } from "react-router"
import type { Card, DayParts, ProgrammeLine } from "../../data/catalogue/cards.server.ts"
import { DemoMark, ListMark, UnverifiedMark } from "../watchlist/marks.tsx"

interface LinesProps {
  readonly lines: readonly ProgrammeLine[]
  /** Slugs of films on the reader's list, marked as such. */
  readonly listed?: ReadonlySet<string>
}

/** Films by their last day, as a programme lists its screenings. */
export function LeavingLines({ lines, listed }: LinesProps) {
  return (
    <ul className="lines">
      {lines.map((line) => (
        <li key={line.windowId} className="line">
          {line.day && <Day day={line.day} />}
          <div className="min-w-0">
            <FilmLink film={line} listed={listed?.has(line.slug) ?? false} />
            <p className="mt-1 text-faint">
              <Where line={line} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Films by when they came. */
export function NewLines({ lines, listed }: LinesProps) {
  return (
    <ul className="lines lines-in-two">
      {lines.map((line) => (
        <li key={line.windowId} className="entry">
          <FilmLink film={line} listed={listed?.has(line.slug) ?? false} />
          <p className="mt-1 text-faint">
            <Where line={line} />
            {line.until && `, ${line.until}`}
          </p>
          {line.since && <p className="label mt-1">{line.since}</p>}
        </li>
      ))}
    </ul>
  )
}

function Where({ line }: { readonly line: ProgrammeLine }) {
  return (
    <>
      {line.provider}
      {!line.verified && (
        <>
          {" "}
          <UnverifiedMark />
        </>
      )}{" "}
      · {line.how}
    </>
  )
}

/** A day set large; read out whole. */
export function Day({ day }: { readonly day: DayParts }) {
  return (
    <p className="day">
      <span className="sr-only">{day.whole}</span>
      <span aria-hidden="true">{day.weekday}</span>
      <span aria-hidden="true" className="day-number">
        {day.day}
      </span>
      <span aria-hidden="true">{day.month}</span>
    </p>
  )
}

/** A film's title, and by what it is told from another of that title. */
export function FilmLink({ film, listed = false }: { readonly film: Card; readonly listed?: boolean }) {
  return (
    <>
      <Link to={`/films/${film.slug}`} className="film-link">
        {film.title}
      </Link>{" "}
      <span className="whitespace-nowrap text-faint">{film.year}</span> {listed && <ListMark />}{" "}
      {film.demo && <DemoMark />}
      {film.directors && <span className="block text-fine text-faint">{film.directors}</span>}
    </>
  )
}

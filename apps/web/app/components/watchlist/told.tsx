import { Link } from "react-router"
import type { ToldLine } from "../../data/watchlist/told.server.ts"
import { useWords } from "../../i18n/words.ts"
import { FilmLink } from "../catalogue/programme.tsx"

/** What somebody was told, the latest first: of which film, what, when and how, and in which words it had been read. */
export function Told({ lines, withFilm }: { readonly lines: readonly ToldLine[]; readonly withFilm: boolean }) {
  return (
    <ol className="lines max-w-4xl border-t-2 border-ink">
      {lines.map((line) => (
        <li key={line.id} className="entry">
          <p className="text-fine text-faint">
            <time dateTime={line.iso}>{line.when}</time>
          </p>
          {withFilm && (
            <p>
              <FilmLink film={line.film} />
            </p>
          )}
          <What line={line} />
          {line.rule && <p className="text-fine text-faint">{line.rule}</p>}
          {line.deliveries.map(({ words, failed }) => (
            <p key={words} className={failed ? "fault" : "text-fine text-faint"}>
              {words}
            </p>
          ))}
        </li>
      ))}
    </ol>
  )
}

function What({ line: { change, film, correction } }: { readonly line: ToldLine }) {
  const { watchlist } = useWords()
  const { told: words } = watchlist
  const about = change === null ? film.title : `${film.title}, ${change.title}, ${change.what}`
  return (
    <>
      {change === null ? (
        <p className="mt-1">
          <strong className="sign">{words.firstIs}</strong> {words.firstWhat}
        </p>
      ) : (
        <p className="mt-1">
          <strong className="sign">{correction ? words.correction : change.title}</strong> {change.what}
          {change.details.map(({ label, after }) => (
            <span key={label} className="text-faint">
              {" "}
              · {after}
            </span>
          ))}
        </p>
      )}
      <p className="line-ways">
        {change && (
          <Link to={`/changes/${change.id}`} className="link">
            {words.proof}
            <span className="sr-only"> ({about})</span>
          </Link>
        )}
        <Link to={`/films/${film.slug}#changes`} className="link">
          {words.history}
          <span className="sr-only"> ({about})</span>
        </Link>
      </p>
    </>
  )
}

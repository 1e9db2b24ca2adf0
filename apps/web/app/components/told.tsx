import { Link } from "react-router"
import type { ToldLine } from "../data/told.server.ts"
import { useWords } from "../i18n/words.ts"
import { FilmLink } from "./programme.tsx"
import { Proofs } from "./proofs.tsx"

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

function What({ line: { change, film } }: { readonly line: ToldLine }) {
  const { watchlist } = useWords()
  const history = (
    <Link to={`/films/${film.slug}#changes`} className="link small-link">
      {watchlist.told.history}
      <span className="sr-only"> ({film.title})</span>
    </Link>
  )
  if (change === null)
    return (
      <p className="mt-1">
        <strong className="sign">{watchlist.told.first}</strong> : {watchlist.told.firstWhat}. {history}
      </p>
    )
  return (
    <>
      <p className="mt-1">
        <strong className="sign">{change.title}</strong> {change.what}{" "}
        {change.details.map(({ label, after }) => (
          <span key={label} className="text-faint">
            · {after}{" "}
          </span>
        ))}
        {history}
      </p>
      {change.proof && <Proofs proofs={[change.proof]} about={`${film.title}, ${change.title}, ${change.what}`} />}
      <p>
        <Link to={`/changes/${change.id}`} className="link small-link">
          {watchlist.told.proof}
          <span className="sr-only">
            {" "}
            ({film.title}, {change.title}, {change.what})
          </span>
        </Link>
      </p>
    </>
  )
}

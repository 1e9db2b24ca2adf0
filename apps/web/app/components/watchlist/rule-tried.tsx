import { Link } from "react-router"
import type { TriedRule } from "../../data/watchlist/rule-tried.server.ts"
import { useWords } from "../../i18n/words.ts"
import { FilmLink } from "../catalogue/programme.tsx"
import { Doubts } from "./watchlist-parts.tsx"

/** What a rule would have told: how often, when last, and how near its price ever came. */
export function RuleTried({ tried, withFilm }: { readonly tried: TriedRule; readonly withFilm: boolean }) {
  const { tried: words } = useWords().watchlist.rule
  const { rule, said, lines, more, refused, lowest } = tried
  return (
    <section id="tried" aria-labelledby="tried-title" className="tried">
      <h2 id="tried-title" className="label">
        {words.title}
      </h2>
      <p className="text-fine text-faint">{rule.words}</p>
      <p role="status" className="mt-2 text-lead font-semibold">
        {said}
      </p>
      <Doubts rule={rule} />
      {lowest && (
        <p className="mt-2">
          {lowest.words}{" "}
          {lowest.proof && (
            <Link to={lowest.proof} className="link">
              {words.proof}
            </Link>
          )}
        </p>
      )}
      {refused && <p className="mt-2 text-faint">{refused}</p>}
      {lines.length > 0 && (
        <>
          <p className="mt-4 text-fine text-faint">{words.last(lines.length)}</p>
          <Lines lines={lines} withFilm={withFilm} />
          {more > 0 && <p className="mt-2 text-fine text-faint">{words.more(more)}</p>}
        </>
      )}
    </section>
  )
}

function Lines({ lines, withFilm }: { readonly lines: TriedRule["lines"]; readonly withFilm: boolean }) {
  const { tried: words } = useWords().watchlist.rule
  return (
    <ol className="lines">
      {lines.map(({ id, iso, when, film, title, what, proof }) => (
        <li key={id} className="entry">
          <p className="text-fine text-faint">
            <time dateTime={iso}>{when}</time>
          </p>
          {withFilm && (
            <p>
              <FilmLink film={film} />
            </p>
          )}
          <p>
            <strong className="sign">{title}</strong> {what}{" "}
            <Link to={proof} className="link whitespace-nowrap text-fine">
              {words.proof}
              <span className="sr-only">
                {" "}
                ({film.title}, {title}, {when})
              </span>
            </Link>
          </p>
        </li>
      ))}
    </ol>
  )
}

import { Link } from "react-router"
import type { StandingLine } from "../../data/alerts/standing.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Doubts } from "../watchlist/watchlist-parts.tsx"

/** Each standing rule in words, what it told lately, and the ways to change and to end it. */
export function StandingLines({ lines }: { readonly lines: readonly StandingLine[] }) {
  const { standing: words } = useWords().alerts
  return (
    <ul className="lines max-w-4xl border-t-2 border-ink">
      {lines.map((line) => (
        <li key={line.id} id={`rule-${line.id}`} className="entry">
          <h2 className="text-lead font-semibold">{line.about}</h2>
          <p>{line.rule.words}</p>
          <Doubts rule={line.rule} />
          <p className="mt-1 text-fine text-faint">{line.told}</p>
          <Lately lines={line.lately} />
          <form method="post" action="/rules" className="line-ways">
            <input type="hidden" name="id" value={line.id} />
            <Link to={`/rules/${line.id}`} className="link" aria-label={words.changeOf(line.about)}>
              {words.change}
            </Link>
            <button type="submit" name="act" value="end" aria-label={words.endOf(line.about)}>
              {words.end}
            </button>
          </form>
        </li>
      ))}
    </ul>
  )
}

function Lately({ lines }: { readonly lines: StandingLine["lately"] }) {
  const { watchlist } = useWords()
  if (lines.length === 0) return null
  return (
    <ul className="my-1 text-fine">
      {lines.map(({ id, film, what, when, iso, proof }) => (
        <li key={id}>
          <Link to={`/films/${film.slug}`} className="link">
            {film.title}
          </Link>{" "}
          {what}, <time dateTime={iso}>{when}</time>
          {proof && (
            <>
              {" · "}
              <Link to={proof} className="link">
                {watchlist.told.proof}
                <span className="sr-only">
                  {" "}
                  ({film.title}, {what})
                </span>
              </Link>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

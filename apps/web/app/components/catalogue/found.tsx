import { Link } from "react-router"
import type { FoundLine, LookupSheet } from "../../data/catalogue/lookups.server.ts"
import { useWords } from "../../i18n/words.ts"

/** The films a look-up found, each to be added and watched by one button. */
export function Found({ lookup }: { readonly lookup: LookupSheet }) {
  const { lookup: words, watch } = useWords()
  return (
    <>
      <p className="text-faint" role="status">
        {words.found(lookup.source)}
      </p>
      <form method="post">
        <ul className="lines mt-4 max-w-4xl border-t border-rule">
          {lookup.films.map((film) => (
            <li key={film.index} className="found">
              <FoundFilm film={film} />
              <button type="submit" name="take" value={film.index} className="button-quiet">
                {film.slug === null ? words.take : watch.add}
                <span className="sr-only">
                  {" "}
                  ({film.title} {film.year})
                </span>
              </button>
            </li>
          ))}
        </ul>
      </form>
    </>
  )
}

function FoundFilm({ film }: { readonly film: FoundLine }) {
  const { lookup, states, film: words } = useWords()
  return (
    <div className="min-w-0 grow">
      <p className="text-lead">
        {film.slug === null ? (
          <strong>{film.title}</strong>
        ) : (
          <Link to={`/films/${film.slug}`} className="film-link">
            {film.title}
          </Link>
        )}{" "}
        <span className="whitespace-nowrap text-faint">{film.year}</span>{" "}
        {film.slug !== null && <span className="mark">{lookup.known}</span>}
      </p>
      {film.directors && <p className="text-faint">{film.directors}</p>}
      {film.originalTitle && <p className="text-fine text-faint">{words.originally(film.originalTitle)}</p>}
      {film.url && (
        <p className="text-fine">
          <a href={film.url} rel="noreferrer external" className="link">
            {states.sourcePage(film.source)}
            <span className="sr-only"> ({film.title})</span>
          </a>
        </p>
      )}
    </div>
  )
}

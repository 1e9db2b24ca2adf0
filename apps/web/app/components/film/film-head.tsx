import type { FilmSheet } from "../../data/film/film.server.ts"
import type { Followed } from "../../data/watchlist/watch.server.ts"
import { useWords } from "../../i18n/words.ts"
import { MarkForm } from "../watchlist/mark-form.tsx"
import { DemoMark, Outside, UnverifiedMark } from "../watchlist/marks.tsx"
import { WatchForm } from "../watchlist/watch-form.tsx"

/** Longer titles are set smaller, so that a phone's first screen still holds the button. */
const LONG = 30

/** Title and people, then what most visitors came for: where, how much, until when, and the button. */
export function FilmHead({ film, following }: { readonly film: FilmSheet; readonly following: Followed }) {
  const words = useWords()
  const long = film.title.length > LONG
  return (
    <header className="film-head">
      <div>
        <h1 className={long ? "long-title" : "max-w-[18ch] text-title"}>{film.title}</h1>
        {film.originalTitle && <p className="mt-1 text-faint">{words.film.originally(film.originalTitle)}</p>}
        <p className="mt-2 text-lead">
          {film.year !== null && <span className="sign">{film.year}</span>}
          {film.directors && (
            <>
              {" "}
              <span className="text-faint">{words.film.by}</span> {film.directors}
            </>
          )}
        </p>
        {film.facts.length > 0 && <p className="text-faint">{film.facts.join(" · ")}</p>}
        {film.demo && (
          <p className="mt-2 text-fine text-faint">
            <DemoMark /> {words.demo.note}
          </p>
        )}
      </div>
      <div className="ticket">
        <Best film={film} />
        <WatchForm
          slug={film.slug}
          followed={following.followed}
          available={film.offers.all > 0}
          seen={film.seen}
          rule={following.rule}
        />
        <MarkForm slug={film.slug} mark={following.mark} seen={film.seen} back={`/films/${film.slug}`} />
      </div>
    </header>
  )
}

function Best({ film: { offers, next, checked } }: { readonly film: FilmSheet }) {
  const { film, watchlist, filmPage } = useWords()
  const { best } = offers
  if (best === null)
    return (
      <>
        <p className="text-lead font-semibold">{checked ? watchlist.none : watchlist.unchecked}</p>
        {next && (
          <p className="mt-1">
            <span className="text-faint">{film.nextIs}</span> {next.where}, {next.when}
          </p>
        )}
      </>
    )
  return (
    <div>
      <p className="label">{best.mine ? filmPage.mine : film.best}</p>
      <p className="text-lead">
        <strong className="sign">{best.priceFrom || best.model}</strong>{" "}
        {best.priceFrom && <span className="text-faint">{best.model}</span>}
        {best.quality && <span className="text-faint"> · {best.quality}</span>}
      </p>
      <p>
        <Outside href={best.provider.url}>{best.provider.name}</Outside>
        {!best.provider.verified && (
          <>
            {" "}
            <UnverifiedMark />
          </>
        )}
        {!best.provider.direct && best.provider.url && <span className="text-faint"> ({film.home})</span>}
        {best.until && <span>, {best.until}</span>}
      </p>
      <p className="text-fine text-faint">
        {film.checked} {best.checked}
        {offers.all > 1 && ` · ${film.more(offers.all - 1)}`}
      </p>
    </div>
  )
}

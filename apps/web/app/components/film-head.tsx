import type { FilmSheet } from "../data/film.server.ts"
import { useWords } from "../i18n/words.ts"
import { DemoMark, Outside, UnverifiedMark } from "./marks.tsx"
import { WatchForm } from "./watch-form.tsx"

/** Title and people, then what most visitors came for: where, how much, until when, and the button. */
export function FilmHead({ film, followed }: { readonly film: FilmSheet; readonly followed: boolean }) {
  const words = useWords()
  return (
    <header className="mt-6 grid gap-x-12 gap-y-6 sm:mt-12 lg:grid-cols-[1fr_22rem]">
      <div>
        <h1 className="max-w-[18ch] text-title">{film.title}</h1>
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
        <WatchForm slug={film.slug} followed={followed} available={film.now.length > 0} seen={film.seen} />
      </div>
    </header>
  )
}

function Best({ film: { best, next, now, checked } }: { readonly film: FilmSheet }) {
  const { film, watchlist } = useWords()
  if (best === null)
    return (
      <>
        <p className="text-lead font-semibold">{checked ? watchlist.none : watchlist.unchecked}</p>
        {next && (
          <p className="mt-1">
            <span className="text-faint">{film.next} :</span> {next.where}, {next.when}
          </p>
        )}
      </>
    )
  return (
    <div>
      <p className="label">{film.best}</p>
      <p className="text-lead">
        <strong className="sign">{best.price || best.model}</strong>{" "}
        {best.price && <span className="text-faint">{best.model}</span>}
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
        {now.length > 1 && ` · ${film.more(now.length - 1)}`}
      </p>
    </div>
  )
}

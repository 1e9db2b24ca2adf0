import type { DecadeOfFilms, ListedCard } from "../../data/catalogue/listed.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"
import { FilmLink } from "./programme.tsx"

/** Films with where each is now. */
export function ListedFilms({ films }: { readonly films: readonly ListedCard[] }) {
  const { film: words } = useWords()
  return (
    <ul className="cards cards-flush">
      {films.map((film) => (
        <li key={film.slug} className="card">
          <FilmLink film={film} />
          {film.originalTitle && (
            <span className="block text-fine text-faint">{words.originally(film.originalTitle)}</span>
          )}
          {film.where && <span className="mt-1 block text-fine">{film.where}</span>}
        </li>
      ))}
    </ul>
  )
}

/** What of a list can be watched now, then all of it by decade. */
export function NowAndDecades({ decades }: { readonly decades: readonly DecadeOfFilms[] }) {
  const { catalogue } = useWords()
  const now = decades.flatMap(({ films }) => films.filter(({ where }) => where !== null))
  return (
    <>
      <Part id="now" name={catalogue.nowHere}>
        {now.length === 0 ? <p className="text-faint">{catalogue.noneNow}</p> : <ListedFilms films={now} />}
      </Part>
      {decades.map(({ name, films }) => (
        <Part key={name} id={`d-${name.replace(/\W+/g, "-")}`} name={name}>
          <ListedFilms films={films} />
        </Part>
      ))}
    </>
  )
}

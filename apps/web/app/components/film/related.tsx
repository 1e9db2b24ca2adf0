import type { FilmSheet } from "../../data/film/film.server.ts"
import { useWords } from "../../i18n/words.ts"
import { FilmLink } from "../catalogue/programme.tsx"
import { Part } from "../site/heading.tsx"

/** Films that have something in common with this one, each with why, and whether it can be seen now. */
export function Related({ films }: { readonly films: FilmSheet["related"] }) {
  const { filmPage } = useWords()
  if (films.length === 0) return null
  return (
    <Part id="related" name={filmPage.related}>
      <ul className="cards cards-flush">
        {films.map((film) => (
          <li key={film.slug} className="card">
            <span className="mb-1 block text-fine text-faint">{film.why}</span>
            <FilmLink film={film} />
            <span className="mt-1 block text-fine">
              {film.where ?? <span className="text-faint">{filmPage.notNow}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

import { searchFilms } from "@vigie/db"
import { Link } from "react-router"
import { config } from "../../src/env.ts"
import { Heading, Title } from "../components/heading.tsx"
import { LookUp } from "../components/look-up.tsx"
import { FilmLink } from "../components/programme.tsx"
import { SearchForm } from "../components/search-form.tsx"
import { readCard } from "../data/cards.server.ts"
import { hasContact } from "../data/contact.server.ts"
import { ask } from "../data/db.server.ts"
import { askedSource, splitYear } from "../data/lookups.server.ts"
import { refuse } from "../data/refuse.server.ts"
import { useWords } from "../i18n/words.ts"
import type { Route } from "./+types/films.ts"

const PAGE = 30

export async function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const query = (searchParams.get("q") ?? "").trim().slice(0, 200)
  const after = searchParams.get("after")
  const found = await ask((db) => searchFilms(db, { query, after, limit: PAGE, demo: config.demo })).catch(refuse)
  return {
    query,
    films: found.films.map(readCard),
    next: found.next,
    continued: after !== null,
    elsewhere: query === "" || after !== null ? null : await elsewhereFor(query),
  }
}

/** Who may be asked for a film that this catalogue may lack. */
async function elsewhereFor(query: string) {
  const { name: source, keyed } = askedSource(config)
  return { ...splitYear(query), source, keyed, contact: await hasContact() }
}

export default function Films({ loaderData }: Route.ComponentProps) {
  const words = useWords()
  const { query, films, next, continued, elsewhere } = loaderData
  const title = query === "" ? words.films.title : words.films.found(query)
  return (
    <>
      <Title>{title}</Title>
      <Heading>{title}</Heading>
      <SearchForm query={query} />
      {films.length === 0 && <Nothing query={query} />}
      <ul className="cards">
        {films.map((film) => (
          <li key={film.slug} className="card">
            <FilmLink film={film} />
            {film.originalTitle && (
              <span className="block text-fine text-faint">{words.film.originally(film.originalTitle)}</span>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-8 flex gap-6">
        {next && (
          <Link to={`?${pageOf(query, next)}`} className="button-quiet">
            {words.films.more}
          </Link>
        )}
        {continued && (
          <Link to={query === "" ? "/films" : `?${pageOf(query)}`} className="button-quiet">
            {words.films.first}
          </Link>
        )}
      </p>
      {elsewhere && <LookUp elsewhere={elsewhere} why={words.lookup[films.length === 0 ? "notHere" : "notTheOne"]} />}
    </>
  )
}

function Nothing({ query }: { readonly query: string }) {
  const { films } = useWords()
  return (
    <div className="mt-8 max-w-prose">
      <p className="text-lead">{query === "" ? films.empty : films.none(query)}</p>
      {query !== "" && <p className="mt-2 text-faint">{films.help}</p>}
    </div>
  )
}

function pageOf(query: string, after?: string): string {
  return new URLSearchParams({ ...(query === "" ? {} : { q: query }), ...(after ? { after } : {}) }).toString()
}

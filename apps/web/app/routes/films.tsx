import { searchFilms } from "@vigie/db"
import { data, Link } from "react-router"
import { config } from "../../src/env.ts"
import { Heading, Title } from "../components/heading.tsx"
import { FilmLink } from "../components/programme.tsx"
import { SearchForm } from "../components/search-form.tsx"
import { readCard } from "../data/cards.server.ts"
import { ask } from "../data/db.server.ts"
import { useWords } from "../i18n/words.ts"
import type { Route } from "./+types/films.ts"

const PAGE = 30

export async function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const query = (searchParams.get("q") ?? "").trim().slice(0, 200)
  const after = searchParams.get("after")
  const found = await ask((db) => searchFilms(db, { query, after, limit: PAGE, demo: config.demo })).catch(
    refuseInvalid,
  )
  return { query, films: found.films.map(readCard), next: found.next, continued: after !== null }
}

/** A position that was not handed out by this list is the address's fault. */
function refuseInvalid(error: unknown): never {
  throw error instanceof Error && error.name === "DomainError" ? data(null, { status: 400 }) : error
}

export default function Films({ loaderData }: Route.ComponentProps) {
  const words = useWords()
  const { query, films, next, continued } = loaderData
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

import { filmChanges, findFilmCard } from "@vigie/db"
import { data, Link, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { ChangeLines } from "../../components/film/changes.tsx"
import { Heading, Title } from "../../components/site/heading.tsx"
import { Social } from "../../components/site/social.tsx"
import { readChange } from "../../data/film/change.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/film-changes.ts"

/** Changes on one page. */
const LIMIT = 40

/** A film's whole history, from the change before cursor `before` on. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const film = await ask((db) => findFilmCard(db, params.slug, config.demo))
  if (film === null) throw data(null, { status: 404 })
  const { search, searchParams } = new URL(request.url)
  if (film.movedTo !== null) throw redirect(`/films/${film.movedTo}/changes${search}`, 301)
  const stated = searchParams.get("before")
  const before = stated !== null && /^\d{1,15}$/.test(stated) ? Number(stated) : null
  const { territories } = viewer
  const page = await ask((db) => filmChanges(db, film.id, { territories, before, limit: LIMIT }))
  return {
    slug: film.slug,
    title: film.title,
    year: film.year,
    changes: page.changes.map((change) => readChange(change, viewer)),
    next: page.next,
    first: before === null,
  }
}

export default function FilmChanges({ loaderData: { slug, title, year, changes, next, first } }: Route.ComponentProps) {
  const { film, filmPage } = useWords()
  const name = filmPage.historyOf(year === null ? title : `${title} (${year})`)
  return (
    <>
      <Title>{name}</Title>
      <Social title={name} description={filmPage.historyTitle} hidden={!first} />
      <p className="mt-6">
        <Link to={`/films/${slug}`} className="film-link">
          {title}
        </Link>{" "}
        <span className="text-faint">{year}</span>
      </p>
      <Heading>{filmPage.historyTitle}</Heading>
      {changes.length === 0 ? (
        <p className="text-faint">{film.noChanges}</p>
      ) : (
        <div className="border-t-2">
          <ChangeLines changes={changes} />
        </div>
      )}
      <p className="mt-6 flex flex-wrap gap-x-8 gap-y-2 text-lead">
        {next !== null && (
          <Link to={`/films/${slug}/changes?before=${next}`} className="link" rel="next">
            {filmPage.more}
          </Link>
        )}
        {!first && (
          <Link to={`/films/${slug}/changes`} className="link">
            {filmPage.newest}
          </Link>
        )}
      </p>
    </>
  )
}

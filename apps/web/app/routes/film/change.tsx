import { changePage } from "@vigie/db"
import { data, Link } from "react-router"
import { config } from "../../../src/env.ts"
import { ChangeDetails } from "../../components/film/changes.tsx"
import { Proof } from "../../components/film/proof.tsx"
import { Title } from "../../components/site/heading.tsx"
import { Social } from "../../components/site/social.tsx"
import { DemoMark } from "../../components/watchlist/marks.tsx"
import { readProof } from "../../data/film/change-page.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/change.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const page = await ask((db) => changePage(db, params.id, { now: viewer.now, demo: config.demo }))
  if (page === null) throw data(null, { status: 404 })
  return readProof(page, viewer)
}

export default function Change({ loaderData }: Route.ComponentProps) {
  const { filmPage } = useWords()
  const { line, film } = loaderData
  const title = filmPage.proof.title(line.title, film.title)
  return (
    <article>
      <Title>{title}</Title>
      <Social title={title} description={`${line.what}. ${line.when}.`} />
      <header className="mt-6 mb-6 sm:mt-12">
        <p className="text-lead">
          <Link to={`/films/${film.slug}#changes`} className="film-link">
            {film.title}
          </Link>{" "}
          {film.year !== null && <span className="text-faint">{film.year}</span>} {film.demo && <DemoMark />}
        </p>
        <h1 className="mt-2 text-title">{line.title}</h1>
        <p className="mt-2 text-lead">{line.what}</p>
        <p className="text-faint">
          <time dateTime={line.iso}>{line.when}</time>
        </p>
        {line.reason && <p className="mt-2 max-w-prose">{line.reason}</p>}
      </header>
      {line.details.length > 0 && <ChangeDetails details={line.details} large />}
      <Proof sheet={loaderData} />
    </article>
  )
}

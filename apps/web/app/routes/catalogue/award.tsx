import { awardPage } from "@vigie/db"
import { data, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { TellMe } from "../../components/alerts/tell-me.tsx"
import { FilmLink } from "../../components/catalogue/programme.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { About } from "../../components/site/social.tsx"
import { readListed } from "../../data/catalogue/listed.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { PHRASES } from "../../i18n/words.ts"
import type { Route } from "./+types/award.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const { territories, locale } = viewer
  const page = await ask((db) => awardPage(db, params.body, { territories, demo: config.demo }))
  if (page === null) throw data(null, { status: 404 })
  if (page.body !== params.body) throw redirect(`/awards/${encodeURIComponent(page.body)}`, 301)
  return {
    body: page.body,
    years: page.years.map(({ year, prizes }) => ({
      name: year === null ? PHRASES[locale].catalogue.undated : String(year),
      prizes: prizes.map(({ category, film }) => ({ category, film: readListed(film, viewer) })),
    })),
  }
}

export default function Award({ loaderData: { body, years } }: Route.ComponentProps) {
  return (
    <>
      <Title>{body}</Title>
      <About name={body} />
      <Heading>{body}</Heading>
      <TellMe of="award" value={body} name={body} />
      {years.map(({ name, prizes }, at) => (
        <Part key={name} id={`y-${at}`} name={name}>
          <ul className="lines">
            {prizes.map(({ category, film }) => (
              <li key={`${category} ${film.slug}`} className="entry">
                <p className="label mb-1">{category}</p>
                <FilmLink film={film} />
                {film.where && <p className="mt-1 text-fine">{film.where}</p>}
              </li>
            ))}
          </ul>
        </Part>
      ))}
    </>
  )
}

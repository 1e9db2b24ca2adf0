import { personPage } from "@vigie/db"
import { data, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { TellMe } from "../../components/alerts/tell-me.tsx"
import { ListedFilms } from "../../components/catalogue/listed.tsx"
import { FeedLinks } from "../../components/feeds/feed-links.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { About } from "../../components/site/social.tsx"
import { readListed } from "../../data/catalogue/listed.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { PHRASES } from "../../i18n/words.ts"
import type { Route } from "./+types/person.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const { territories, locale } = viewer
  const page = await ask((db) => personPage(db, params.slug, { territories, demo: config.demo }))
  if (page === null) throw data(null, { status: 404 })
  // Links may say the name; one address is kept.
  if (page.slug !== params.slug) throw redirect(`/people/${page.slug}`, 301)
  const { catalogue: words } = PHRASES[locale]
  return {
    name: page.name,
    slug: page.slug,
    jobs: page.jobs.map(({ job, films }) => ({
      job: job === null ? words.directed : job === "Cast" ? words.cast : job,
      films: films.map((film) => readListed(film, viewer)),
    })),
  }
}

export default function Person({ loaderData: { name, slug, jobs } }: Route.ComponentProps) {
  return (
    <>
      <Title>{name}</Title>
      <About name={name} />
      <Heading>{name}</Heading>
      <TellMe of="person" value={slug} name={name} />
      {jobs.map(({ job, films }, at) => (
        <Part key={job} id={`job-${at}`} name={job}>
          <ListedFilms films={films} />
        </Part>
      ))}
      <FeedLinks atom={`/people/${slug}.atom`} name={name} />
    </>
  )
}

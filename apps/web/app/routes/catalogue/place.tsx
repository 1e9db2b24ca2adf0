import { placePage } from "@vigie/db"
import { data, Link } from "react-router"
import { config } from "../../../src/env.ts"
import { TellMe } from "../../components/alerts/tell-me.tsx"
import { NowAndDecades } from "../../components/catalogue/listed.tsx"
import { FeedLinks } from "../../components/feeds/feed-links.tsx"
import { Heading, Title } from "../../components/site/heading.tsx"
import { About } from "../../components/site/social.tsx"
import { byDecade } from "../../data/catalogue/listed.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/place.ts"

const FILMS = 300

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const { territories } = viewer
  const page = await ask((db) => placePage(db, params.slug, { territories, demo: config.demo, limit: FILMS }))
  if (page === null) throw data(null, { status: 404 })
  return { name: page.name, slug: page.slug, department: page.department, decades: byDecade(page.films, viewer) }
}

export default function Place({ loaderData: { name, slug, department, decades } }: Route.ComponentProps) {
  const { catalogue: words } = useWords()
  return (
    <>
      <Title>{words.shotHere(name)}</Title>
      <About name={words.shotHere(name)} />
      <Heading>{words.shotHere(name)}</Heading>
      <p className="mb-8">
        <Link
          to={department === null ? "/places" : `/places?department=${encodeURIComponent(department)}`}
          className="link"
        >
          {department === null ? words.places : words.department(department)}
        </Link>
      </p>
      <TellMe of="place" value={slug} name={name} />
      <NowAndDecades decades={decades} />
      <FeedLinks atom={`/places/${slug}.atom`} name={name} />
    </>
  )
}

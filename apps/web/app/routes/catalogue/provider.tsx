import type { Moment } from "@vigie/core"
import { type ProviderPage, providerPage } from "@vigie/db"
import { data, Link, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { TellMe } from "../../components/alerts/tell-me.tsx"
import { ListedFilms } from "../../components/catalogue/listed.tsx"
import { FilmLink } from "../../components/catalogue/programme.tsx"
import { FeedLinks } from "../../components/feeds/feed-links.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { About } from "../../components/site/social.tsx"
import { DemoMark, Outside, UnverifiedMark } from "../../components/watchlist/marks.tsx"
import { readListed } from "../../data/catalogue/listed.server.ts"
import { webAddress } from "../../data/film/offer.server.ts"
import { untilOf } from "../../data/film/offer-words.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/provider.ts"

const SHOWN = 30

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const { territories } = viewer
  const page = await ask((db) => providerPage(db, params.slug, { territories, demo: config.demo, limit: SHOWN }))
  if (page === null) throw data(null, { status: 404 })
  if (page.movedTo !== null) throw redirect(`/providers/${page.movedTo}`, 301)
  const { name, slug, homepage, verified, demo } = page.provider
  return {
    provider: { name, slug, homepage: webAddress(homepage), verified: verified || demo, demo },
    parent: page.parent,
    host: page.host,
    family: page.family,
    count: page.films,
    leaving: page.leaving.map((film) => ({
      ...readListed(film, viewer),
      until: untilOf(endOf(film), film.territory, viewer),
    })),
    on: page.on.map((film) => readListed(film, viewer)),
  }
}

function endOf({ endAt, endPrecision }: ProviderPage["leaving"][number]): Moment {
  return { at: endAt, precision: endPrecision, basis: "stated", text: null }
}

export default function Provider({ loaderData }: Route.ComponentProps) {
  const { catalogue: words } = useWords()
  const { provider, parent, host, family, count, leaving, on } = loaderData
  return (
    <>
      <Title>{provider.name}</Title>
      <About name={provider.name} />
      <Heading>{provider.name}</Heading>
      <p className="mb-8 text-faint">
        {!provider.verified && <UnverifiedMark />} {provider.demo && <DemoMark />}{" "}
        {parent && <Named words={words.parent} of={parent} />} {host && <Named words={words.host} of={host} />}{" "}
        <Outside href={provider.homepage}>{provider.homepage === null ? "" : words.site}</Outside>
      </p>
      <TellMe of="provider" value={provider.slug} name={provider.name} />
      {family.length > 0 && (
        <Part id="family" name={words.family}>
          <ul className="columns">
            {family.map(({ slug, name }) => (
              <li key={slug}>
                <Link to={`/providers/${slug}`} className="link">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {leaving.length > 0 && (
        <Part id="leaving" name={words.leaving}>
          <ul className="lines lines-in-two">
            {leaving.map((film) => (
              <li key={film.slug} className="entry">
                <FilmLink film={film} />
                <p className="mt-1 text-fine">{film.until}</p>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part id="on" name={words.onNow}>
        {on.length === 0 ? <p className="text-faint">{words.nothingOn}</p> : <ListedFilms films={on} />}
        {count > on.length && (
          <Link to={`/films?provider=${provider.slug}`} className="button-quiet mt-4">
            {words.allOn(count)}
          </Link>
        )}
      </Part>
      <FeedLinks atom={`/providers/${provider.slug}.atom`} name={provider.name} />
    </>
  )
}

function Named({
  words,
  of,
}: {
  readonly words: string
  readonly of: { readonly slug: string; readonly name: string }
}) {
  return (
    <span>
      {words}{" "}
      <Link to={`/providers/${of.slug}`} className="link">
        {of.name}
      </Link>
    </span>
  )
}

import { Link } from "react-router"
import { Heading, Title } from "../../components/site/heading.tsx"
import { Told } from "../../components/watchlist/told.tsx"
import { findFilm } from "../../data/film/find-film.server.ts"
import { readTold } from "../../data/watchlist/told.server.ts"
import { listReader } from "../../data/watchlist/watchlist-reader.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/watchlist-told.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await listReader(request)
  const params = new URL(request.url).searchParams
  const slug = params.get("film")
  if (viewer === null) return { film: null, told: { lines: [], next: null, later: false } }
  const film = slug === null ? null : (await findFilm(slug, viewer)).film
  const of = { userId: viewer.user.id, filmId: film?.id ?? null }
  const told = await readTold(of, params.get("after"), viewer)
  return { film: film && { slug: film.slug, title: film.title }, told }
}

export default function WatchlistTold({ loaderData }: Route.ComponentProps) {
  const { watchlist: words } = useWords()
  const { film, told } = loaderData
  const title = film === null ? words.told.title : words.told.titleOf(film.title)
  const here = film === null ? "/watchlist/told" : `/watchlist/told?film=${film.slug}`
  const ways = [
    ...(told.next === null
      ? []
      : [{ to: `${here}${film === null ? "?" : "&"}after=${told.next}`, name: words.told.older }]),
    ...(told.later ? [{ to: here, name: words.told.newest }] : []),
    ...(film === null ? [] : [{ to: "/watchlist/told", name: words.told.all }]),
    { to: "/watchlist", name: words.rule.back },
  ]
  return (
    <>
      <Title>{title}</Title>
      <Heading>{title}</Heading>
      <p className="mb-6 max-w-prose text-faint">{told.lines.length === 0 ? words.told.empty : words.told.help}</p>
      {told.lines.length > 0 && <Told lines={told.lines} withFilm={film === null} />}
      <p className="mt-8 flex flex-wrap gap-x-8 gap-y-2">
        {ways.map(({ to, name }) => (
          <Link key={to} to={to} className="link text-lead">
            {name}
          </Link>
        ))}
      </p>
    </>
  )
}

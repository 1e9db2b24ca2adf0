import { readReport, relatedFilms } from "@vigie/db"
import { data, type HeadersArgs, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { FeedLinks } from "../../components/feeds/feed-links.tsx"
import { Airings } from "../../components/film/airings.tsx"
import { Availability } from "../../components/film/availability.tsx"
import { Changes } from "../../components/film/changes.tsx"
import { Channels } from "../../components/film/channels.tsx"
import { FilmHead } from "../../components/film/film-head.tsx"
import { MovieData } from "../../components/film/movie-data.tsx"
import { Coming, Past } from "../../components/film/offers.tsx"
import { PriceHistory } from "../../components/film/price-history.tsx"
import { Related } from "../../components/film/related.tsx"
import { TimelineChart } from "../../components/film/timeline.tsx"
import { Title } from "../../components/site/heading.tsx"
import { Sheet } from "../../components/site/sheet.tsx"
import { Sources } from "../../components/sources/sources.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import { choose } from "../../data/film/choose.server.ts"
import { readSheet } from "../../data/film/film.server.ts"
import { readAsked } from "../../data/film/film-filters.server.ts"
import { findFilm, findStanding } from "../../data/film/find-film.server.ts"
import { movieData } from "../../data/film/movie-data.server.ts"
import { readPrices } from "../../data/film/prices.server.ts"
import { isUuid, report } from "../../data/film/report.server.ts"
import { readTimeline } from "../../data/film/timeline.server.ts"
import { readOperator } from "../../data/operations/operator.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { refreshHeaders, refreshOf } from "../../data/site/refresh.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { findFollowing, follow, unfollow } from "../../data/watchlist/watch.server.ts"
import type { Route } from "./+types/film.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const page = await findFilm(params.slug, viewer)
  const { id, slug } = page.film
  if (page.movedTo !== null) throw redirect(`/films/${page.movedTo}${new URL(request.url).search}`, 301)
  const said = new URL(request.url).searchParams.get("asked")
  const { territories } = viewer
  const [{ states, looking }, following, related, reported] = await Promise.all([
    findStanding(page),
    findFollowing(viewer, id),
    ask((db) => relatedFilms(db, id, { territories, demo: config.demo })),
    isUuid(said) ? ask((db) => readReport(db, said, id)) : null,
  ])
  const asked = readAsked(request.url)
  const film = readSheet(page, { states, followed: following.followed, asked, related, report: reported }, viewer)
  // A page on which something is being chosen does not change under the chooser's hands.
  const choosing = states.some(({ state }) => state === "choose")
  const waiting = film.report?.waiting ?? false
  const refresh = refreshOf(request.url, waiting || (looking && !choosing), viewer.now)
  return data(
    {
      film,
      timeline: readTimeline(page, viewer),
      prices: readPrices(page, viewer),
      movie: movieData(page),
      following,
      looking,
      refresh,
      slug,
    },
    { headers: refreshHeaders(refresh) },
  )
}

export function headers({ loaderHeaders }: HeadersArgs) {
  return loaderHeaders
}

/** Watch, unwatch, choose, report; each ends in a page that may be loaded again. */
export async function action({ request, params }: Route.ActionArgs) {
  const form = await formOf(request)
  const viewer = await readViewer(request)
  const page = await findFilm(params.slug, viewer)
  const { slug } = page.film
  const act = form.get("act")
  if (act === "choose") {
    await choose(page, form, await readOperator(request))
    return redirect(`/films/${slug}#sources`, 303)
  }
  if (act === "report") {
    const made = await report(page.film.id, form, request, viewer)
    if ("elsewhere" in made) return data(made.elsewhere, { status: 422 })
    return redirect(`/films/${slug}?asked=${made.id}#asked`, 303)
  }
  if (act !== "watch" && act !== "unwatch") throw data(null, { status: 400 })
  const { user } = await requireUser(request)
  if (act === "watch") await follow(user, page, seenIn(form))
  else await unfollow(user, page)
  const back = form.get("back") === "watchlist" ? "/watchlist" : `/films/${slug}`
  return redirect(back === "/watchlist" && act === "unwatch" ? `${back}?removed=${slug}` : back, 303)
}

/** What the page showed when the form was sent; null where it says none, as the list's undo does. */
function seenIn(form: FormData): number | null {
  const seen = form.get("seen")
  return typeof seen === "string" && /^\d{1,15}$/.test(seen) ? Number(seen) : null
}

export default function Film({ loaderData, actionData }: Route.ComponentProps) {
  const { film, timeline, prices, movie, following, looking, refresh } = loaderData
  return (
    <article>
      <Title>{film.year === null ? film.title : `${film.title} (${film.year})`}</Title>
      <MovieData film={film} movie={movie} />
      <FilmHead film={film} following={following} />
      <Availability film={film} followed={following.followed} refresh={refresh} elsewhere={actionData ?? null} />
      <Airings airings={film.airings} />
      <Coming offers={film.coming} />
      {timeline && <TimelineChart slug={film.slug} timeline={timeline} />}
      <PriceHistory history={prices} />
      <Changes slug={film.slug} changes={film.changes} more={film.moreChanges} />
      <FeedLinks atom={`/films/${film.slug}.atom`} name={film.title} />
      <Past windows={film.past} older={film.older} />
      <Channels channels={film.channels} />
      <Sheet film={film} />
      <Related films={film.related} />
      <Sources slug={film.slug} sources={film.sources} refresh={looking ? refresh : null} />
    </article>
  )
}

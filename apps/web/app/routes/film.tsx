import { data, type HeadersArgs, redirect } from "react-router"
import { Airings } from "../components/airings.tsx"
import { Changes } from "../components/changes.tsx"
import { FilmHead } from "../components/film-head.tsx"
import { Title } from "../components/heading.tsx"
import { Availability, Coming, Past } from "../components/offers.tsx"
import { PriceHistory } from "../components/price-history.tsx"
import { Sheet } from "../components/sheet.tsx"
import { Sources } from "../components/sources.tsx"
import { TimelineChart } from "../components/timeline.tsx"
import { requireOperator, requireUser } from "../data/access.server.ts"
import { choose } from "../data/choose.server.ts"
import { readSheet } from "../data/film.server.ts"
import { findFilm, findStanding } from "../data/find-film.server.ts"
import { readPrices } from "../data/prices.server.ts"
import { refreshHeaders, refreshOf } from "../data/refresh.server.ts"
import { readTimeline } from "../data/timeline.server.ts"
import { readViewer } from "../data/viewer.server.ts"
import { follow, isFollowed, unfollow } from "../data/watch.server.ts"
import type { Route } from "./+types/film.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const page = await findFilm(params.slug, viewer)
  if (page.movedTo !== null) throw redirect(`/films/${page.movedTo}${new URL(request.url).search}`, 301)
  const { states, looking } = await findStanding(page)
  // A page on which something is being chosen does not change under the chooser's hands.
  const choosing = states.some(({ state }) => state === "choose")
  const refresh = refreshOf(request.url, looking && !choosing, viewer.now)
  const followed = await isFollowed(viewer.user, page.film.id)
  return data(
    {
      film: readSheet(page, { states, followed }, viewer),
      timeline: readTimeline(page, viewer),
      prices: readPrices(page, viewer),
      followed,
      refresh,
    },
    { headers: refreshHeaders(refresh) },
  )
}

export function headers({ loaderHeaders }: HeadersArgs) {
  return loaderHeaders
}

/** Watch, unwatch, choose; each ends in a page that may be loaded again. */
export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData()
  const viewer = await readViewer(request)
  const page = await findFilm(params.slug, viewer)
  const act = form.get("act")
  if (act === "choose") {
    await choose(page, form, await requireOperator(request))
    return redirect(`/films/${page.film.slug}#sources`, 303)
  }
  if (act !== "watch" && act !== "unwatch") throw data(null, { status: 400 })
  const { user } = await requireUser(request)
  if (act === "watch") await follow(user, page, seenIn(form))
  else await unfollow(user, page)
  const back = form.get("back") === "watchlist" ? "/watchlist" : `/films/${page.film.slug}`
  return redirect(back === "/watchlist" && act === "unwatch" ? `${back}?removed=${page.film.slug}` : back, 303)
}

/** What the page showed when the form was sent; null where it says none, as the list's undo does. */
function seenIn(form: FormData): number | null {
  const seen = form.get("seen")
  return typeof seen === "string" && /^\d{1,15}$/.test(seen) ? Number(seen) : null
}

export default function Film({ loaderData }: Route.ComponentProps) {
  const { film, timeline, prices, followed, refresh } = loaderData
  return (
    <article>
      <Title>{film.year === null ? film.title : `${film.title} (${film.year})`}</Title>
      <FilmHead film={film} followed={followed} />
      <Availability film={film} />
      <Airings airings={film.airings} />
      <Coming offers={film.coming} />
      {timeline && <TimelineChart timeline={timeline} />}
      <PriceHistory history={prices} />
      <Changes slug={film.slug} changes={film.changes} more={film.moreChanges} />
      <Past windows={film.past} />
      <Sheet film={film} />
      <Sources slug={film.slug} sources={film.sources} refresh={refresh} />
    </article>
  )
}

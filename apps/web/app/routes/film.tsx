import { data, redirect } from "react-router"
import { Changes } from "../components/changes.tsx"
import { FilmHead } from "../components/film-head.tsx"
import { Title } from "../components/heading.tsx"
import { Availability, Coming, Past } from "../components/offers.tsx"
import { Sheet } from "../components/sheet.tsx"
import { Targets } from "../components/targets.tsx"
import { readSheet } from "../data/film.server.ts"
import { findFilm } from "../data/find-film.server.ts"
import { readViewer } from "../data/viewer.server.ts"
import { follow, isFollowed, unfollow } from "../data/watch.server.ts"
import type { Route } from "./+types/film.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const page = await findFilm(params.slug, viewer)
  return { film: readSheet(page, viewer), followed: await isFollowed(viewer.user, page.film.id) }
}

/** Watch and unwatch; each ends in a page that may be loaded again. */
export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData()
  const page = await findFilm(params.slug, await readViewer(request))
  const act = form.get("act")
  if (act === "watch") await follow(page, seenIn(form))
  else if (act === "unwatch") await unfollow(page)
  else throw data(null, { status: 400 })
  const back = form.get("back") === "watchlist" ? "/watchlist" : `/films/${page.film.slug}`
  return redirect(back === "/watchlist" && act === "unwatch" ? `${back}?removed=${page.film.slug}` : back, 303)
}

/** What the page showed when the form was sent; null where it says none, as the list's undo does. */
function seenIn(form: FormData): number | null {
  const seen = form.get("seen")
  return typeof seen === "string" && /^\d{1,15}$/.test(seen) ? Number(seen) : null
}

export default function Film({ loaderData }: Route.ComponentProps) {
  const { film, followed } = loaderData
  return (
    <article>
      <Title>{film.year === null ? film.title : `${film.title} (${film.year})`}</Title>
      <FilmHead film={film} followed={followed} />
      <Availability film={film} />
      <Coming offers={film.coming} />
      <Changes changes={film.changes} />
      <Past windows={film.past} />
      <Sheet film={film} />
      <Targets targets={film.targets} />
    </article>
  )
}

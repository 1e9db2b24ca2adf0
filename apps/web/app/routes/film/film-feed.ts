import { redirect } from "react-router"
import { filmFeed } from "../../data/calendar/feed.server.ts"
import { findFilm } from "../../data/film/find-film.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import type { Route } from "./+types/film-feed.ts"

/** One film's starts and ends, for an agenda. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const page = await findFilm(params.slug, viewer)
  if (page.movedTo !== null) throw redirect(`/films/${page.movedTo}.ics`, 301)
  return filmFeed(page.film, request, viewer)
}

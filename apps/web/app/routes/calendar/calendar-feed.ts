import { data } from "react-router"
import { ownFeed } from "../../data/calendar/feed.server.ts"
import type { Route } from "./+types/calendar-feed.ts"

/** A user's own feed acts by its address alone: an agenda brings no session. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const token = params.feed.endsWith(".ics") ? params.feed.slice(0, -4) : ""
  const feed = await ownFeed(token, request)
  if (feed === null) throw data(null, { status: 404 })
  return feed
}

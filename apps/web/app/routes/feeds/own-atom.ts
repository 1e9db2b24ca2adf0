import { data } from "react-router"
import { ownAtom } from "../../data/feeds/atom-feed.server.ts"
import type { Route } from "./+types/own-atom.ts"

/** A user's own feed acts by its address alone: a feed reader brings no session. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const token = params.feed.endsWith(".atom") ? params.feed.slice(0, -5) : ""
  const feed = await ownAtom(token, request)
  if (feed === null) throw data(null, { status: 404 })
  return feed
}

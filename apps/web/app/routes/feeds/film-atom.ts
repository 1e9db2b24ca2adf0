import { publicAtom } from "../../data/feeds/atom-feed.server.ts"
import type { Route } from "./+types/film-atom.ts"

export function loader({ request, params }: Route.LoaderArgs) {
  return publicAtom("film", params.slug, request)
}

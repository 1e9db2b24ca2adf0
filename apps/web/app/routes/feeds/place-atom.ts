import { publicAtom } from "../../data/feeds/atom-feed.server.ts"
import type { Route } from "./+types/place-atom.ts"

export function loader({ request, params }: Route.LoaderArgs) {
  return publicAtom("place", params.slug, request)
}

import { publicAtom } from "../../data/feeds/atom-feed.server.ts"
import type { Route } from "./+types/person-atom.ts"

export function loader({ request, params }: Route.LoaderArgs) {
  return publicAtom("person", params.slug, request)
}

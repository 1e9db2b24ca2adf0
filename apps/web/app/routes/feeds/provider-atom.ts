import { publicAtom } from "../../data/feeds/atom-feed.server.ts"
import type { Route } from "./+types/provider-atom.ts"

export function loader({ request, params }: Route.LoaderArgs) {
  return publicAtom("provider", params.slug, request)
}

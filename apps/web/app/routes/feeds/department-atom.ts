import { publicAtom } from "../../data/feeds/atom-feed.server.ts"
import type { Route } from "./+types/department-atom.ts"

export function loader({ request, params }: Route.LoaderArgs) {
  return publicAtom("department", params.slug, request)
}

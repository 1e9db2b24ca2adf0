import { openFeed } from "../../data/calendar/feed.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import type { Route } from "./+types/calendar-open.ts"

export async function loader({ request }: Route.LoaderArgs) {
  return openFeed(request, await readViewer(request))
}

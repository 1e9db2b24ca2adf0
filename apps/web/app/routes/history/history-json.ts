import { historyFile } from "../../data/history/history-files.server.ts"
import type { Route } from "./+types/history-json.ts"

export function loader({ request }: Route.LoaderArgs) {
  return historyFile(request, "json")
}

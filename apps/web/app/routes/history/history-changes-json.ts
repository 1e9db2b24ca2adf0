import { historyChangesFile } from "../../data/history/history-files.server.ts"
import type { Route } from "./+types/history-changes-json.ts"

export function loader({ request }: Route.LoaderArgs) {
  return historyChangesFile(request, "json")
}

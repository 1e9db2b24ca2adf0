import { historyFile } from "../../data/history/history-files.server.ts"
import type { Route } from "./+types/history-csv.ts"

export function loader({ request }: Route.LoaderArgs) {
  return historyFile(request, "csv")
}

import { historyChangesFile } from "../../data/history/history-files.server.ts"
import type { Route } from "./+types/history-changes-csv.ts"

export function loader({ request }: Route.LoaderArgs) {
  return historyChangesFile(request, "csv")
}

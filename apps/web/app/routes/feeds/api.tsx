import { ApiPage } from "../../components/feeds/api-page.tsx"
import { readApiSheet } from "../../data/feeds/api-page.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import type { Route } from "./+types/api.ts"

export async function loader({ request }: Route.LoaderArgs) {
  return readApiSheet(await readViewer(request))
}

export default function Api({ loaderData }: Route.ComponentProps) {
  return <ApiPage sheet={loaderData} />
}

import { LegalPage } from "../../components/site/legal-page.tsx"
import { readLegalSheet } from "../../data/account/legal.server.ts"
import type { Route } from "./+types/terms.ts"

export function loader({ request }: Route.LoaderArgs) {
  return readLegalSheet(request, "terms")
}

export default function Terms({ loaderData }: Route.ComponentProps) {
  return <LegalPage sheet={loaderData} />
}

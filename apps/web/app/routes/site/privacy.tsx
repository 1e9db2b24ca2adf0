import { LegalPage } from "../../components/site/legal-page.tsx"
import { readLegalSheet } from "../../data/account/legal.server.ts"
import type { Route } from "./+types/privacy.ts"

export function loader({ request }: Route.LoaderArgs) {
  return readLegalSheet(request, "privacy")
}

export default function Privacy({ loaderData }: Route.ComponentProps) {
  return <LegalPage sheet={loaderData} />
}

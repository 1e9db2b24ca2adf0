import { LegalPage } from "../../components/site/legal-page.tsx"
import { readLegalSheet } from "../../data/account/legal.server.ts"
import type { Route } from "./+types/legal.ts"

export function loader({ request }: Route.LoaderArgs) {
  return readLegalSheet(request, "legal")
}

export default function Legal({ loaderData }: Route.ComponentProps) {
  return <LegalPage sheet={loaderData} />
}

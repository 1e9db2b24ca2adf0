import { LegalPage } from "../../components/site/legal-page.tsx"
import { readLegalSheet } from "../../data/account/legal.server.ts"
import type { Route } from "./+types/contact.ts"

export function loader({ request }: Route.LoaderArgs) {
  return readLegalSheet(request, "contact")
}

export default function Contact({ loaderData }: Route.ComponentProps) {
  return <LegalPage sheet={loaderData} />
}

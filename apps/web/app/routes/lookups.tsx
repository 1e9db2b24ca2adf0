import { askLookup } from "@vigie/db"
import { data, redirect } from "react-router"
import { readAskedId } from "../data/address.server.ts"
import { hasContact } from "../data/contact.server.ts"
import { ask } from "../data/db.server.ts"
import { readAsked } from "../data/lookups.server.ts"
import { refuse } from "../data/refuse.server.ts"
import type { Route } from "./+types/lookups.ts"

/** Look-ups have an address each and no list. */
export function loader(): never {
  throw redirect("/films")
}

/** Asks for a film to be looked up; ends in the page that waits for the answer. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData()
  const asked = readAskedId(form) ?? readAsked(form)
  if (asked === null) throw data(null, { status: 400 })
  if (!(await hasContact())) return redirect(`/films?${new URLSearchParams({ q: asked.query })}`, 303)
  const id = await ask((db) => askLookup(db, { ...asked, now: Date.now() })).catch(refuse)
  return redirect(`/lookups/${id}`, 303)
}

export default function Lookups() {
  return null
}

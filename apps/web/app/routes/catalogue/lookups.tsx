import { agoInWords } from "@vigie/core"
import { askLookup } from "@vigie/db"
import { data, type HeadersArgs, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { LookUpForm } from "../../components/catalogue/look-up.tsx"
import { Heading, Title } from "../../components/site/heading.tsx"
import { readAskedId } from "../../data/catalogue/address.server.ts"
import { askedSource, readAsked } from "../../data/catalogue/lookups.server.ts"
import { hasContact } from "../../data/site/contact.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { limitOf, tooOften } from "../../data/site/limit.server.ts"
import { refuse } from "../../data/site/refuse.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/lookups.ts"

/** Look-ups have an address each and no list: here is where one asks for another. */
export function loader() {
  return askedSource(config)
}

/** Asks for a film to be looked up; ends in the page that waits for the answer. */
export async function action({ request }: Route.ActionArgs) {
  const form = await formOf(request)
  const asked = readAskedId(form) ?? readAsked(form)
  if (asked === null) throw data(null, { status: 400 })
  const viewer = await readViewer(request)
  const retryAt = await limitOf(request, viewer, "lookUp")
  if (retryAt !== null) {
    const when = agoInWords(retryAt, viewer.locale, viewer.now)
    return data({ asked, when }, tooOften(retryAt, viewer.now))
  }
  if (!(await hasContact())) return redirect(`/films?${new URLSearchParams({ q: asked.query })}`, 303)
  const id = await ask((db) => askLookup(db, { ...asked, now: viewer.now })).catch(refuse)
  return redirect(`/lookups/${id}`, 303)
}

export function headers({ actionHeaders }: HeadersArgs) {
  return actionHeaders
}

/** The form; who asked too often finds there what they typed. */
export default function Lookups({ loaderData, actionData }: Route.ComponentProps) {
  const { doors, lookup } = useWords()
  const { query = "", year = null } = actionData?.asked ?? {}
  return (
    <>
      <Title>{lookup.offer}</Title>
      <Heading>{lookup.offer}</Heading>
      {actionData && (
        <p className="notice" role="alert">
          {doors.tooOften(actionData.when)}
        </p>
      )}
      <LookUpForm title={query} year={String(year ?? "")} source={loaderData.name} keyed={loaderData.keyed} />
    </>
  )
}

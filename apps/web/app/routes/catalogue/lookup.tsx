import { data, type HeadersArgs, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { Found } from "../../components/catalogue/found.tsx"
import { LookUpForm, NoContact } from "../../components/catalogue/look-up.tsx"
import { SearchForm } from "../../components/catalogue/search-form.tsx"
import { Heading, Title } from "../../components/site/heading.tsx"
import { Wait } from "../../components/site/wait.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import { findLookup, takeFilm } from "../../data/catalogue/find-lookup.server.ts"
import { askedSource, type LookupSheet, readLookupSheet } from "../../data/catalogue/lookups.server.ts"
import { hasContact } from "../../data/site/contact.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { refreshHeaders, refreshOf } from "../../data/site/refresh.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/lookup.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const found = await findLookup(params.id)
  if (found === null) return data({ lookup: null, refresh: null, keyed: true }, { status: 404 })
  const viewer = await readViewer(request)
  const { name: asked, keyed } = askedSource(config)
  const lookup = readLookupSheet(found, { asked, contact: await hasContact() }, viewer)
  const refresh = refreshOf(request.url, lookup.state === "waiting", viewer.now)
  return data({ lookup, refresh, keyed }, { headers: refreshHeaders(refresh) })
}

export function headers({ loaderHeaders }: HeadersArgs) {
  return loaderHeaders
}

/** Takes one of the films found into the catalogue and onto the list; doing it twice changes nothing more. */
export async function action({ request, params }: Route.ActionArgs) {
  const take = (await formOf(request)).get("take")
  if (typeof take !== "string" || !/^\d{1,3}$/.test(take)) throw data(null, { status: 400 })
  return redirect(`/films/${await takeFilm(params.id, Number(take), await requireUser(request))}`, 303)
}

export default function Lookup({ loaderData }: Route.ComponentProps) {
  const words = useWords().lookup
  const { lookup, refresh, keyed } = loaderData
  if (lookup === null) return <Gone />
  const asked = lookup.year === null ? lookup.query : `${lookup.query} (${lookup.year})`
  return (
    <>
      <Title>{words.title(asked)}</Title>
      <Heading>{words.title(asked)}</Heading>
      <State lookup={lookup} />
      <Wait refresh={refresh} />
      {lookup.state !== "waiting" && lookup.state !== "contact" && <Other lookup={lookup} keyed={keyed} />}
    </>
  )
}

function State({ lookup }: { readonly lookup: LookupSheet }) {
  const words = useWords().lookup
  const { state, source } = lookup
  const failures = lookup.refusals.map((refusal) => words.failed(refusal.source, refusal.reason))
  if (state === "contact") return <NoContact />
  if (state === "found") return <Found lookup={lookup} />
  const said = state === "waiting" ? [words.waiting(source)] : state === "nothing" ? [words.nothing(source)] : failures
  const help = state === "waiting" ? words.waitingHelp : words.nothingHelp
  return (
    <div className="max-w-prose" role="status">
      {said.map((line) => (
        <p key={line} className="text-lead">
          {line}
        </p>
      ))}
      {state !== "failed" && <p className="mt-1 text-faint">{help}</p>}
    </div>
  )
}

/** The same form again: to ask once more, or for something else. */
function Other({ lookup, keyed }: { readonly lookup: LookupSheet; readonly keyed: boolean }) {
  const words = useWords().lookup
  const name = lookup.state === "found" ? words.other : words.again
  return (
    <section aria-labelledby="other" className="elsewhere">
      <h2 id="other" className="label">
        {name}
      </h2>
      <LookUpForm title={lookup.words} year={String(lookup.year ?? "")} source={lookup.source} keyed={keyed} />
    </section>
  )
}

function Gone() {
  const words = useWords().lookup
  return (
    <>
      <Title>{words.gone}</Title>
      <Heading>{words.gone}</Heading>
      <p className="max-w-prose text-lead">{words.goneHelp}</p>
      <SearchForm />
    </>
  )
}

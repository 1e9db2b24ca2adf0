import { readAddress } from "@vigie/core"
import { Link, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { Filters } from "../../components/catalogue/filters.tsx"
import { ListedFilms } from "../../components/catalogue/listed.tsx"
import { LookUp } from "../../components/catalogue/look-up.tsx"
import { Heading, Title } from "../../components/site/heading.tsx"
import { About } from "../../components/site/social.tsx"
import { type Asked, choicesFor, findAsked, labelOf, readAsked } from "../../data/catalogue/catalogue.server.ts"
import { addressOf, readForm } from "../../data/catalogue/filter-form.server.ts"
import { readListed } from "../../data/catalogue/listed.server.ts"
import { askedSource, splitYear } from "../../data/catalogue/lookups.server.ts"
import { hasContact } from "../../data/site/contact.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { PHRASES, useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/films.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const given = searchParams.get("q") ?? ""
  if (readAddress(given) !== null) throw redirect(`/open?${new URLSearchParams({ q: given })}`, 303)
  const viewer = await readViewer(request)
  const { catalogue: words } = PHRASES[viewer.locale]
  const { asked, notes } = readAsked(searchParams, viewer.locale)
  const after = searchParams.get("after") || null
  // A form sends what was left empty, too: the address that is kept and shared is without it.
  if ([...searchParams.values()].includes("")) throw redirect(addressOf(asked, { after: after ?? undefined }))
  const found = await findAsked(asked, after, viewer)
  const continued = after !== null && !found.stale
  const query = asked.q ?? ""
  const unknown = found.unknown.map((name) => words.nobody(labelOf(name, viewer.locale), asked[name] ?? ""))
  return {
    query,
    films: found.films.map((film) => readListed(film, viewer)),
    next: found.next === null ? null : addressOf(asked, { after: found.next }),
    first: continued ? addressOf(asked, {}) : null,
    form: readForm(asked, await choicesFor(viewer), found.sort, viewer),
    notes: [...notes, ...unknown, ...(found.stale ? [words.stale] : [])],
    elsewhere: isPlainSearch(asked) && !continued ? await elsewhereFor(query) : null,
  }
}

/** Only what no filter hides may be missing from the catalogue. */
function isPlainSearch({ q, sort: _, ...filters }: Asked): boolean {
  return q !== undefined && Object.keys(filters).length === 0
}

/** Who may be asked for a film that this catalogue may lack. */
async function elsewhereFor(query: string) {
  const { name: source, keyed } = askedSource(config)
  return { ...splitYear(query), source, keyed, contact: await hasContact() }
}

export default function Films({ loaderData }: Route.ComponentProps) {
  const words = useWords()
  const { query, films, next, first, elsewhere, form, notes } = loaderData
  const title = query === "" ? words.films.title : words.films.found(query)
  return (
    <>
      <Title>{title}</Title>
      <About name={title} keep={["after"]} hidden={query !== "" || form.chips.length > 0} />
      <Heading>{title}</Heading>
      <Filters form={form} />
      <Notes notes={notes} />
      {films.length === 0 && <Nothing query={query} filtered={form.chips.length > 0} />}
      <div className="mt-8">
        <ListedFilms films={films} />
      </div>
      <p className="mt-8 flex gap-6">
        {next && (
          <Link to={next} className="button-quiet">
            {words.films.more}
          </Link>
        )}
        {first && (
          <Link to={first} className="button-quiet">
            {words.films.first}
          </Link>
        )}
      </p>
      {elsewhere && <LookUp elsewhere={elsewhere} why={words.lookup[films.length === 0 ? "notHere" : "notTheOne"]} />}
      <p className="mt-12 flex flex-wrap gap-x-6 gap-y-2 text-faint">
        <Link to="/people" className="link">
          {words.catalogue.people}
        </Link>
        <Link to="/places" className="link">
          {words.catalogue.places}
        </Link>
      </p>
    </>
  )
}

/** What of the address was not used. */
function Notes({ notes }: { readonly notes: readonly string[] }) {
  const { catalogue } = useWords()
  if (notes.length === 0) return null
  return (
    <div className="notice mt-6" role="status">
      <p>{catalogue.ignored}</p>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  )
}

function Nothing({ query, filtered }: { readonly query: string; readonly filtered: boolean }) {
  const { films, catalogue } = useWords()
  const [said, help] = filtered
    ? [catalogue.none, catalogue.noneHelp]
    : query === ""
      ? [films.empty, null]
      : [films.none(query), films.help]
  return (
    <div className="mt-8 max-w-prose">
      <p className="text-lead">{said}</p>
      {help && <p className="mt-2 text-faint">{help}</p>}
    </div>
  )
}

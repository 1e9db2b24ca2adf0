import { data, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { ListedFilms } from "../../components/catalogue/listed.tsx"
import { LookUpForm, NoContact } from "../../components/catalogue/look-up.tsx"
import { SearchForm } from "../../components/catalogue/search-form.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { Social } from "../../components/site/social.tsx"
import { readAddressSheet, SITE_NAMES, sharedAddress, sharedWords } from "../../data/catalogue/address.server.ts"
import { findAsked } from "../../data/catalogue/catalogue.server.ts"
import { pageAt } from "../../data/catalogue/find-address.server.ts"
import { readListed } from "../../data/catalogue/listed.server.ts"
import { askedSource } from "../../data/catalogue/lookups.server.ts"
import { hasContact } from "../../data/site/contact.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/open.ts"

const ALIKE = 6

/** Opens the film of an address: what the search box was given, or what a phone shares. Words alone are searched. */
export async function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const address = sharedAddress(searchParams)
  if (address === null) {
    const words = sharedWords(searchParams)
    throw redirect(words === "" ? "/films" : `/films?${new URLSearchParams({ q: words })}`, 303)
  }
  const page = await pageAt(address)
  if (page !== null) throw redirect(page, 303)
  const viewer = await readViewer(request)
  const sheet = readAddressSheet(address)
  const alike = sheet.title === null ? [] : (await findAsked({ q: sheet.title }, null, viewer)).films.slice(0, ALIKE)
  const { name: source, keyed } = askedSource(config)
  return data({
    sheet,
    alike: alike.map((film) => readListed(film, viewer)),
    sites: SITE_NAMES.join(", "),
    source,
    keyed,
    contact: await hasContact(),
  })
}

export default function Open({ loaderData }: Route.ComponentProps) {
  const { open } = useWords()
  const { sheet, alike, sites } = loaderData
  return (
    <>
      <Title>{open.title}</Title>
      <Social title={open.title} description={open.title} hidden />
      <Heading>{open.title}</Heading>
      <p className="max-w-prose text-lead">
        {sheet.site === null ? open.strange(sheet.shown) : open.understood(sheet.site, sheet.shown)}
      </p>
      <p className="mt-1 max-w-prose text-faint">{sheet.site === null ? open.known(sites) : open.unknown}</p>
      {alike.length > 0 && (
        <div className="mt-8">
          <Part id="alike" name={open.alike}>
            <ListedFilms films={alike} />
          </Part>
        </div>
      )}
      <LookUpThis {...loaderData} />
      <SearchForm query={sheet.title ?? ""} />
    </>
  )
}

/** By its id where somebody can be asked by that id, else by the words of the address. */
function LookUpThis(props: Route.ComponentProps["loaderData"]) {
  const { lookup, open } = useWords()
  const { asked, title, year } = props.sheet
  if (asked === null && title === null) return null
  return (
    <section aria-labelledby="elsewhere" className="elsewhere">
      <h2 id="elsewhere" className="label">
        {lookup.offer}
      </h2>
      {!props.contact ? (
        <NoContact />
      ) : asked === null ? (
        <LookUpForm title={title ?? ""} year={String(year ?? "")} source={props.source} keyed={props.keyed} />
      ) : (
        <form method="post" action="/lookups" className="asking">
          <input type="hidden" name="site" value={asked.site} />
          <input type="hidden" name="id" value={asked.id} />
          <p className="basis-full max-w-prose">{open.byId}</p>
          <button type="submit" className="button">
            {lookup.go(props.source)}
          </button>
        </form>
      )}
    </section>
  )
}

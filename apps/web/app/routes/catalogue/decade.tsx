import { data, Link } from "react-router"
import { ListedFilms } from "../../components/catalogue/listed.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { About } from "../../components/site/social.tsx"
import { choicesFor, findAsked } from "../../data/catalogue/catalogue.server.ts"
import { addressOf } from "../../data/catalogue/filter-form.server.ts"
import { readListed } from "../../data/catalogue/listed.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/decade.ts"

/** What of a decade can be watched now, then the whole of it. */
export async function loader({ request, params: { decade } }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const { decades } = await choicesFor(viewer)
  const at = decades.findIndex((one) => String(one) === decade)
  if (at < 0) throw data(null, { status: 404 })
  const [now, all] = [await findAsked({ decade, now: "1" }, null, viewer), await findAsked({ decade }, null, viewer)]
  const near = (one: number | undefined) => (one === undefined ? null : String(one))
  return {
    decade,
    before: near(decades[at + 1]),
    following: near(decades[at - 1]),
    now: now.films.map((film) => readListed(film, viewer)),
    all: all.films.map((film) => readListed(film, viewer)),
    more: all.next === null ? null : addressOf({ decade }, { after: all.next }),
    refine: addressOf({ decade }, {}),
  }
}

export default function Decade({ loaderData }: Route.ComponentProps) {
  const { catalogue: words, films } = useWords()
  const { decade, before, following, now, all, more, refine } = loaderData
  return (
    <>
      <Title>{words.years(decade)}</Title>
      <About name={words.years(decade)} />
      <Heading>{words.years(decade)}</Heading>
      <p className="mb-8 flex flex-wrap gap-x-6 gap-y-2">
        {before && <To to={`/decades/${before}`} name={words.previous(before)} />}
        {following && <To to={`/decades/${following}`} name={words.following(following)} />}
        <To to={refine} name={words.inCatalogue} />
      </p>
      <Part id="now" name={words.nowHere}>
        {now.length === 0 ? <p className="text-faint">{words.noneNow}</p> : <ListedFilms films={now} />}
      </Part>
      <Part id="all" name={films.title}>
        <ListedFilms films={all} />
        {more && <To to={more} name={films.more} />}
      </Part>
    </>
  )
}

function To({ to, name }: { readonly to: string; readonly name: string }) {
  return (
    <Link to={to} className="link">
      {name}
    </Link>
  )
}

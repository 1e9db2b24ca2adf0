import { Link } from "react-router"
import { EveningLines, ScopeSwitch } from "../../components/catalogue/home-lists.tsx"
import { LeavingLines, NewLines } from "../../components/catalogue/programme.tsx"
import { SearchForm } from "../../components/catalogue/search-form.tsx"
import { Part, Title } from "../../components/site/heading.tsx"
import { Social } from "../../components/site/social.tsx"
import { DemoMark } from "../../components/watchlist/marks.tsx"
import { type HomeSheet, readHome } from "../../data/catalogue/home.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/home.ts"

export async function loader({ request }: Route.LoaderArgs) {
  return readHome(await readViewer(request), new URL(request.url).searchParams.get("scope"))
}

export default function Home({ loaderData }: Route.ComponentProps) {
  const { home, front } = useWords()
  const { on, operator, newly, leaving, back, evening, films, demo } = loaderData
  const empty = newly.length + leaving.length + back.length + evening.length === 0
  return (
    <>
      <Title>{home.title}</Title>
      <Social title={home.title} description={front.describe} />
      <div className="mt-8 mb-12 max-w-3xl sm:mt-16 sm:mb-16">
        <h1 className="max-w-[16ch] text-title">{home.title}</h1>
        <SearchForm first />
        <p className="mt-2 text-fine text-faint">{front.hint}</p>
        <p className="mt-6 max-w-prose text-lead">{home.pitch}</p>
        <p className="mt-3 text-faint">
          {home.count(films)} ·{" "}
          <Link to="/films" className="link">
            {home.all}
          </Link>
        </p>
        <On words={on} operator={operator} />
      </div>
      {empty && <Demo films={demo} />}
      <Lists sheet={loaderData} />
      {!empty && <Demo films={demo} />}
    </>
  )
}

/** What comes and goes: what ends first matters most, then what is on tonight. */
function Lists({ sheet }: { readonly sheet: HomeSheet }) {
  const { home, front } = useWords()
  const { newly, leaving, back, evening } = sheet
  const listed = new Set(sheet.listed)
  const none = (words: string) => <p className="text-faint">{sheet.scope === "mine" ? front.mineEmpty : words}</p>
  return (
    <>
      <ScopeSwitch scope={sheet.scope} other={sheet.switch} />
      <Part id="leaving" name={home.leaving}>
        {leaving.length === 0 ? none(home.noneLeaving) : <LeavingLines lines={leaving} listed={listed} />}
        <p className="mt-4">
          <Link to="/calendar" className="link">
            {front.calendar}
          </Link>
        </p>
      </Part>
      <Part id="tonight" name={front.tonight}>
        <p className="mb-3 text-faint">{sheet.day}</p>
        {evening.length === 0 ? none(front.noneTonight) : <EveningLines lines={evening} listed={listed} />}
      </Part>
      <Part id="new" name={home.newly}>
        {newly.length === 0 ? none(home.noneNew) : <NewLines lines={newly} listed={listed} />}
      </Part>
      <Part id="back" name={front.again}>
        {back.length === 0 ? none(front.noneAgain) : <NewLines lines={back} listed={listed} />}
      </Part>
    </>
  )
}

/** What is on; or, before the first run, what to do about it. */
function On({ words, operator }: { readonly words: string | null; readonly operator: boolean }) {
  const { setup } = useWords()
  if (words === null && !operator) return null
  if (words === null)
    return (
      <section aria-labelledby="invite" className="invite">
        <h2 id="invite" className="text-head font-semibold">
          {setup.invite.title}
        </h2>
        <p className="mt-1 max-w-prose">{setup.invite.text}</p>
        <Link to="/setup" className="button mt-4">
          {setup.title}
        </Link>
      </section>
    )
  return (
    <p className="mt-1 text-faint">
      {words}
      {operator && (
        <>
          {" "}
          ·{" "}
          <Link to="/setup" className="link">
            {setup.on.settings}
          </Link>
        </>
      )}
    </p>
  )
}

function Demo({ films }: { readonly films: Route.ComponentProps["loaderData"]["demo"] }) {
  const { home, demo } = useWords()
  if (films.length === 0) return null
  return (
    <Part id="demo" name={home.demoTitle}>
      <p className="max-w-prose text-lead">{home.demoText}</p>
      <ul className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
        {films.map((film) => (
          <li key={film.slug}>
            <Link to={`/films/${film.slug}`} className="link text-lead">
              {film.title}
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-fine text-faint">
        <DemoMark /> {demo.note}
      </p>
    </Part>
  )
}

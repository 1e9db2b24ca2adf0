import { homeFilms, whatIsOn } from "@vigie/db"
import { readInstallation } from "@vigie/stages/installation"
import { Link } from "react-router"
import { config } from "../../src/env.ts"
import { Part, Title } from "../components/heading.tsx"
import { DemoMark } from "../components/marks.tsx"
import { LeavingLines, NewLines } from "../components/programme.tsx"
import { SearchForm } from "../components/search-form.tsx"
import { readCard, readLine } from "../data/cards.server.ts"
import { ask } from "../data/db.server.ts"
import { onInWords } from "../data/on.server.ts"
import { readViewer } from "../data/viewer.server.ts"
import { useWords } from "../i18n/words.ts"
import type { Route } from "./+types/home.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const { territories, now } = viewer
  const home = await ask((db) => homeFilms(db, { territories, now, limit: 8, demo: config.demo }))
  const { at } = await ask((db) => readInstallation(db, config))
  return {
    on: at === null ? null : onInWords(await ask((db) => whatIsOn(db, territories)), viewer),
    newly: home.newlyAvailable.map((item) => readLine(item, viewer)),
    leaving: home.leavingSoon.map((item) => readLine(item, viewer)),
    films: home.films,
    demo: home.demo.map(readCard),
  }
}

export default function Home({ loaderData }: Route.ComponentProps) {
  const { home } = useWords()
  const { on, newly, leaving, films, demo } = loaderData
  const empty = newly.length + leaving.length === 0
  return (
    <>
      <Title>{home.title}</Title>
      <div className="mt-8 mb-12 max-w-3xl sm:mt-16 sm:mb-20">
        <h1 className="max-w-[16ch] text-title">{home.title}</h1>
        <SearchForm first />
        <p className="mt-6 max-w-prose text-lead">{home.pitch}</p>
        <p className="mt-3 text-faint">
          {home.count(films)} ·{" "}
          <Link to="/films" className="link">
            {home.all}
          </Link>
        </p>
        <On words={on} />
      </div>
      {empty && <Demo films={demo} />}
      <Part id="leaving" name={home.leaving}>
        {leaving.length === 0 ? <p className="text-faint">{home.noneLeaving}</p> : <LeavingLines lines={leaving} />}
      </Part>
      <Part id="new" name={home.newly}>
        {newly.length === 0 ? <p className="text-faint">{home.noneNew}</p> : <NewLines lines={newly} />}
      </Part>
      {!empty && <Demo films={demo} />}
    </>
  )
}

/** What is on; or, before the first run, what to do about it. */
function On({ words }: { readonly words: string | null }) {
  const { setup } = useWords()
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
      {words} ·{" "}
      <Link to="/setup" className="link">
        {setup.on.settings}
      </Link>
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

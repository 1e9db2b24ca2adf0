import { departmentCode } from "@vigie/core"
import { departmentPage, listDepartments } from "@vigie/db"
import { data, Link } from "react-router"
import { config } from "../../../src/env.ts"
import { TellMe } from "../../components/alerts/tell-me.tsx"
import { NowAndDecades } from "../../components/catalogue/listed.tsx"
import { FeedLinks } from "../../components/feeds/feed-links.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { About } from "../../components/site/social.tsx"
import { byDecade } from "../../data/catalogue/listed.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { keep } from "../../data/site/kept.server.ts"
import { type Reading, readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/places.ts"

const FILMS = 500

/** The departments; with one in the address, its communes and what was shot there. */
export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const code = new URL(request.url).searchParams.get("department") || null
  if (code === null)
    return { department: null, ...(await keep("departments", () => ask((db) => listDepartments(db, config.demo)))) }
  return { department: await findDepartment(departmentCode(code) ?? code, viewer), departments: [], others: [] }
}

async function findDepartment(code: string, viewer: Reading) {
  const { territories } = viewer
  const page = await ask((db) => departmentPage(db, code, { territories, demo: config.demo, limit: FILMS }))
  if (page === null) throw data(null, { status: 404 })
  return { code: page.code, places: page.places, decades: byDecade(page.films, viewer) }
}

export default function Places({ loaderData: { department, departments, others } }: Route.ComponentProps) {
  const { catalogue: words } = useWords()
  if (department !== null) return <Department department={department} />
  return (
    <>
      <Title>{words.places}</Title>
      <About name={words.places} />
      <Heading>{words.places}</Heading>
      <p className="mb-6 text-faint">{departments.length + others.length === 0 ? words.noPlaces : words.placesHelp}</p>
      {departments.length > 0 && (
        <Part id="departments" name={words.departments}>
          <ul className="columns">
            {departments.map(({ code, films }) => (
              <li key={code}>
                <Link to={`?department=${encodeURIComponent(code)}`} className="link">
                  {words.department(code)}
                </Link>{" "}
                <span className="text-faint">{words.films(films)}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {others.length > 0 && (
        <Part id="others" name={words.elsewhere}>
          <PlaceList places={others} />
        </Part>
      )}
    </>
  )
}

function Department({ department }: { readonly department: Awaited<ReturnType<typeof findDepartment>> }) {
  const { catalogue: words } = useWords()
  const title = words.department(department.code)
  return (
    <>
      <Title>{title}</Title>
      <About name={title} keep={["department"]} />
      <Heading>{title}</Heading>
      <p className="mb-8">
        <Link to="/places" className="link">
          {words.places}
        </Link>
      </p>
      <TellMe of="department" value={department.code} name={title} />
      <Part id="communes" name={words.communes}>
        <PlaceList places={department.places} />
      </Part>
      <NowAndDecades decades={department.decades} />
      <FeedLinks atom={`/departments/${encodeURIComponent(department.code)}.atom`} name={title} />
    </>
  )
}

function PlaceList(props: { readonly places: readonly { slug: string; name: string; films: number }[] }) {
  const { catalogue: words } = useWords()
  return (
    <ul className="columns">
      {props.places.map(({ slug, name, films }) => (
        <li key={slug}>
          <Link to={`/places/${slug}`} className="link">
            {name}
          </Link>{" "}
          <span className="text-faint">{words.films(films)}</span>
        </li>
      ))}
    </ul>
  )
}

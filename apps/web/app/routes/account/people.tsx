import { listJobs, peopleOfJob } from "@vigie/db"
import { data, Link } from "react-router"
import { Heading, Title } from "../../components/site/heading.tsx"
import { About } from "../../components/site/social.tsx"
import { ask } from "../../data/site/db.server.ts"
import { localeOf } from "../../data/site/viewer.server.ts"
import { PHRASES, useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/people.ts"

const PAGE = 90

/** The jobs; with one in the address, who is credited with it. */
export async function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const { catalogue: words } = PHRASES[localeOf(request)]
  const jobs = await ask(listJobs)
  const job = searchParams.get("job") || null
  if (job !== null && !jobs.includes(job)) throw data(null, { status: 404 })
  const say = (one: string) => (one === "Cast" ? words.cast : one)
  const all = jobs.map((one) => ({ job: one, name: say(one) }))
  if (job === null) return { jobs: all, job: null, people: [], next: null }
  const after = searchParams.get("after")
  const { people, next } = await ask((db) => peopleOfJob(db, job, { after, limit: PAGE }))
  return {
    jobs: all,
    job: say(job),
    people,
    next: next === null ? null : `?${new URLSearchParams({ job, after: next })}`,
  }
}

export default function People({ loaderData }: Route.ComponentProps) {
  const { catalogue: words, films } = useWords()
  const { jobs, job, people, next } = loaderData
  const title = job === null ? words.people : words.peopleOf(job)
  return (
    <>
      <Title>{title}</Title>
      <About name={title} keep={["job", "after"]} />
      <Heading>{title}</Heading>
      <p className="mb-6 text-faint">{jobs.length === 0 ? words.nobodyYet : words.peopleHelp}</p>
      {job === null ? (
        <ul className="columns">
          {jobs.map((one) => (
            <li key={one.job}>
              <Link to={`?${new URLSearchParams({ job: one.job })}`} className="link">
                {one.name}
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <ul className="columns">
          {people.map(({ slug, name }) => (
            <li key={slug}>
              <Link to={`/people/${slug}`} className="link">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-8 flex gap-6">
        {next && (
          <Link to={next} className="button-quiet">
            {films.more}
          </Link>
        )}
        {job !== null && (
          <Link to="/people" className="button-quiet">
            {words.people}
          </Link>
        )}
      </p>
    </>
  )
}

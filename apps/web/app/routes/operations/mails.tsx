import { Link } from "react-router"
import { Heading, Title } from "../../components/site/heading.tsx"
import { listSamples } from "../../data/operations/mails.server.ts"
import { readOperator } from "../../data/operations/operator.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/mails.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const { locale } = await readOperator(request)
  return listSamples(locale)
}

export default function Mails({ loaderData: groups }: Route.ComponentProps) {
  const { mails } = useWords()
  return (
    <>
      <Title>{mails.title}</Title>
      <Heading>{mails.title}</Heading>
      <p className="max-w-prose text-faint">{mails.about}</p>
      {groups.map(({ group, samples }) => (
        <section key={group}>
          <h2 className="label mt-10">{group}</h2>
          <ul className="lines mt-2 max-w-4xl">
            {samples.map(({ name, label, subject }) => (
              <li key={name} className="entry">
                <Link to={`/operations/mails/${name}`} className="film-link">
                  {label}
                </Link>
                <span className="block text-fine text-faint">{subject}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

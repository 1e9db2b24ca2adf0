import { Link } from "react-router"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { SourceFacts } from "../../components/sources/source-line.tsx"
import { readViewer } from "../../data/site/viewer.server.ts"
import { readSourceSheet } from "../../data/sources/source-page.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/source.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  return readSourceSheet(params.id, await readViewer(request))
}

export default function Source({ loaderData }: Route.ComponentProps) {
  const { sources: words } = useWords()
  const { line, feeds, pages } = loaderData
  return (
    <>
      <Title>{line.name}</Title>
      <Heading>{line.name}</Heading>
      <Part id="about" name={words.reads}>
        <SourceFacts of={line} />
      </Part>
      <Part id="feeds" name={words.feeds}>
        <ul className="lines">
          {feeds.map((feed) => (
            <li key={feed.id} className="entry">
              {feed.says}
            </li>
          ))}
        </ul>
        <p>{pages}</p>
      </Part>
      <p>
        <Link to="/sources" className="link">
          {words.back}
        </Link>
      </p>
    </>
  )
}

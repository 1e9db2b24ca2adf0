import { Heading, Title } from "../../components/site/heading.tsx"
import { SourceFacts, SourceLink } from "../../components/sources/source-line.tsx"
import { readViewer } from "../../data/site/viewer.server.ts"
import { readSourceLines } from "../../data/sources/source-page.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/sources.ts"

export async function loader({ request }: Route.LoaderArgs) {
  return { lines: await readSourceLines(await readViewer(request)) }
}

export default function Sources({ loaderData }: Route.ComponentProps) {
  const { sources: words } = useWords()
  return (
    <>
      <Title>{words.short}</Title>
      <Heading>{words.title}</Heading>
      <p className="mb-8 max-w-prose text-lead">{words.intro}</p>
      <ul>
        {loaderData.lines.map((line) => (
          <li key={line.id} className="part">
            <h2>
              <SourceLink of={line} />
            </h2>
            <div className="min-w-0">
              <SourceFacts of={line} />
            </div>
          </li>
        ))}
      </ul>
      <p className="text-fine text-faint">{words.onTimeHelp}</p>
    </>
  )
}

import { Link } from "react-router"
import { OperatorsSheet } from "../../components/operations/sheet.tsx"
import { readOperator } from "../../data/operations/operator.server.ts"
import { readOverview } from "../../data/operations/overview.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/overview.ts"

export async function loader({ request }: Route.LoaderArgs) {
  return readOverview(await readOperator(request))
}

export default function Overview({ loaderData }: Route.ComponentProps) {
  const { operations: words } = useWords()
  const { waiting, workers } = loaderData
  return (
    <OperatorsSheet name={words.title}>
      <p className="mb-6 max-w-prose text-lead">{words.intro}</p>
      <ul className="lines narrow">
        {waiting.map(({ to, says, grave }) => (
          <li key={says} className="entry">
            <Link to={to} className={`film-link ${grave ? "text-accent" : ""}`}>
              {says}
            </Link>
          </li>
        ))}
      </ul>
      {waiting.length === 0 && <p className="text-lead">{words.waiting.nothing}</p>}
      <p className="mt-6 text-faint">{workers}</p>
    </OperatorsSheet>
  )
}

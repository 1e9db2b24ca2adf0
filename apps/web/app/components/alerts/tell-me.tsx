import type { StandingScope } from "@vigie/db"
import { Link } from "react-router"
import { useWords } from "../../i18n/words.ts"

interface TellMeProps {
  readonly of: StandingScope
  /** As an address names it: a slug, a department's code, an award's own name. */
  readonly value: string
  readonly name: string
}

/** The way from a person's, place's, provider's or award's page to a rule about it. */
export function TellMe({ of, value, name }: TellMeProps) {
  const { standing: words } = useWords().alerts
  return (
    <p className="mb-6">
      <Link
        to={`/rules/new?${new URLSearchParams({ [of]: value })}`}
        className="button-quiet"
        aria-label={words.tellMeOf(name)}
      >
        {words.tellMe}
      </Link>
    </p>
  )
}

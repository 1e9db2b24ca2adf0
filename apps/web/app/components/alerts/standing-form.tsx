import { Link } from "react-router"
import type { StandingForm as Sheet } from "../../data/alerts/standing-rule.server.ts"
import type { RuleDraft } from "../../data/watchlist/rule-draft.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Heading, Title } from "../site/heading.tsx"
import { RuleForm } from "../watchlist/rule-form.tsx"

interface StandingFormProps {
  readonly sheet: Sheet
  readonly draft: RuleDraft | undefined
  readonly refused: string | null
  readonly at: string
}

/** The page of one standing rule: what it is about, and what is to be told of it. */
export function StandingForm({ sheet, draft, refused, at }: StandingFormProps) {
  const { standing: words } = useWords().alerts
  return (
    <>
      <Title>{sheet.about}</Title>
      <Heading>{sheet.about}</Heading>
      <p className="mb-6 max-w-prose text-lead">{sheet.known ? words.known : words.fresh}</p>
      {refused && (
        <p className="notice" role="alert">
          {refused}
        </p>
      )}
      <RuleForm setting={sheet.setting} draft={draft ?? sheet.draft} at={at} several reset={null} />
      <p className="mt-4">
        <Link to="/rules" className="link">
          {words.back}
        </Link>
      </p>
    </>
  )
}

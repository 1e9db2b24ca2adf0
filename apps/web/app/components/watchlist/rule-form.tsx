import type { ReactNode } from "react"
import type { RuleDraft } from "../../data/watchlist/rule-draft.server.ts"
import type { RuleSetting } from "../../data/watchlist/watchlist-rule.server.ts"
import { useWords } from "../../i18n/words.ts"
import { RuleChanges, RuleHow, RuleWhen } from "./rule-how.tsx"
import { RulePay } from "./rule-pay.tsx"
import { RuleTried } from "./rule-tried.tsx"
import { Doubts } from "./watchlist-parts.tsx"

interface RuleFormProps {
  readonly setting: RuleSetting
  readonly draft: RuleDraft
  /** Where it is sent, without a place in the page. */
  readonly at: string
  /** What is tried is of several films: each is named. */
  readonly several: boolean
  /** What the button that goes back from a rule is called; null where there is nothing to go back from. */
  readonly reset: string | null
  /** Fields of its own, first of all. */
  readonly children?: ReactNode
}

/** What came of a form, above it: what is wrong, what the rule would have told, or that it can tell nothing ever. */
export function RuleOutcome({ draft, several }: Pick<RuleFormProps, "draft" | "several">) {
  const { rule: words } = useWords().watchlist
  const { faults, tried, unsure } = draft
  if (Object.keys(faults).length > 0)
    return (
      <p className="notice" role="alert">
        {words.faulty}
      </p>
    )
  if (tried !== null) return <RuleTried tried={tried} withFilm={several} />
  if (unsure === null) return null
  return (
    <div className="notice" role="alert">
      <p>{unsure.words}</p>
      <Doubts rule={unsure} />
    </div>
  )
}

/** What to be told, at what price, how and how often: what was typed stays, what is wrong is said beside it. */
export function RuleForm({ setting, draft, at, several, reset, children }: RuleFormProps) {
  return (
    <>
      <RuleOutcome draft={draft} several={several} />
      <form method="post" action={at} className="setup ruling" noValidate>
        {/* Enter in a field tries; it is not the button that finds a provider. */}
        <button
          type="submit"
          name="act"
          value="try"
          formAction={`${at}#tried`}
          hidden
          tabIndex={-1}
          aria-hidden="true"
        />
        {children}
        <RuleChanges setting={setting} draft={draft} />
        <RulePay setting={setting} draft={draft} at={at} />
        <RuleHow setting={setting} draft={draft} />
        <RuleWhen setting={setting} draft={draft} />
        <Buttons at={at} unsure={draft.unsure !== null} reset={reset} />
      </form>
    </>
  )
}

function Buttons({ at, unsure, reset }: Pick<RuleFormProps, "at" | "reset"> & { readonly unsure: boolean }) {
  const { rule: words } = useWords().watchlist
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <button type="submit" name="act" value="try" formAction={`${at}#tried`} className="button-quiet">
          {words.try}
        </button>
        <button type="submit" name="act" value={unsure ? "sure" : "save"} className="button">
          {unsure ? words.sure : words.save}
        </button>
        {reset !== null && (
          <button type="submit" name="act" value="reset" className="button-plain">
            {reset}
          </button>
        )}
      </div>
      <p className="mt-2 text-fine text-faint">{words.tryHelp}</p>
    </div>
  )
}

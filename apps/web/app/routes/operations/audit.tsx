import { Acts } from "../../components/operations/acts.tsx"
import { Choices, Field } from "../../components/operations/field.tsx"
import { More, Nothing, OperatorsSheet } from "../../components/operations/sheet.tsx"
import { readAudit } from "../../data/operations/audit.server.ts"
import { readOperator } from "../../data/operations/operator.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/audit.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  return readAudit(new URL(request.url).searchParams, operator)
}

export default function Audit({ loaderData }: Route.ComponentProps) {
  const { operations } = useWords()
  const { audit: words } = operations
  const { act, actor, subject, acts, items, next } = loaderData
  return (
    <OperatorsSheet name={words.title}>
      <form method="get" action="/operations/audit" className="sifting">
        <Field id="act" name={words.act}>
          <Choices id="act" name="act" value={act} first={operations.all} options={acts} />
        </Field>
        <Field id="actor" name={words.actor}>
          <input id="actor" name="actor" defaultValue={actor} placeholder={words.anyone} className="field" />
        </Field>
        <Field id="subject" name={words.subject}>
          <input id="subject" name="subject" defaultValue={subject} placeholder={words.subjectHelp} className="field" />
        </Field>
        <button type="submit" className="button-quiet">
          {operations.filter}
        </button>
      </form>
      {items.length === 0 ? <Nothing words={operations.none} /> : <Acts items={items} />}
      <More next={next} />
    </OperatorsSheet>
  )
}

import { data, Link, redirect } from "react-router"
import { AreaField, Options, Outcome, SelectField, TextField } from "../../components/site/fields.tsx"
import { Heading, Title } from "../../components/site/heading.tsx"
import { legalIn, legalValues, saveLegal } from "../../data/account/legal.server.ts"
import { readOperator } from "../../data/operations/operator.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { territoriesInWords } from "../../data/site/territories.server.ts"
import { useWords } from "../../i18n/words.ts"
import { LEGAL_FIELDS } from "../../legal/fields.ts"
import type { Route } from "./+types/operations-legal.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const { locale } = await readOperator(request)
  const countries = territoriesInWords(locale, []).others.map(({ code, name }) => ({ value: code, name }))
  return { values: await legalValues(), countries, done: new URL(request.url).searchParams.has("done") }
}

/** Publishes, or gives back what was typed with what is wrong beside each field. */
export async function action({ request }: Route.ActionArgs) {
  const { locale, by } = await readOperator(request)
  const values = legalIn(await formOf(request))
  const faults = await saveLegal(values, locale, by)
  if (Object.keys(faults).length > 0) return data({ values, faults }, { status: 422 })
  return redirect("/operations/legal?done", 303)
}

const LINES: Readonly<Record<string, number>> = { address: 3, hostAddress: 3 }

export default function OperationsLegal({ loaderData, actionData }: Route.ComponentProps) {
  const { legalPages, account } = useWords()
  const { form } = legalPages
  const values = actionData?.values ?? loaderData.values
  const faults: Readonly<Record<string, string>> = actionData?.faults ?? {}
  const faulty = actionData !== undefined
  return (
    <>
      <Title>{faulty ? account.faultIn(form.title) : form.title}</Title>
      <Heading>{form.title}</Heading>
      <Outcome faulty={faulty} done={loaderData.done ? form.done : null} />
      <p className="mb-2 max-w-prose text-lead">{form.intro}</p>
      <p className="mb-6">
        <Link to="/legal" className="link">
          {form.see}
        </Link>
      </p>
      <form method="post" action="/operations/legal" className="form" noValidate>
        <p className="text-fine text-faint">{account.mandatory}</p>
        {LEGAL_FIELDS.map((id) => {
          const field = { id, label: form.fields[id], help: form.helps[id], fault: faults[id], value: values[id] }
          const required = id !== "registration"
          if (id === "country")
            return (
              <SelectField key={id} {...field} required>
                <option value="">{form.choose}</option>
                <Options of={loaderData.countries} />
              </SelectField>
            )
          const rows = LINES[id]
          if (rows !== undefined) return <AreaField key={id} {...field} rows={rows} required />
          return <TextField key={id} {...field} type={id === "email" ? "email" : "text"} required={required} />
        })}
        <button type="submit" className="button">
          {account.save}
        </button>
      </form>
    </>
  )
}

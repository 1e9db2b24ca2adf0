import { data, Form, Link } from "react-router"
import { Choices, Field, told } from "../../components/operations/field.tsx"
import { OperatorsSheet } from "../../components/operations/sheet.tsx"
import {
  type AddFaults,
  type AddValues,
  readAddSheet,
  saveTarget,
  valuesIn,
} from "../../data/operations/add-target.server.ts"
import { goTo, readOperator } from "../../data/operations/operator.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/target-new.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  return readAddSheet(operator, new URL(request.url).searchParams)
}

export async function action({ request }: Route.ActionArgs) {
  const operator = await readOperator(request)
  const values = valuesIn(await formOf(request))
  const saved = await saveTarget(values, operator)
  if ("faults" in saved) return data({ values, faults: saved.faults }, { status: 422 })
  return goTo(`/operations/targets/${saved.id}`, saved.created ? "added" : "there")
}

export default function TargetNew({ loaderData, actionData }: Route.ComponentProps) {
  const { operations } = useWords()
  const { add: words } = operations
  const values: AddValues = actionData?.values ?? loaderData.values
  const faults: AddFaults = actionData?.faults ?? {}
  return (
    <OperatorsSheet name={words.title} fault={actionData === undefined ? null : words.faulty}>
      <Form method="post" reloadDocument className="narrow grid gap-6" noValidate>
        <Field id="source" name={words.source} help={words.sourceHelp} fault={faults.source}>
          <Choices
            id="source"
            name="source"
            value={values.source}
            first="–"
            options={loaderData.sources.map(({ id, name }) => ({ value: id, name }))}
            told={told("source", { help: true, fault: faults.source })}
          />
        </Field>
        <Typed id="reference" values={values} faults={faults} help={words.referenceHelp} name={words.reference} />
        <Typed id="film" values={values} faults={faults} help={words.filmHelp} name={words.film} />
        <Typed id="territory" values={values} faults={faults} help={words.territoryHelp} name={words.territory} />
        <Field id="every" name={words.every} help={words.everyHelp} fault={faults.every}>
          <Choices
            id="every"
            name="every"
            value={values.every}
            first={words.sourceOwn}
            options={loaderData.every.map(({ ms, name }) => ({ value: String(ms), name }))}
            told={told("every", { help: true, fault: faults.every })}
          />
        </Field>
        <p className="max-w-prose">
          {words.robots} {loaderData.hasContact ? loaderData.contact : <strong>{loaderData.contact}</strong>}
        </p>
        <div className="acts">
          <button type="submit" className="button">
            {words.go}
          </button>
          <Link to="/operations/targets" className="link">
            {operations.cancel}
          </Link>
        </div>
      </Form>
    </OperatorsSheet>
  )
}

interface TypedProps {
  readonly id: "reference" | "film" | "territory"
  readonly name: string
  readonly help: string
  readonly values: AddValues
  readonly faults: AddFaults
}

function Typed({ id, name, help, values, faults }: TypedProps) {
  return (
    <Field id={id} name={name} help={help} fault={faults[id]}>
      <input
        id={id}
        name={id}
        defaultValue={values[id]}
        className="field"
        autoCapitalize="none"
        {...told(id, { help: true, fault: faults[id] })}
      />
    </Field>
  )
}

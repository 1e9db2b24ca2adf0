import { data, Form, Link } from "react-router"
import { Field, told } from "../../components/operations/field.tsx"
import { OperatorsSheet } from "../../components/operations/sheet.tsx"
import { Table } from "../../components/site/table.tsx"
import { type MergeForm, type MergeSheet, mergeBoth, readMerge } from "../../data/operations/films.server.ts"
import { goTo, readOperator, slugIn, textIn } from "../../data/operations/operator.server.ts"
import { saidIn } from "../../data/operations/said.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/films.ts"

const PATH = "/operations/films"

function formIn(from: FormData | URLSearchParams): MergeForm {
  return { from: textIn(from, "from"), into: textIn(from, "into") }
}

export async function loader({ request }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  const { searchParams } = new URL(request.url)
  const said = saidIn(searchParams, operator.locale)
  // What follows a merge starts anew: the page of the film that stays is one link away.
  const asked = said === null ? formIn(searchParams) : { from: "", into: "" }
  return { sheet: await readMerge(asked, operator), said, kept: said === null ? "" : textIn(searchParams, "kept") }
}

export async function action({ request }: Route.ActionArgs) {
  const operator = await readOperator(request)
  const form = formIn(await formOf(request))
  const done = await mergeBoth(form, operator)
  if (typeof done === "string") return goTo(PATH, done, { kept: slugIn(form.into) })
  return data({ ...form, fault: done.fault }, { status: 422 })
}

export default function Films({ loaderData, actionData }: Route.ComponentProps) {
  const { operations } = useWords()
  const { films: words } = operations
  const { said, kept } = loaderData
  const sheet: MergeSheet =
    actionData === undefined
      ? loaderData.sheet
      : { ...actionData, faults: { from: actionData.fault }, rows: [], sure: null, warning: null }
  const link = kept !== "" && (
    <Link to={`/films/${kept}`} className="link">
      {kept}
    </Link>
  )
  return (
    <OperatorsSheet name={words.title} said={said} undo={link} fault={actionData?.fault ?? null}>
      <p className="mb-6 max-w-prose">{words.intro}</p>
      <form method="get" action={PATH} className="narrow grid gap-4">
        {(["from", "into"] as const).map((id) => (
          <Field key={id} id={id} name={words[id]} help={words.help} fault={sheet.faults[id]}>
            <input
              id={id}
              name={id}
              defaultValue={sheet[id]}
              className="field"
              autoCapitalize="none"
              {...told(id, { help: true, fault: sheet.faults[id] })}
            />
          </Field>
        ))}
        <div className="acts">
          <button type="submit" className="button-quiet">
            {words.preview}
          </button>
        </div>
      </form>
      {sheet.sure !== null && <Preview sheet={sheet} sure={sheet.sure} />}
    </OperatorsSheet>
  )
}

function Preview({ sheet, sure }: { readonly sheet: MergeSheet; readonly sure: string }) {
  const { operations } = useWords()
  const { films: words } = operations
  const swapped = `${PATH}?${new URLSearchParams({ from: sheet.into, into: sheet.from })}`
  return (
    <div className="mt-8">
      <Table
        caption={words.title}
        columns={[
          { name: words.concerned, cell: (row) => <strong>{row.name}</strong> },
          { name: words.gone, cell: (row) => row.gone },
          { name: words.kept, cell: (row) => row.kept },
        ]}
        rows={sheet.rows}
        keyOf={(row) => row.name}
      />
      <Form method="post" reloadDocument className="invite">
        <input type="hidden" name="from" value={sheet.from} />
        <input type="hidden" name="into" value={sheet.into} />
        <p className="text-lead">{sure}</p>
        {sheet.warning && <p className="fault">{sheet.warning}</p>}
        <p className="my-3">{words.untold}</p>
        <div className="acts">
          <button type="submit" className="button">
            {words.merge}
          </button>
          <Link to={swapped} className="link">
            {words.swap}
          </Link>
          <Link to={PATH} className="link">
            {operations.cancel}
          </Link>
        </div>
      </Form>
    </div>
  )
}

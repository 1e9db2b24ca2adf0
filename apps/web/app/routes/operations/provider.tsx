import { data, Form, Link } from "react-router"
import { Acts } from "../../components/operations/acts.tsx"
import { Choices, Field, told } from "../../components/operations/field.tsx"
import { OperatorsSheet } from "../../components/operations/sheet.tsx"
import { Part } from "../../components/site/heading.tsx"
import { readActsOn } from "../../data/operations/audit.server.ts"
import { goTo, readOperator, textIn } from "../../data/operations/operator.server.ts"
import {
  mergeInto,
  type ProviderFaults,
  type ProviderValues,
  readProviderSheet,
  saveProvider,
  valuesOf,
} from "../../data/operations/providers.server.ts"
import { saidIn } from "../../data/operations/said.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/provider.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  const { searchParams } = new URL(request.url)
  const sheet = await readProviderSheet(params.slug, textIn(searchParams, "into"), operator)
  return { ...sheet, said: saidIn(searchParams, operator.locale), acts: await readActsOn(params.slug, operator) }
}

export async function action({ request, params }: Route.ActionArgs) {
  const operator = await readOperator(request)
  const form = await formOf(request)
  const here = `/operations/providers/${encodeURIComponent(params.slug)}`
  if (form.get("act") === "merge") {
    const done = await mergeInto(params.slug, textIn(form, "into"), operator)
    if (typeof done === "string") return goTo(here, done)
    return data({ values: null, faults: done }, { status: 422 })
  }
  const values = valuesOf(form)
  const faults = await saveProvider(params.slug, values, operator)
  return Object.keys(faults).length === 0 ? goTo(here, "saved") : data({ values, faults }, { status: 422 })
}

export default function Provider({ loaderData, actionData }: Route.ComponentProps) {
  const { operations, setup } = useWords()
  const { providers: words } = operations
  const { item, slug, successor, said, acts } = loaderData
  const faults: ProviderFaults = actionData?.faults ?? {}
  return (
    <OperatorsSheet name={item.name} said={said} fault={actionData === undefined ? null : setup.faulty}>
      <p className="mb-6 text-faint">
        {item.says}{" "}
        <Link to={`/providers/${slug}`} className="link">
          {words.page}
        </Link>
      </p>
      {successor === null && <ProviderForm values={actionData?.values ?? loaderData.values} faults={faults} />}
      {successor === null && <Merge slug={slug} merge={loaderData.merge} fault={faults.into} />}
      {acts.length > 0 && (
        <Part id="audit" name={operations.target.audit}>
          <Acts items={acts} />
        </Part>
      )}
    </OperatorsSheet>
  )
}

function ProviderForm({ values, faults }: { readonly values: ProviderValues; readonly faults: ProviderFaults }) {
  const { providers: words } = useWords().operations
  const accesses = (["none", "account", "subscription"] as const).map((value) => ({
    value,
    name: words.accesses[value],
  }))
  const typed = (id: "name" | "homepage" | "parent" | "host", name: string, help: string) => (
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
  return (
    <Form method="post" reloadDocument className="narrow grid gap-6" noValidate>
      {typed("name", words.name, words.nameHelp)}
      {typed("homepage", words.homepage, words.homepageHelp)}
      {typed("parent", words.parent, words.parentHelp)}
      {typed("host", words.host, words.hostHelp)}
      <Field id="access" name={words.access}>
        <Choices id="access" name="access" value={values.access} first={words.accesses.unknown} options={accesses} />
      </Field>
      <label className="choice">
        <input type="checkbox" name="verified" defaultChecked={values.verified} />
        <span>{words.isVerified}</span>
      </label>
      <div className="acts">
        <button type="submit" className="button">
          {words.save}
        </button>
      </div>
    </Form>
  )
}

interface MergeProps {
  readonly slug: string
  readonly fault: string | undefined
  readonly merge: Route.ComponentProps["loaderData"]["merge"]
}

/** First what would move, then, for good, the merge. */
function Merge({ slug, merge, fault: refused }: MergeProps) {
  const { operations } = useWords()
  const { providers: words } = operations
  const fault = refused ?? merge?.fault ?? undefined
  const here = `/operations/providers/${slug}`
  return (
    <Part id="merge" name={words.mergeTitle}>
      <form method="get" action={`${here}#merge`} className="narrow grid gap-4">
        <Field id="into" name={words.into} help={words.intoHelp} fault={fault}>
          <input
            id="into"
            name="into"
            defaultValue={merge?.into}
            className="field"
            autoCapitalize="none"
            {...told("into", { help: true, fault })}
          />
        </Field>
        <div className="acts">
          <button type="submit" className="button-quiet">
            {words.preview}
          </button>
        </div>
      </form>
      {merge !== null && merge.fault === null && (
        <Form method="post" reloadDocument className="invite">
          <input type="hidden" name="act" value="merge" />
          <input type="hidden" name="into" value={merge.into} />
          <p className="text-lead">{merge.sure}</p>
          <ul className="my-2">
            {merge.moves.map((move) => (
              <li key={move}>{move}</li>
            ))}
          </ul>
          <p className="mb-4">{words.untold}</p>
          <div className="acts">
            <button type="submit" className="button">
              {words.merge}
            </button>
            <Link to={here} className="link">
              {operations.cancel}
            </Link>
          </div>
        </Form>
      )}
    </Part>
  )
}

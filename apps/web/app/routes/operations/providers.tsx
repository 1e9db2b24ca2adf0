import { data, Form, Link } from "react-router"
import { Choices, Field } from "../../components/operations/field.tsx"
import { More, Nothing, OperatorsSheet, Tickable } from "../../components/operations/sheet.tsx"
import { DemoMark } from "../../components/watchlist/marks.tsx"
import { goTo, readOperator } from "../../data/operations/operator.server.ts"
import { readProviderList, verifyAll } from "../../data/operations/providers.server.ts"
import { saidIn } from "../../data/operations/said.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { PHRASES, useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/providers.ts"

const PATH = "/operations/providers"
/** Providers that one form may verify. */
const MOST = 100

export async function loader({ request }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  const { searchParams } = new URL(request.url)
  return { list: await readProviderList(searchParams, operator), said: saidIn(searchParams, operator.locale) }
}

export async function action({ request }: Route.ActionArgs) {
  const operator = await readOperator(request)
  const slugs = [...new Set((await formOf(request)).getAll("provider").map(String))].slice(0, MOST)
  if (slugs.length === 0) return data({ fault: PHRASES[operator.locale].operations.choose }, { status: 422 })
  return goTo(PATH, "verified", { count: await verifyAll(slugs, operator) })
}

export default function Providers({ loaderData, actionData }: Route.ComponentProps) {
  const { operations } = useWords()
  const { providers: words } = operations
  const { list, said } = loaderData
  return (
    <OperatorsSheet name={words.title} said={said} fault={actionData?.fault ?? null}>
      <form method="get" action={PATH} className="sifting">
        <Field id="show" name={words.show}>
          <Choices
            id="show"
            name="show"
            value={list.show}
            options={Object.entries(words.shows).map(([value, name]) => ({ value, name }))}
          />
        </Field>
        <Field id="q" name={words.query}>
          <input id="q" name="q" defaultValue={list.query} className="field" />
        </Field>
        <button type="submit" className="button-quiet">
          {operations.filter}
        </button>
      </form>
      {list.items.length === 0 && <Nothing words={list.query === "" ? undefined : operations.none} />}
      {list.items.length > 0 && (
        <Form method="post" reloadDocument>
          <ul className="lines">
            {list.items.map((item) => (
              <Tickable key={item.slug} name="provider" value={item.slug} label={operations.targets.select(item.name)}>
                <p>
                  <Link to={`${PATH}/${item.slug}`} className="film-link">
                    {item.name}
                  </Link>{" "}
                  {item.demo ? (
                    <DemoMark />
                  ) : (
                    <span className={`state ${item.verified ? "" : "state-announced"}`}>
                      {item.verified ? words.verified : words.unverified}
                    </span>
                  )}
                </p>
                <p className="text-fine text-faint">{item.says}</p>
              </Tickable>
            ))}
          </ul>
          <div className="bulk">
            <button type="submit" className="button-quiet">
              {words.verify}
            </button>
          </div>
        </Form>
      )}
      <More next={list.next} />
    </OperatorsSheet>
  )
}

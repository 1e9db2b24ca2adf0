import { checkTargets, setTargets } from "@vigie/db"
import { data, Form, Link } from "react-router"
import { Choices, Field } from "../../components/operations/field.tsx"
import { More, Nothing, OperatorsSheet, Tickable } from "../../components/operations/sheet.tsx"
import { goTo, idsIn, type Operator, readOperator } from "../../data/operations/operator.server.ts"
import { saidIn } from "../../data/operations/said.server.ts"
import { readTargetList, type TargetItem, type TargetList } from "../../data/operations/targets.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { PHRASES, useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/targets.ts"

const PATH = "/operations/targets"

export async function loader({ request }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  const { searchParams } = new URL(request.url)
  return { list: await readTargetList(searchParams, operator), said: saidIn(searchParams, operator.locale) }
}

export async function action({ request }: Route.ActionArgs) {
  const operator = await readOperator(request)
  const form = await formOf(request)
  const ids = idsIn(form, "target")
  const { searchParams } = new URL(request.url)
  for (const once of ["said", "count"]) searchParams.delete(once)
  const here = searchParams.size === 0 ? PATH : `${PATH}?${searchParams}`
  if (ids.length === 0) return data({ fault: PHRASES[operator.locale].operations.choose }, { status: 422 })
  return actOn(ids, String(form.get("act")), here, operator)
}

async function actOn(ids: readonly string[], act: string, here: string, { by, now }: Operator): Promise<Response> {
  if (act === "check") {
    const asked = await ask((db) => checkTargets(db, { ids, by, now }))
    return goTo(here, "asked", { count: asked.filter(({ state }) => state === "asked").length })
  }
  if (act !== "active" && act !== "paused") throw data(null, { status: 400 })
  const done = await ask((db) => setTargets(db, { ids, state: act, by }))
  return goTo(here, act, { count: done.length })
}

export default function Targets({ loaderData, actionData }: Route.ComponentProps) {
  const { operations } = useWords()
  const { targets: words } = operations
  const { list, said } = loaderData
  return (
    <OperatorsSheet name={words.title} said={said} fault={actionData?.fault ?? null}>
      <Sift list={list} />
      <p className="mb-6">
        <Link to={`${PATH}/new`} className="button-quiet">
          {words.add}
        </Link>
      </p>
      {list.fault !== null && <p className="fault">{list.fault}</p>}
      {list.fault === null && list.items.length === 0 && <Nothing words={operations.none} />}
      {list.items.length > 0 && (
        <Form method="post" reloadDocument>
          <ul className="lines">
            {list.items.map((item) => (
              <Tickable key={item.id} name="target" value={item.id} label={words.select(item.name)}>
                <Target item={item} />
              </Tickable>
            ))}
          </ul>
          <div className="bulk">
            <button type="submit" name="act" value="check" className="button-quiet">
              {words.check}
            </button>
            <button type="submit" name="act" value="paused" className="button-plain">
              {words.pause}
            </button>
            <button type="submit" name="act" value="active" className="button-plain">
              {words.resume}
            </button>
          </div>
        </Form>
      )}
      <More next={list.next} />
    </OperatorsSheet>
  )
}

function Sift({ list }: { readonly list: TargetList }) {
  const { operations } = useWords()
  const { targets: words } = operations
  const shows = Object.entries(words.shows).map(([value, name]) => ({ value, name }))
  return (
    <form method="get" action={PATH} className="sifting">
      <Field id="show" name={words.show}>
        <Choices id="show" name="show" value={list.show} options={shows} />
      </Field>
      <Field id="source" name={words.source}>
        <Choices
          id="source"
          name="source"
          value={list.source}
          first={operations.any}
          options={list.sources.map(({ id, name }) => ({ value: id, name }))}
        />
      </Field>
      <Field id="film" name={words.film}>
        <input id="film" name="film" defaultValue={list.film} placeholder={words.filmHelp} className="field" />
      </Field>
      <button type="submit" className="button-quiet">
        {operations.filter}
      </button>
    </form>
  )
}

function Target({ item }: { readonly item: TargetItem }) {
  const { targets: words } = useWords().operations
  return (
    <>
      <p>
        <Link to={`${PATH}/${item.id}`} className="film-link">
          {item.name}
        </Link>{" "}
        <span className={`state state-${item.mark}`}>{words.states[item.mark]}</span>
      </p>
      <p className="text-fine text-faint break-all">{item.reference}</p>
      {item.says.map((said) => (
        <p key={said} className="text-fine">
          {said}
        </p>
      ))}
    </>
  )
}

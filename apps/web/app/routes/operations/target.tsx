import { checkTargets, setTargetEvery, setTargets } from "@vigie/db"
import { data, Form, type HeadersArgs, Link } from "react-router"
import { Acts } from "../../components/operations/acts.tsx"
import { Choices } from "../../components/operations/field.tsx"
import { Nothing, OperatorsSheet, Pairs } from "../../components/operations/sheet.tsx"
import { Part } from "../../components/site/heading.tsx"
import { Table } from "../../components/site/table.tsx"
import { Wait } from "../../components/site/wait.tsx"
import { Outside } from "../../components/watchlist/marks.tsx"
import type { AnswerText } from "../../data/operations/answer.server.ts"
import { readActsOn } from "../../data/operations/audit.server.ts"
import { everyIn } from "../../data/operations/every.server.ts"
import { goTo, idIn, readOperator, textIn } from "../../data/operations/operator.server.ts"
import { saidIn } from "../../data/operations/said.server.ts"
import { type CheckItem, type Fact, readTargetPage, type TargetPage } from "../../data/operations/target.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { refreshHeaders, refreshOf } from "../../data/site/refresh.server.ts"
import { refuse } from "../../data/site/refuse.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/target.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  const id = idIn(params.id)
  const page = await readTargetPage(id, operator)
  const { searchParams } = new URL(request.url)
  const said = saidIn(searchParams, operator.locale)
  // Only after somebody asked for it: a page that is being read stays as it is.
  const refresh = refreshOf(request.url, searchParams.get("said") === "asked" && page.soon, operator.now)
  const acts = await readActsOn(id, operator)
  return data({ page, said, refresh, acts }, { headers: refreshHeaders(refresh) })
}

export function headers({ loaderHeaders }: HeadersArgs) {
  return loaderHeaders
}

export async function action({ request, params }: Route.ActionArgs) {
  const { by, now } = await readOperator(request)
  const id = idIn(params.id)
  const here = `/operations/targets/${id}`
  const form = await formOf(request)
  const act = form.get("act")
  if (act === "check") {
    const [asked] = await ask((db) => checkTargets(db, { ids: [id], by, now }))
    return goTo(here, asked?.state ?? "off")
  }
  if (act === "every") {
    const everyMs = everyIn(textIn(form, "every"))
    if (everyMs === null) throw data(null, { status: 400 })
    await ask((db) => setTargetEvery(db, { id, everyMs, by })).catch(refuse)
    return goTo(here, "every")
  }
  if (act !== "active" && act !== "paused" && act !== "retired") throw data(null, { status: 400 })
  const done = await ask((db) => setTargets(db, { ids: [id], state: act, by }))
  return done.length === 0 ? goTo(here, "late") : goTo(here, act)
}

export default function Target({ loaderData }: Route.ComponentProps) {
  const { operations } = useWords()
  const { target: words, targets } = operations
  const { page, said, refresh, acts } = loaderData
  return (
    <OperatorsSheet name={page.name} said={said}>
      <p className="mb-4">
        <span className={`state state-${page.mark}`}>{targets.states[page.mark]}</span>
      </p>
      <Wait refresh={refresh} />
      <Pairs of={page.facts.map((fact) => ({ name: fact.name, value: <Value fact={fact} /> }))} />
      <Part id="acts" name={words.acts}>
        <ActForms page={page} />
      </Part>
      <Part id="answers" name={words.answers}>
        {page.answers.length === 0 && <Nothing words={words.noAnswer} />}
        {page.answers.map((answer) => (
          <Answer key={answer.kind} answer={answer} />
        ))}
      </Part>
      <Part id="checks" name={words.checks}>
        {page.checks.length === 0 ? <Nothing words={words.noChecks} /> : <Checks rows={page.checks} />}
      </Part>
      {acts.length > 0 && (
        <Part id="audit" name={words.audit}>
          <Acts items={acts} />
        </Part>
      )}
    </OperatorsSheet>
  )
}

function Value({ fact: { value, url = null, to } }: { readonly fact: Fact }) {
  if (to !== undefined)
    return (
      <Link to={to} className="link">
        {value}
      </Link>
    )
  return (
    <span className="break-all">
      <Outside href={url}>{value}</Outside>
    </span>
  )
}

function ActForms({ page }: { readonly page: TargetPage }) {
  const { target: words, targets } = useWords().operations
  const others = (["active", "paused", "retired"] as const).filter((state) => state !== page.state)
  const names = { active: targets.resume, paused: targets.pause, retired: targets.retire }
  return (
    <>
      <Form method="post" reloadDocument className="acts">
        {page.state === "active" && (
          <button type="submit" name="act" value="check" className="button">
            {targets.check}
          </button>
        )}
        {others.map((state) => (
          <button key={state} type="submit" name="act" value={state} className="button-plain">
            {names[state]}
          </button>
        ))}
      </Form>
      <Form method="post" reloadDocument className="acts mt-4 sifting">
        <input type="hidden" name="act" value="every" />
        <label htmlFor="every">{words.every}</label>
        <Choices
          id="every"
          name="every"
          value={String(page.every.ms)}
          options={page.every.choices.map(({ ms, name }) => ({ value: String(ms), name }))}
        />
        <button type="submit" className="button-quiet">
          {words.change}
        </button>
      </Form>
    </>
  )
}

function Answer({ answer }: { readonly answer: AnswerText }) {
  const { target: words } = useWords().operations
  return (
    <details className="older" open={answer.kind === "failed"}>
      <summary>
        {answer.name} <span className="text-faint">({answer.about})</span>
      </summary>
      {answer.text === null ? (
        <Nothing words={words.binary} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section aria-label={answer.name} tabIndex={0} className="document">
          {answer.text}
        </section>
      )}
      <p className="mt-2 mb-4 acts text-fine">
        {answer.cut}{" "}
        <a href={answer.download} className="link">
          {words.download}
        </a>
      </p>
    </details>
  )
}

function Checks({ rows }: { readonly rows: readonly CheckItem[] }) {
  const { target: words, labelled } = useWords().operations
  return (
    <Table
      caption={words.checks}
      columns={[
        { name: words.when, cell: (row) => <time dateTime={row.at}>{row.when}</time> },
        { name: words.outcome, cell: (row) => (row.reason === null ? row.outcome : labelled(row.outcome, row.reason)) },
        { name: words.status, cell: (row) => row.status },
        { name: words.took, cell: (row) => row.took },
        { name: words.found, cell: (row) => row.found },
        { name: words.changesCount, cell: (row) => row.changes, blank: (row) => row.changes === 0 },
      ]}
      rows={rows}
      keyOf={(row) => row.at}
    />
  )
}

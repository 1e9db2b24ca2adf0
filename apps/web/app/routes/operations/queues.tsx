import { retryOutbox } from "@vigie/db"
import { data, Form } from "react-router"
import { More, Nothing, OperatorsSheet, Pairs, Tickable } from "../../components/operations/sheet.tsx"
import { Part } from "../../components/site/heading.tsx"
import { Table } from "../../components/site/table.tsx"
import { goTo, readOperator } from "../../data/operations/operator.server.ts"
import { readQueues } from "../../data/operations/queues.server.ts"
import { saidIn } from "../../data/operations/said.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { PHRASES, useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/queues.ts"

const PATH = "/operations/queues"
/** Tasks that one form may try again. */
const MOST = 200

export async function loader({ request }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  const { searchParams } = new URL(request.url)
  return { ...(await readQueues(searchParams, operator)), said: saidIn(searchParams, operator.locale) }
}

export async function action({ request }: Route.ActionArgs) {
  const { by, locale } = await readOperator(request)
  const given = (await formOf(request)).getAll("task").map(String)
  const ids = given.filter((id) => /^\d{1,15}$/.test(id)).slice(0, MOST)
  if (ids.length === 0) return data({ fault: PHRASES[locale].operations.choose }, { status: 422 })
  const done = await ask((db) => retryOutbox(db, { ids: ids.map(Number), by }))
  return goTo(PATH, done.length === 0 ? "late" : "retried", { count: done.length })
}

export default function Queues({ loaderData, actionData }: Route.ComponentProps) {
  const { operations } = useWords()
  const { queues: words } = operations
  const { workers, figures, failed, next, ticks, database, said } = loaderData
  return (
    <OperatorsSheet name={words.title} said={said} fault={actionData?.fault ?? null}>
      <p className="mb-6 text-lead">{workers}</p>
      <Part id="work" name={words.work}>
        {figures.length === 0 ? (
          <Nothing words={words.idle} />
        ) : (
          <Table
            caption={words.work}
            columns={[
              { name: words.kind, cell: (row) => row.kind },
              { name: words.state, cell: (row) => row.state },
              { name: words.howMany, cell: (row) => row.count },
              { name: words.oldest, cell: (row) => row.oldest },
            ]}
            rows={figures}
            keyOf={(row) => row.key}
          />
        )}
      </Part>
      <Part id="failed" name={words.failed}>
        {failed.length === 0 ? (
          <Nothing />
        ) : (
          <Form method="post" reloadDocument>
            <ul className="lines">
              {failed.map((task) => (
                <Tickable key={task.id} name="task" value={task.id} label={operations.sends.select(task.name)}>
                  <p className="font-semibold">{task.name}</p>
                  <p className="text-fine break-all">{task.says}</p>
                  <p className="text-fine text-faint">{task.error}</p>
                </Tickable>
              ))}
            </ul>
            <div className="bulk">
              <button type="submit" className="button-quiet">
                {words.retry}
              </button>
            </div>
          </Form>
        )}
        <More next={next} />
      </Part>
      <Part id="ticks" name={words.ticks}>
        {ticks.length === 0 ? <Nothing words={words.noTick} /> : <Pairs of={ticks} />}
      </Part>
      <Part id="database" name={words.database}>
        <Pairs of={database} />
      </Part>
    </OperatorsSheet>
  )
}

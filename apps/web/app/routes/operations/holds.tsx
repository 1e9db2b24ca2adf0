import { decideHold } from "@vigie/db"
import { data, Form, Link } from "react-router"
import { Nothing, OperatorsSheet } from "../../components/operations/sheet.tsx"
import { type HoldSheet, readHolds } from "../../data/operations/holds.server.ts"
import { goTo, readOperator, textIn, unlessTooLate } from "../../data/operations/operator.server.ts"
import { saidIn } from "../../data/operations/said.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/holds.ts"

const PATH = "/operations/holds"

export async function loader({ request }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  const { searchParams } = new URL(request.url)
  return { holds: await readHolds(searchParams, operator), said: saidIn(searchParams, operator.locale) }
}

export async function action({ request }: Route.ActionArgs) {
  const { by } = await readOperator(request)
  const form = await formOf(request)
  const act = form.get("act")
  if (act !== "released" && act !== "discarded") throw data(null, { status: 400 })
  const source = textIn(form, "source")
  const was = await unlessTooLate(ask((db) => decideHold(db, source, act, by).then(() => true)))
  return goTo(PATH, was === null ? "late" : act)
}

export default function Holds({ loaderData }: Route.ComponentProps) {
  const { holds: words } = useWords().operations
  const { holds, said } = loaderData
  return (
    <OperatorsSheet name={words.title} said={said}>
      <p className="mb-6 max-w-prose">{words.why}</p>
      {holds.length === 0 && <Nothing />}
      {holds.map((hold) => (
        <Hold key={hold.source} hold={hold} />
      ))}
    </OperatorsSheet>
  )
}

function Hold({ hold }: { readonly hold: HoldSheet }) {
  const { operations } = useWords()
  const { holds: words } = operations
  return (
    <section aria-labelledby={`hold-${hold.source}`} className="part">
      <h2 id={`hold-${hold.source}`} className="label">
        {hold.name}
      </h2>
      <div className="min-w-0">
        <p>
          <strong>{hold.counts}</strong>, {hold.since}.{" "}
          <Link to={`/sources/${hold.source}`} className="link">
            {words.public}
          </Link>
        </p>
        <Form method="post" reloadDocument className="mt-4 narrow">
          <input type="hidden" name="source" value={hold.source} />
          <p id={`release-${hold.source}`}>{words.releaseHelp}</p>
          <button
            type="submit"
            name="act"
            value="released"
            className="button-quiet mt-2 mb-4"
            aria-describedby={`release-${hold.source}`}
          >
            {words.release}
          </button>
          <p id={`discard-${hold.source}`}>{words.discardHelp}</p>
          <button
            type="submit"
            name="act"
            value="discarded"
            className="button-quiet mt-2"
            aria-describedby={`discard-${hold.source}`}
          >
            {words.discard}
          </button>
        </Form>
        <h3 className="mt-6 font-semibold">{words.list}</h3>
        {hold.absent.length === 0 && <Nothing words={words.noneAbsent} />}
        <ul className="lines">
          {hold.absent.map((line) => (
            <li key={line.id} className="entry">
              <Link to={`/films/${line.slug}`} className="film-link">
                {line.title}
              </Link>
              <p className="text-fine">
                {line.says}
                {line.stays && <strong> · {words.elsewhere}</strong>}
              </p>
            </li>
          ))}
        </ul>
        {hold.next !== null && (
          <Link
            to={`${PATH}?${new URLSearchParams({ source: hold.source, after: hold.next })}`}
            className="button-quiet"
          >
            {operations.more}
          </Link>
        )}
      </div>
    </section>
  )
}

import { data, Form, Link } from "react-router"
import { IgnoredWork, LocationQuestion, WorkQuestion } from "../../components/operations/question.tsx"
import { Reports } from "../../components/operations/reports.tsx"
import { More, Nothing, OperatorsSheet } from "../../components/operations/sheet.tsx"
import { readOperator } from "../../data/operations/operator.server.ts"
import { REVIEW_SHOWS, readReview } from "../../data/operations/review.server.ts"
import { answerReview } from "../../data/operations/review-acts.server.ts"
import { saidIn } from "../../data/operations/said.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/review.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  const { searchParams } = new URL(request.url)
  const said = saidIn(searchParams, operator.locale)
  return {
    ...(await readReview(searchParams, operator)),
    shows: [...REVIEW_SHOWS],
    said,
    undo: said === null ? null : searchParams.get("undo"),
  }
}

export async function action({ request }: Route.ActionArgs) {
  const operator = await readOperator(request)
  const answered = await answerReview(await formOf(request), operator)
  return answered instanceof Response ? answered : data(answered, { status: 422 })
}

export default function Review({ loaderData, actionData }: Route.ComponentProps) {
  const { review: words } = useWords().operations
  const { show, shows, questions, reports, next, said, undo } = loaderData
  const faulty = actionData ?? null
  const elsewhere = faulty !== null && !questions.some(({ key }) => key === faulty.key)
  return (
    <OperatorsSheet
      name={words.title}
      said={said}
      fault={faulty === null ? null : elsewhere && faulty.key !== "" ? words.faults.gone : faulty.fault}
      undo={undo === null ? null : <Undo of={undo} />}
    >
      <ul className="acts mb-4">
        {shows.map((one) => (
          <li key={one}>
            <Link
              to={one === "works" ? "/operations/review" : `/operations/review?show=${one}`}
              className="chip"
              aria-current={one === show ? "page" : undefined}
            >
              {words.tabs[one]}
            </Link>
          </li>
        ))}
      </ul>
      {questions.length + reports.length === 0 && <Nothing />}
      {reports.length > 0 && <Reports items={reports} />}
      <ul className="lines narrow">
        {questions.map((question) =>
          show === "works" ? (
            <WorkQuestion key={question.key} of={question} faulty={faulty} />
          ) : show === "locations" ? (
            <LocationQuestion key={question.key} of={question} faulty={faulty} />
          ) : (
            <IgnoredWork key={question.key} of={question} />
          ),
        )}
      </ul>
      {show === "works" && questions.length > 1 && (
        <Form method="post" reloadDocument id="ignore" className="bulk">
          <p className="text-fine text-faint">{words.bulkHelp}</p>
          <button type="submit" name="act" value="ignore" className="button-plain">
            {words.ignoreAll}
          </button>
        </Form>
      )}
      <More next={next} />
    </OperatorsSheet>
  )
}

function Undo({ of }: { readonly of: string }) {
  const { said } = useWords().operations
  return (
    <Form method="post" reloadDocument>
      <input type="hidden" name="act" value="reopen" />
      <button type="submit" name="key" value={of} className="button-plain">
        {said.undo}
      </button>
    </Form>
  )
}

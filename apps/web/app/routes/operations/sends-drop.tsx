import { data, Form, Link, redirect } from "react-router"
import { OperatorsSheet } from "../../components/operations/sheet.tsx"
import { goTo, readOperator } from "../../data/operations/operator.server.ts"
import { askDrop, decideAll, isNothing, stuckIn } from "../../data/operations/sends.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/sends-drop.ts"

const PATH = "/operations/sends"

/** What cannot be undone is asked about first. */
export async function loader({ request }: Route.LoaderArgs) {
  const { locale } = await readOperator(request)
  const ids = stuckIn(new URL(request.url).searchParams)
  if (isNothing(ids)) throw redirect(PATH, 303)
  return { ids, sure: await askDrop(ids, locale) }
}

export async function action({ request }: Route.ActionArgs) {
  const operator = await readOperator(request)
  const ids = stuckIn(await formOf(request))
  if (isNothing(ids)) throw data(null, { status: 400 })
  const count = await decideAll(ids, "drop", operator)
  return goTo(PATH, count === 0 ? "late" : "dropped", { count })
}

export default function DropSends({ loaderData }: Route.ComponentProps) {
  const { operations } = useWords()
  const { sends: words } = operations
  const { ids, sure } = loaderData
  return (
    <OperatorsSheet name={words.dropTitle}>
      <Form method="post" reloadDocument>
        {ids.sends.map((id) => (
          <input key={id} type="hidden" name="send" value={id} />
        ))}
        {ids.deliveries.map((id) => (
          <input key={id} type="hidden" name="delivery" value={id} />
        ))}
        {ids.letters.map((id) => (
          <input key={id} type="hidden" name="letter" value={id} />
        ))}
        <p className="mb-6 text-lead">{sure ?? words.dropNothing}</p>
        <div className="acts">
          {sure !== null && (
            <button type="submit" className="button">
              {words.dropGo}
            </button>
          )}
          <Link to={PATH} className="link">
            {operations.cancel}
          </Link>
        </div>
      </Form>
    </OperatorsSheet>
  )
}

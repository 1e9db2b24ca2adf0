import { data, Form } from "react-router"
import { More, Nothing, OperatorsSheet, Tickable } from "../../components/operations/sheet.tsx"
import { Part } from "../../components/site/heading.tsx"
import { goTo, readOperator } from "../../data/operations/operator.server.ts"
import { saidIn } from "../../data/operations/said.server.ts"
import { decideAll, isNothing, readStuckLists, type StuckItem, stuckIn } from "../../data/operations/sends.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { PHRASES, useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/sends.ts"

const PATH = "/operations/sends"

export async function loader({ request }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  const { searchParams } = new URL(request.url)
  return { lists: await readStuckLists(searchParams, operator), said: saidIn(searchParams, operator.locale) }
}

export async function action({ request }: Route.ActionArgs) {
  const operator = await readOperator(request)
  const ids = stuckIn(await formOf(request))
  if (isNothing(ids)) return data({ fault: PHRASES[operator.locale].operations.choose }, { status: 422 })
  const count = await decideAll(ids, "release", operator)
  return goTo(PATH, count === 0 ? "late" : "resent", { count })
}

export default function Sends({ loaderData, actionData }: Route.ComponentProps) {
  const { sends: words } = useWords().operations
  const { lists, said } = loaderData
  return (
    <OperatorsSheet name={words.title} said={said} fault={actionData?.fault ?? null}>
      <Form method="post" reloadDocument>
        <Stuck name="send" title={words.held} why={words.heldWhy} items={lists.held.items} next={lists.held.next} />
        <Stuck
          name="delivery"
          title={words.failed}
          why={words.failedWhy}
          items={lists.failed.items}
          next={lists.failed.next}
        />
        <Stuck
          name="letter"
          title={words.letters}
          why={words.lettersWhy}
          items={lists.letters.items}
          next={lists.letters.next}
        />
        {lists.held.items.length + lists.failed.items.length + lists.letters.items.length > 0 && (
          <div className="bulk">
            <button type="submit" className="button-quiet">
              {words.release}
            </button>
            <button type="submit" formMethod="get" formAction={`${PATH}/drop`} className="button-plain">
              {words.drop}
            </button>
          </div>
        )}
      </Form>
    </OperatorsSheet>
  )
}

/** By what its form ticks: the parameter under which a list goes on. */
const PAGES = { send: "held", delivery: "failed", letter: "letters" } as const

interface StuckProps {
  readonly name: keyof typeof PAGES
  readonly title: string
  readonly why: string
  readonly items: readonly StuckItem[]
  readonly next: string | null
}

function Stuck({ name, title, why, items, next }: StuckProps) {
  const { sends: words } = useWords().operations
  return (
    <Part id={name} name={title}>
      <p className="mb-2 max-w-prose text-fine text-faint">{why}</p>
      {items.length === 0 && <Nothing />}
      <ul className="lines">
        {items.map((item) => (
          <Tickable key={item.id} name={name} value={item.id} label={words.select(item.name)}>
            <p className="font-semibold">{item.name}</p>
            {item.says && <p className="text-fine">{item.says}</p>}
            <p className="text-fine text-faint">{item.reason}</p>
            {item.to.length > 0 && (
              <ul className="text-fine">
                {item.to.map((to) => (
                  <li key={to}>{to}</li>
                ))}
              </ul>
            )}
          </Tickable>
        ))}
      </ul>
      <More next={next} name={PAGES[name]} />
    </Part>
  )
}

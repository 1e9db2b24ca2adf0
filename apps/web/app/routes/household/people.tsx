import { data, Form } from "react-router"
import { InviteForm, MemberTable } from "../../components/household/people.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import { actOnHousehold, type HouseholdAct, readHouseholdSheet } from "../../data/household/household.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/people.ts"

const DONE = ["revoke", "remove", "leave", "join"] as const

export async function loader({ request }: Route.LoaderArgs) {
  const sheet = await readHouseholdSheet(await requireUser(request))
  const asked = new URL(request.url).searchParams.get("done")
  return { sheet, done: DONE.find((act) => act === asked) ?? null }
}

/** A link is answered with at once and not led to: it is kept nowhere, and shown this once. */
export async function action({ request }: Route.ActionArgs) {
  const viewer = await requireUser(request)
  const done = await actOnHousehold(await formOf(request), viewer, request)
  return data(done, { status: done.state === "link" ? 200 : done.state === "gone" ? 409 : 422 })
}

export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const { household: words } = useWords()
  const { sheet, done } = loaderData
  if (sheet === null)
    return (
      <>
        <Title>{words.title}</Title>
        <Heading>{words.title}</Heading>
        <p className="max-w-prose text-lead">{words.local}</p>
      </>
    )
  const { members } = sheet
  return (
    <>
      <Title>{words.title}</Title>
      <Heading>{words.title}</Heading>
      {actionData ? <Outcome act={actionData} /> : done && <Said>{words.done[done]}</Said>}
      <p className="mb-4 max-w-prose text-lead">
        {members.length === 1 ? words.alone : words.together(members.length)}
      </p>
      {members.length > 1 && (
        <Part id="people" name={words.people}>
          <MemberTable members={members} owner={sheet.owner} />
        </Part>
      )}
      {sheet.owner && <InviteForm sheet={sheet} act={actionData} />}
      <Part id="rules" name={words.rulesTitle}>
        <ul className="max-w-prose list-disc space-y-2 pl-5">
          {words.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </Part>
      {members.length > 1 && (
        <Part id="leave" name={words.leaveTitle}>
          <p className="max-w-prose">{words.leaveHelp(sheet.films, sheet.heir)}</p>
          <Form method="post" action="/watchlist/people" reloadDocument className="mt-4">
            <button type="submit" name="act" value="leave" className="button-quiet">
              {words.leave}
            </button>
          </Form>
        </Part>
      )}
    </>
  )
}

function Outcome({ act }: { readonly act: HouseholdAct }) {
  const { household: words, account } = useWords()
  if (act.state !== "link")
    return (
      <p className="notice" role="alert">
        {act.state === "gone" ? words.gone : account.faulty}
      </p>
    )
  return (
    <div className="notice" role="status">
      <p className="font-semibold">{words.made}</p>
      <code className="door-link">{act.url}</code>
      {act.said && <p className="text-fine">{act.said}</p>}
    </div>
  )
}

function Said({ children }: { readonly children: string }) {
  return (
    <p className="notice" role="status">
      {children}
    </p>
  )
}

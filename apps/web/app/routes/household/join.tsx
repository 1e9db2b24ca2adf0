import { data, Form, Link, redirect, useLocation } from "react-router"
import { Heading, Title } from "../../components/site/heading.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import { join, readJoin } from "../../data/household/join.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/join.ts"

/** Looking at a link changes nothing: it is a button that joins. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const sheet = await readJoin(params.token, await requireUser(request))
  return data(sheet, { status: sheet.refusal === "gone" ? 410 : 200 })
}

export async function action({ request, params }: Route.ActionArgs) {
  const fault = await join(params.token, await requireUser(request))
  if (fault === null) return redirect("/watchlist/people?done=join", 303)
  return data({ fault }, { status: 409 })
}

export default function Join({ loaderData, actionData }: Route.ComponentProps) {
  const { join: words } = useWords().household
  const { pathname } = useLocation()
  const { refusal, names, films, brought, both } = loaderData
  return (
    <>
      <Title>{words.title}</Title>
      <Heading>{words.title}</Heading>
      {actionData && refusal === null && (
        <p className="notice" role="alert">
          {actionData.fault}
        </p>
      )}
      {refusal !== null ? (
        <>
          <p className="notice" role="status">
            {words.refusals[refusal]}
          </p>
          <p className="flex flex-wrap gap-x-8 gap-y-2">
            <Link to="/watchlist" className="link">
              {words.list}
            </Link>
            <Link to="/watchlist/people" className="link">
              {words.people}
            </Link>
          </p>
        </>
      ) : (
        <>
          <div className="max-w-prose space-y-3 text-lead">
            <p>
              {words.with(names)} {words.films(films)}
            </p>
            <p>{words.own(brought, both)}</p>
            <p>{words.one}</p>
            <p>{words.back}</p>
          </div>
          <Form method="post" action={pathname} reloadDocument className="mt-6">
            <button type="submit" className="button">
              {words.go}
            </button>
          </Form>
        </>
      )}
    </>
  )
}

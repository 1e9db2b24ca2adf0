import { agoInWords } from "@vigie/core"
import { data, type HeadersArgs, redirect } from "react-router"
import { Door, DoorField, Else } from "../../components/account/door.tsx"
import { textOf } from "../../data/account/account-form.server.ts"
import { requireAccounts } from "../../data/account/accounts.server.ts"
import { authHeaders } from "../../data/account/auth.server.ts"
import { giveCode } from "../../data/account/sign-in.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { limitOf, tooOften } from "../../data/site/limit.server.ts"
import { ownPath } from "../../data/site/own-path.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/two-factor-sign-in.ts"

export async function loader({ request }: Route.LoaderArgs) {
  requireAccounts()
  const to = ownPath(new URL(request.url).searchParams.get("to"))
  if ((await readViewer(request)).user !== null) throw redirect(to, 303)
  return { to }
}

export async function action({ request }: Route.ActionArgs) {
  requireAccounts()
  const viewer = await readViewer(request)
  const form = await formOf(request)
  const to = ownPath(textOf(form, "to", 2000))
  // Somebody who is in has nothing to prove here.
  if (viewer.user !== null) return redirect(to, 303)
  const retryAt = await limitOf(request, viewer, "signIn")
  if (retryAt !== null) {
    const when = agoInWords(retryAt, viewer.locale, viewer.now)
    return data({ to, fault: "tooOften" as const, when }, tooOften(retryAt, viewer.now))
  }
  const done = await giveCode(textOf(form, "code", 40), request)
  if (done.state === "in") return redirect(to, { status: 303, headers: authHeaders(done.headers) })
  const fault = done.state === "over" || done.state === "locked" ? done.state : "wrong"
  return data({ to, fault, when: null } as const, { status: 422 })
}

export function headers({ actionHeaders }: HeadersArgs) {
  return actionHeaders
}

export default function TwoFactor({ loaderData, actionData }: Route.ComponentProps) {
  const { doors } = useWords()
  const { second: words, signIn } = doors
  const fault = actionData?.fault
  const alert = fault === "tooOften" ? doors.tooOften(actionData?.when ?? "") : fault && words[fault]
  const to = actionData?.to ?? loaderData.to
  return (
    <Door
      title={words.title}
      intro={words.intro}
      alert={alert}
      foot={<Else to={`/sign-in?${new URLSearchParams({ to })}`}>{signIn.title}</Else>}
    >
      <form method="post" action="/sign-in/two-factor" className="setup door-form" noValidate>
        <input type="hidden" name="to" value={to} />
        <DoorField id="code" name={words.code} autoComplete="one-time-code" help={words.codeHelp} maxLength={40} />
        <button type="submit" className="button">
          {words.go}
        </button>
      </form>
    </Door>
  )
}

import { agoInWords } from "@vigie/core"
import { data, type HeadersArgs, redirect } from "react-router"
import { Door, DoorField, Else } from "../../components/account/door.tsx"
import { passwordOf, textOf } from "../../data/account/account-form.server.ts"
import { requireAccounts, signUpState } from "../../data/account/accounts.server.ts"
import { authHeaders } from "../../data/account/auth.server.ts"
import { signIn } from "../../data/account/sign-in.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { freeLimit, limitOf, tooOften } from "../../data/site/limit.server.ts"
import { ownPath } from "../../data/site/own-path.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/sign-in.ts"

export async function loader({ request }: Route.LoaderArgs) {
  requireAccounts()
  const asked = new URL(request.url).searchParams
  const to = ownPath(asked.get("to"))
  if ((await readViewer(request)).user !== null) throw redirect(to, 303)
  const said = (["reset", "confirmed", "out"] as const).find((name) => asked.has(name)) ?? null
  return { to, said, mayJoin: (await signUpState()) === "open" }
}

/** Whoever signs in goes on to where they wanted to; nobody learns whether it is the address or the password that is wrong. */
export async function action({ request }: Route.ActionArgs) {
  requireAccounts()
  const viewer = await readViewer(request)
  const form = await formOf(request)
  const email = textOf(form, "email", 200)
  const to = ownPath(textOf(form, "to", 2000))
  const retryAt = await limitOf(request, viewer, "signIn", email)
  if (retryAt !== null) {
    const when = agoInWords(retryAt, viewer.locale, viewer.now)
    return data({ email, to, fault: "tooOften" as const, when }, tooOften(retryAt, viewer.now))
  }
  const done = await signIn(email, passwordOf(form), request)
  if (done.state === "in" || done.state === "second") {
    await freeLimit(request, "signIn", email)
    const next = done.state === "in" ? to : `/sign-in/two-factor?${new URLSearchParams({ to })}`
    return redirect(next, { status: 303, headers: authHeaders(done.headers) })
  }
  const fault = done.state === "unconfirmed" ? "unconfirmed" : "wrong"
  return data({ email, to, fault, when: null } as const, { status: 422 })
}

export function headers({ actionHeaders }: HeadersArgs) {
  return actionHeaders
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { doors } = useWords()
  const { signIn: words } = doors
  const { said, mayJoin } = loaderData
  const fault = actionData?.fault
  const alert = fault === "tooOften" ? doors.tooOften(actionData?.when ?? "") : fault && words[fault]
  return (
    <Door
      title={words.title}
      alert={alert}
      status={fault || said === null ? null : words[said]}
      foot={
        <>
          {fault === "unconfirmed" && <Else to="/verify">{words.again}</Else>}
          <Else to="/forgotten">{words.forgotten}</Else>
          {mayJoin && (
            <Else ask={words.none} to="/sign-up">
              {words.signUp}
            </Else>
          )}
        </>
      }
    >
      <form method="post" action="/sign-in" className="setup door-form" noValidate>
        <input type="hidden" name="to" value={actionData?.to ?? loaderData.to} />
        <DoorField id="email" name={doors.email} type="email" autoComplete="username" value={actionData?.email} />
        <DoorField id="password" name={doors.password} type="password" autoComplete="current-password" />
        <button type="submit" className="button">
          {words.go}
        </button>
      </form>
    </Door>
  )
}

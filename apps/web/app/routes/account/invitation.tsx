import { findInvitation } from "@vigie/db"
import { data, type HeadersArgs, redirect, useLocation } from "react-router"
import { AccountForm, Door, Else } from "../../components/account/door.tsx"
import { type AskedAccount, readAccountForm } from "../../data/account/account-form.server.ts"
import { requireAccounts } from "../../data/account/accounts.server.ts"
import { authHeaders } from "../../data/account/auth.server.ts"
import { signIn } from "../../data/account/sign-in.server.ts"
import { accept } from "../../data/account/sign-up.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { takeLimit } from "../../data/site/limit.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/invitation.ts"

export async function loader({ params }: Route.LoaderArgs) {
  requireAccounts()
  const invitation = await ask((db) => findInvitation(db, params.token, Date.now()))
  const good = invitation?.state === "open"
  return data({ good, email: invitation?.email ?? null }, { status: good ? 200 : 410 })
}

/** One link lets one person in: they are signed in at once, unless their address has yet to be confirmed. */
export async function action({ request, params }: Route.ActionArgs) {
  requireAccounts()
  const viewer = await readViewer(request)
  await takeLimit(request, viewer, "signUp")
  const invitation = await ask((db) => findInvitation(db, params.token, viewer.now))
  if (invitation?.state !== "open") return gone()
  const { email, first, role } = invitation
  const asked = readAccountForm(await formOf(request), { email, terms: !first })
  if (Object.keys(asked.faults).length > 0) return back(asked)
  const done = await accept(params.token, asked, viewer)
  if (done === "gone") return gone()
  if (done === "taken") return back({ ...asked, faults: { email: "taken" } })
  if (done === "confirm") return redirect("/verify?sent", 303)
  const entered = await signIn(asked.values.email, asked.password, request)
  // Who may change everything is asked for a second factor first.
  const next = role === "operator" ? "/account/two-factor?required" : "/"
  return entered.state === "in"
    ? redirect(next, { status: 303, headers: authHeaders(entered.headers) })
    : redirect("/sign-in", 303)
}

function back({ values, faults }: Pick<AskedAccount, "values" | "faults">) {
  return data({ values, faults, gone: false }, { status: 422 })
}

function gone() {
  return data({ values: null, faults: {}, gone: true }, { status: 410 })
}

export function headers({ actionHeaders }: HeadersArgs) {
  return actionHeaders
}

export default function Invitation({ loaderData, actionData }: Route.ComponentProps) {
  const { pathname } = useLocation()
  const { doors } = useWords()
  const first = pathname.startsWith("/welcome/")
  const words = first ? doors.welcome : doors.invitation
  const signIn = (
    <Else ask={doors.invitation.have} to="/sign-in">
      {doors.signIn.title}
    </Else>
  )
  if (!loaderData.good || actionData?.gone) return <Door title={words.goneTitle} intro={words.gone} foot={signIn} />
  const faults = actionData?.faults ?? {}
  const values = actionData?.values ?? { name: "", email: loaderData.email ?? "", terms: false }
  return (
    <Door
      title={words.title}
      intro={words.intro}
      alert={Object.keys(faults).length > 0 && doors.faulty}
      foot={first ? undefined : signIn}
    >
      <AccountForm
        action={pathname}
        go={words.go}
        values={values}
        faults={faults}
        fixed={loaderData.email !== null}
        terms={!first}
      />
    </Door>
  )
}

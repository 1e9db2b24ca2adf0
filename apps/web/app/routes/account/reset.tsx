import { data, redirect } from "react-router"
import { Door, DoorField, Else } from "../../components/account/door.tsx"
import { passwordFault, passwordOf } from "../../data/account/account-form.server.ts"
import { requireAccounts } from "../../data/account/accounts.server.ts"
import { auth, authFault } from "../../data/account/auth.server.ts"
import { HASH_MS } from "../../data/account/sign-in.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { takeLimit } from "../../data/site/limit.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/reset.ts"

export async function loader({ params }: Route.LoaderArgs) {
  requireAccounts()
  const { internalAdapter } = await (await auth()).$context
  const found = await ask(() => internalAdapter.findVerificationValue(`reset-password:${params.token}`))
  const good = found !== null && found.expiresAt.getTime() > Date.now()
  return data({ good }, { status: good ? 200 : 410 })
}

/** Changes the password by a link, once, and closes every session. */
export async function action({ request, params }: Route.ActionArgs) {
  requireAccounts()
  await takeLimit(request, await readViewer(request), "reset")
  const password = passwordOf(await formOf(request))
  const fault = passwordFault(password, "")
  if (fault !== null) return data({ fault, gone: false }, { status: 422 })
  const { api } = await auth()
  try {
    await ask(() => api.resetPassword({ body: { newPassword: password, token: params.token } }), HASH_MS)
  } catch (error) {
    if (authFault(error) === null) throw error
    return data({ fault: null, gone: true }, { status: 410 })
  }
  return redirect("/sign-in?reset", 303)
}

export default function Reset({ loaderData, actionData, params }: Route.ComponentProps) {
  const { doors } = useWords()
  const { reset: words } = doors
  if (!loaderData.good || actionData?.gone)
    return <Door title={words.badTitle} intro={words.bad} foot={<Else to="/forgotten">{words.again}</Else>} />
  return (
    <Door title={words.title} alert={actionData?.fault && doors.faulty}>
      <form method="post" action={`/reset/${encodeURIComponent(params.token)}`} className="setup door-form" noValidate>
        <DoorField
          id="password"
          name={doors.newPassword}
          type="password"
          autoComplete="new-password"
          help={doors.passwordHelp}
          fault={actionData?.fault ?? undefined}
        />
        <button type="submit" className="button">
          {words.go}
        </button>
      </form>
    </Door>
  )
}

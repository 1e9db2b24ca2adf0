import { agoInWords } from "@vigie/core"
import { hasAccount } from "@vigie/db"
import { data, type HeadersArgs, redirect } from "react-router"
import { Door, DoorField, Else } from "../../components/account/door.tsx"
import { addressFault, textOf } from "../../data/account/account-form.server.ts"
import { requireAccounts } from "../../data/account/accounts.server.ts"
import { auth } from "../../data/account/auth.server.ts"
import { hasMailbox } from "../../data/mailbox/mailbox.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { limitOf, tooOften } from "../../data/site/limit.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/forgotten.ts"

export function loader({ request }: Route.LoaderArgs) {
  requireAccounts()
  return { sent: new URL(request.url).searchParams.has("sent"), mailbox: hasMailbox }
}

/** Says the same whether the address has an account or not. */
export async function action({ request }: Route.ActionArgs) {
  requireAccounts()
  const viewer = await readViewer(request)
  const email = textOf(await formOf(request), "email", 200)
  const fault = addressFault(email)
  if (fault !== null) return data({ email, fault, when: null }, { status: 422 })
  const retryAt = await limitOf(request, viewer, "reset", email)
  if (retryAt !== null) {
    const when = agoInWords(retryAt, viewer.locale, viewer.now)
    return data({ email, fault, when }, tooOften(retryAt, viewer.now))
  }
  const { api } = await auth()
  const body = { email: email.toLowerCase() }
  if (await ask((db) => hasAccount(db, email))) await ask(() => api.requestPasswordReset({ body }))
  return redirect("/forgotten?sent", 303)
}

export function headers({ actionHeaders }: HeadersArgs) {
  return actionHeaders
}

export default function Forgotten({ loaderData, actionData }: Route.ComponentProps) {
  const { doors } = useWords()
  const { forgotten: words } = doors
  const { sent, mailbox } = loaderData
  const when = actionData?.when ?? null
  const isSent = sent && actionData === undefined
  return (
    <Door
      title={isSent ? words.sentTitle : words.title}
      alert={when === null ? null : doors.tooOften(when)}
      status={isSent ? words.sent : null}
      intro={mailbox ? words.mailbox : words.intro}
      foot={<Else to="/sign-in">{words.back}</Else>}
    >
      {!isSent && (
        <form method="post" action="/forgotten" className="setup door-form" noValidate>
          <DoorField
            id="email"
            name={doors.email}
            type="email"
            autoComplete="username"
            value={actionData?.email}
            fault={actionData?.fault ?? undefined}
          />
          <button type="submit" className="button">
            {words.go}
          </button>
        </form>
      )}
    </Door>
  )
}
